import { addDays, dayNumber, dayOfNumber, weekday } from "./local-time.ts";
import { monthNumber } from "./typed-month.ts";

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const NUMBERED = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?$/;
const MONTH_FIRST = /^([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/;
const DAY_FIRST = /^(?:el )?(\d{1,2})(?:st|nd|rd|th)? (?:de )?([a-z]+)(?:(?: del?)? (\d{4}))?$/;
const WEEKDAY_BEFORE =
  /^(?:el )?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|miercoles|jueves|viernes|sabado|domingo) (?=\S)/;
const WEEKDAYS = [
  "monday tuesday wednesday thursday friday saturday sunday".split(" "),
  "lunes martes miercoles jueves viernes sabado domingo".split(" "),
];
const ARTICLE = /^el /;
const MARKS = /\p{M}/gu;
const TODAY: ReadonlySet<string> = new Set(["today", "hoy"]);
const TOMORROW: ReadonlySet<string> = new Set(["tomorrow", "manana"]);
const MONTHS = 12;
const SHORTEST_NAME = 3;
/** March as well as "martes". */
const MONTH_TOO = "mar";
const BETWEEN = /[.,]?\s+|,/g;
const YEAR = /\d{4}/;
/** A day without a year that is further ahead than this was meant for the past. */
const MOST_DAYS_AHEAD = 120;

/**
 * A day as somebody types it, "2025-10-06": "10/6", "Oct 6", "Mon, October 6", "6 October 2025", "6 de
 * octubre", "Monday", "lunes" or "tomorrow". Without a year it is the next such day, today among them; undefined for what is no day.
 */
export function parseDay(typed: string, today: string): string | undefined {
  const plain = typed.normalize("NFKD").replace(MARKS, "").toLowerCase();
  const text = plain.replace(BETWEEN, " ").trim();
  const named = readNamed(text, today);
  if (named) return named;
  const { year, month, day } = partsOf(text.replace(WEEKDAY_BEFORE, ""));
  if (year !== undefined) return realDay(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  const days = [thisYear, thisYear + 1].map((each) => realDay(String(each), month, day));
  return days.find((each) => each !== undefined && each >= today);
}

/** True for a day that only a typed year can mean: "8/16" on August 20. */
export function isFarAhead(typed: string, day: string, today: string): boolean {
  return !YEAR.test(typed) && day > addDays(today, MOST_DAYS_AHEAD);
}

function readNamed(text: string, today: string): string | undefined {
  if (TODAY.has(text)) return today;
  if (TOMORROW.has(text)) return addDays(today, 1);
  const name = text.replace(ARTICLE, "");
  if (name.length < SHORTEST_NAME || name === MONTH_TOO) return undefined;
  const found = WEEKDAYS.map((names) => names.findIndex((each) => each.startsWith(name)) + 1);
  const wanted = found.find((number) => number > 0) ?? 0;
  return wanted === 0 ? undefined : addDays(today, ((wanted - weekday(today) + 6) % 7) + 1);
}

interface Parts {
  readonly year?: string | undefined;
  readonly month: string;
  readonly day: string;
}

function partsOf(text: string): Parts {
  const [, isoYear, isoMonth = "", isoDay = ""] = ISO.exec(text) ?? [];
  if (isoYear) return { year: isoYear, month: isoMonth, day: isoDay };
  const [, number, numberDay = "", numberYear] = NUMBERED.exec(text) ?? [];
  // "15/4" can only be the other way round.
  if (number && Number(number) > MONTHS) return { year: numberYear, month: numberDay, day: number };
  if (number) return { year: numberYear, month: number, day: numberDay };
  const [, name, nameDay = "", nameYear] = MONTH_FIRST.exec(text) ?? [];
  if (name) return { year: nameYear, month: String(monthNumber(name)), day: nameDay };
  const [, day = "", last = "", lastYear] = DAY_FIRST.exec(text) ?? [];
  return { year: lastYear, month: String(monthNumber(last)), day };
}

/** Undefined for a day that the calendar does not have, such as February 30. */
function realDay(year: string, month: string, day: string): string | undefined {
  const wanted = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const number = dayNumber(wanted);
  return Number.isFinite(number) && dayOfNumber(number) === wanted ? wanted : undefined;
}
