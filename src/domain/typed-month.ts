import { monthNamesIn } from "./months.ts";

/** Nobody names a month that is further away. */
const MOST_MONTHS_AHEAD = 24;
const SHORTEST_NAME = 3;
/** In both languages: nobody should have to think in which one they type. */
const MONTHS = ["en-US", "es-US"].map((locale) =>
  monthNamesIn(locale).map((name) => name.toLowerCase()),
);

const ISO = /^(\d{4})-(\d{1,2})$/;
const NUMBERED = /^(\d{1,2})(?:[/.-](\d{4}))?$/;
const NAMED = /^([a-z]+)(?:(?: del?)? (\d{4}))?$/;
const BETWEEN = /[.,]?\s+|,/g;
const LAST_DOT = /\.$/;

/**
 * A month as somebody types it, "2026-02": "February", "feb 2026", "marzo de 2026", "2", "2/2026". Without a year it is the
 * next one after this month; undefined for what is no month, has begun already or is years away.
 */
export function readMonth(typed: string, today: string): string | undefined {
  const text = typed.toLowerCase().replace(BETWEEN, " ").trim().replace(LAST_DOT, "");
  const { month, year } = partsOf(text);
  if (month < 1 || month > 12) return undefined;
  const ahead = year === undefined ? toNext(month, today) : monthsTo(Number(year), month, today);
  return ahead >= 1 && ahead <= MOST_MONTHS_AHEAD ? monthAfter(today, ahead) : undefined;
}

/** The month is 0 for what is none. */
function partsOf(text: string): { readonly month: number; readonly year?: string | undefined } {
  const [, isoYear, isoMonth] = ISO.exec(text) ?? [];
  if (isoMonth) return { month: Number(isoMonth), year: isoYear };
  const [, number, numberYear] = NUMBERED.exec(text) ?? [];
  if (number) return { month: Number(number), year: numberYear };
  const [, name = "", nameYear] = NAMED.exec(text) ?? [];
  return { month: monthNumber(name), year: nameYear };
}

/** The months after that of a day: "2025-09" is the first after "2025-08-18". */
export function nextMonths(today: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_each, index) => monthAfter(today, index + 1));
}

/** 1 for "january", "jan" and "enero"; 0 for what is no month. */
export function monthNumber(name: string): number {
  if (name.length < SHORTEST_NAME) return 0;
  const found = MONTHS.map((names) => names.findIndex((each) => each.startsWith(name)) + 1);
  return found.find((number) => number > 0) ?? 0;
}

/** How many months ahead the next such month is: this month has begun, so it is a year away. */
function toNext(month: number, today: string): number {
  const ahead = month - Number(today.slice(5, 7));
  return ahead > 0 ? ahead : ahead + 12;
}

function monthsTo(year: number, month: number, today: string): number {
  return (year - Number(today.slice(0, 4))) * 12 + month - Number(today.slice(5, 7));
}

function monthAfter(today: string, count: number): string {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + count;
  return `${Math.floor(months / 12)}-${twoDigits((months % 12) + 1)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
