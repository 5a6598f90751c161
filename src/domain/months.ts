import { addDays, formatMonth, formatMonthAndYear } from "./local-time.ts";
import type { SchoolDays } from "./school-days.ts";

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** "January" to "December": a wave keeps its months by these names, whoever reads them. */
export const monthNames: readonly string[] = monthNamesIn("en-US");

/** The months' names in a language, January first. */
export function monthNamesIn(locale: string): readonly string[] {
  return Array.from({ length: 12 }, (_each, index) =>
    formatMonth(`2025-${String(index + 1).padStart(2, "0")}-01`, locale),
  );
}

/** True for a month as it is stored, "2026-02". */
export function isMonth(value: string): boolean {
  return MONTH.test(value);
}

/** The month of a local day: "2026-02-03" is in "2026-02". */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** "February", or "February 2027" where the year is not that of the day it is said on. */
export function monthInWords(month: string, today: string, locale = "en-US"): string {
  const day = `${month}-01`;
  const isThisYear = month.slice(0, 4) === today.slice(0, 4);
  return isThisYear ? formatMonth(day, locale) : formatMonthAndYear(day, locale);
}

/**
 * The month's first open school day outside testing weeks, the next one after it where the month has none;
 * the first of the month where the calendar does not reach so far.
 */
export function firstSchoolDay(month: string, schoolDays: SchoolDays): string {
  const first = `${month}-01`;
  return schoolDays.nextSchoolDay(addDays(first, -1), { skipTesting: true }) ?? first;
}
