// Local days are strings, "2025-08-18", and local times are strings, "09:30". Both sort as text. Years have
// four digits: from 0001 to 9998, so that a year ahead is one too.

const minuteMs = 60_000;
/** A day of 24 hours; a local day may be an hour shorter or longer. */
export const DAY_MS = 86_400_000;
const WALL_LENGTH = "0999-12-31 23:59:59".length;
const specialSpaces = /[\u00a0\u202f]/g;

/** How far a zone is ahead of UTC at an instant, both in milliseconds. */
type Offset = (instantMs: number) => number;

const offsets = new Map<string, Offset>();

/**
 * The instant at which a wall clock in `zone` shows `local`, "2025-08-18T09:30".
 * A time inside a spring gap moves forward; of a repeated time it is the first.
 */
export function toInstant(local: string, zone: string): Date {
  const wanted = Date.parse(`${local}Z`);
  const offset = offsetOf(zone);
  const early = wanted - offset(wanted - DAY_MS);
  const late = wanted - offset(wanted + DAY_MS);
  const onlyLateShowsIt = early + offset(early) !== wanted && late + offset(late) === wanted;
  return new Date(onlyLateShowsIt ? late : early);
}

/** The day on a wall clock in `zone`, "2025-08-18". */
export function localDay(at: Date, zone: string): string {
  return wallText(at, zone).slice(0, 10);
}

/** The time on a wall clock in `zone`, 24 hours, "09:30". */
export function localTime(at: Date, zone: string): string {
  return wallText(at, zone).slice(11, 16);
}

function wallText(at: Date, zone: string): string {
  const instantMs = at.getTime();
  return new Date(instantMs + offsetOf(zone)(instantMs)).toISOString();
}

function offsetOf(zone: string): Offset {
  const known = offsets.get(zone);
  if (known) return known;
  const made = makeOffset(zone);
  offsets.set(zone, made);
  return made;
}

/** Asks Intl once a UTC day; only on the few days on which clocks change does it ask each time. */
function makeOffset(zone: string): Offset {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const measure: Offset = (instantMs) => {
    const wholeSecond = Math.floor(instantMs / 1000) * 1000;
    // Years before 1000 are written with fewer digits than a date is read with.
    const wall = format.format(wholeSecond).padStart(WALL_LENGTH, "0");
    return Date.parse(`${wall.replace(" ", "T")}Z`) - wholeSecond;
  };
  const midnights = new Map<number, number>();
  const atMidnight: Offset = (number) => {
    const known = midnights.get(number);
    if (known !== undefined) return known;
    const measured = measure(number * DAY_MS);
    midnights.set(number, measured);
    return measured;
  };
  return (instantMs) => {
    const number = Math.floor(instantMs / DAY_MS);
    const before = atMidnight(number);
    return before === atMidnight(number + 1) ? before : measure(instantMs);
  };
}

/** Days since 1 January 1970, for counting without strings. */
export function dayNumber(day: string): number {
  return Date.parse(day) / DAY_MS;
}

/** The day with this number: `dayNumber` turned around. */
export function dayOfNumber(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: string): number {
  return weekdayOfNumber(dayNumber(day));
}

/** `weekday` for a day number; day 0 was a Thursday. */
export function weekdayOfNumber(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** The day `count` days later, or earlier where `count` is negative. */
export function addDays(day: string, count: number): string {
  return dayOfNumber(dayNumber(day) + count);
}

/** The Monday of the day's ISO week. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekday(day));
}

/** The ISO week, "2025-W34"; the year is that of the week's Thursday. */
export function weekKey(day: string): string {
  const thursday = addDays(day, 4 - weekday(day));
  const year = thursday.slice(0, 4);
  const week = Math.floor((dayNumber(thursday) - dayNumber(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** Minutes since local midnight: 465 for "07:45". */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The time for 0 to 1440 minutes since midnight: "07:45" for 465, "24:00" for 1440. */
export function timeOf(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  return `${hours}:${String(minutes % 60).padStart(2, "0")}`;
}

const dayStyle = { weekday: "long", month: "long", day: "numeric" } as const;
const fullDayStyle = { ...dayStyle, year: "numeric" } as const;
const weekdayStyle = { weekday: "long" } as const;
const monthStyle = { month: "long" } as const;
const monthAndYearStyle = { month: "long", year: "numeric" } as const;
const timeStyle = { hour: "numeric", minute: "2-digit" } as const;
/** Spanish writes "martes 14 de abril" in a sentence. */
const COMMA_AFTER_WEEKDAY = /^(\p{L}+),/u;
const textFormats = new Map<string, Intl.DateTimeFormat>();

/** A day as people say it: "Monday, August 18". */
export function formatDay(day: string, locale = "en-US"): string {
  return formatText(dayNumber(day) * DAY_MS, locale, dayStyle);
}

/** A day that may lie in another year: "Monday, August 18, 2025". */
export function formatFullDay(day: string, locale = "en-US"): string {
  return formatText(dayNumber(day) * DAY_MS, locale, fullDayStyle);
}

/** A day to come, with its year where that is not this one. */
export function formatComingDay(day: string, today: string, locale = "en-US"): string {
  return day.slice(0, 4) === today.slice(0, 4)
    ? formatDay(day, locale)
    : formatFullDay(day, locale);
}

/** The month of a day as people say it: "August". */
export function formatMonth(day: string, locale = "en-US"): string {
  return formatText(dayNumber(day) * DAY_MS, locale, monthStyle);
}

/** The weekday of a day: "Monday". */
export function formatWeekday(day: string, locale = "en-US"): string {
  return formatText(dayNumber(day) * DAY_MS, locale, weekdayStyle);
}

/** A month with its year: "August 2025". */
export function formatMonthAndYear(day: string, locale = "en-US"): string {
  return formatText(dayNumber(day) * DAY_MS, locale, monthAndYearStyle);
}

/** A time as people say it: "7:30 AM", with a plain space. */
export function formatTime(time: string, locale = "en-US"): string {
  return formatText(minutesOf(time) * minuteMs, locale, timeStyle);
}

function formatText(utcMs: number, locale: string, style: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${Object.keys(style).join()}`;
  const format =
    textFormats.get(key) ?? new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" });
  textFormats.set(key, format);
  const text = format.format(utcMs).replace(specialSpaces, " ");
  return locale.startsWith("es") ? text.replace(COMMA_AFTER_WEEKDAY, "$1") : text;
}
