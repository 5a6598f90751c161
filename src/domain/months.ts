import { addDays } from "./local-time.ts";
import type { SchoolDays } from "./school-days.ts";

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

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
  const at = new Date(`${month}-01T00:00:00Z`);
  const year = month.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(locale, { month: "long", ...year, timeZone: "UTC" }).format(at);
}

/**
 * The month's first open school day outside testing weeks, the next one after it where the month has none;
 * the first of the month where the calendar does not reach so far.
 */
export function firstSchoolDay(month: string, schoolDays: SchoolDays): string {
  const first = `${month}-01`;
  return schoolDays.nextSchoolDay(addDays(first, -1), { skipTesting: true }) ?? first;
}
