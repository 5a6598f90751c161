import type ICAL from "ical.js";
import { DAY_MS, weekdayOfNumber, weekKey } from "#domain/local-time.ts";

/** Days are numbers here, as `dayNumber` gives them. */
export interface RuleSpan {
  /** The first day of the event; a day that it counts from. */
  readonly first: number;
  /** Days outside are not wanted. */
  readonly from: number;
  readonly until: number;
  /** Is told of every day that is looked at, and throws where there were too many. */
  readonly spend: (days: number) => void;
}

const periods = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const NTH = /^([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)$/;
/** Day 4 was a Monday. */
const MONDAY = 4;
const NTH_BASE = 1000;

/** Why a rule is no rule of school days; undefined where it is one. */
export function findRuleProblem({ freq, parts }: ICAL.Recur): string | undefined {
  if (!periods.includes(freq)) return "repeats within a day";
  const months = numbersIn(parts.BYMONTH);
  const days = numbersIn(parts.BYMONTHDAY);
  if (!months || !days) return undefined;
  const isReal = [...months].some((month) =>
    [...days].some((day) => Math.abs(day) <= (LONGEST_MONTHS[month - 1] ?? 0)),
  );
  return isReal ? undefined : "names a day that no month has";
}

/**
 * The days of a rule. Each period, a day, week, month or year, is looked at once, from the first to the end
 * of the span, so that no rule can go on for ever; a time of day within the rule says nothing.
 */
export function listRuleDays(rule: ICAL.Recur, span: RuleSpan): readonly number[] {
  const found: number[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (const day of eachDay(rule, span)) {
    if (day >= span.from && day <= span.until) found.push(day);
    left -= 1;
    if (left === 0) break;
  }
  return found;
}

/** From the first day on, or from about the beginning of the span where nobody has to count. */
function* eachDay(rule: ICAL.Recur, { first, from, until, spend }: RuleSpan): Generator<number> {
  const { indexOf, startOf } = periodsOf(rule);
  const matches = matcherOf(rule, first);
  const step = Math.max(1, Math.floor(rule.interval));
  const start = indexOf(first);
  const skipped = rule.count ? 0 : Math.max(0, Math.floor((indexOf(from) - start) / step));
  for (let index = start + skipped * step; startOf(index) <= until; index += step) {
    const [begin, end] = [startOf(index), startOf(index + 1)];
    spend(end - begin);
    for (const day of pick(rule, listMatching(begin, end, matches))) if (day >= first) yield day;
  }
}

function listMatching(begin: number, end: number, matches: (day: number) => boolean): number[] {
  const days: number[] = [];
  for (let day = begin; day < end; day += 1) if (matches(day)) days.push(day);
  return days;
}

/** Of a period's days those at the rule's positions, counted from either end. */
function pick({ parts }: ICAL.Recur, days: readonly number[]): readonly number[] {
  const wanted = days.length > 0 ? numbersIn(parts.BYSETPOS) : undefined;
  if (!wanted) return days;
  return days.filter((_, at) => wanted.has(at + 1) || wanted.has(at - days.length));
}

interface Periods {
  readonly indexOf: (day: number) => number;
  readonly startOf: (index: number) => number;
}

function periodsOf({ freq, wkst }: ICAL.Recur): Periods {
  if (freq === "DAILY") return { indexOf: (day) => day, startOf: (index) => index };
  if (freq === "WEEKLY") {
    // Weeks begin with 1 for Sunday there.
    const base = MONDAY + wkst - 2;
    return { indexOf: (day) => Math.floor((day - base) / 7), startOf: (index) => index * 7 + base };
  }
  if (freq === "MONTHLY") {
    return {
      indexOf: (day) => yearOf(day) * 12 + new Date(day * DAY_MS).getUTCMonth(),
      startOf: (index) => Date.UTC(Math.floor(index / 12), index % 12, 1) / DAY_MS,
    };
  }
  return { indexOf: yearOf, startOf: (index) => Date.UTC(index, 0, 1) / DAY_MS };
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

interface Wanted {
  readonly months: ReadonlySet<number> | undefined;
  readonly weeks: ReadonlySet<number> | undefined;
  readonly yearDays: ReadonlySet<number> | undefined;
  readonly monthDays: ReadonlySet<number> | undefined;
  /** A weekday, and a thousand for each "nth" before it. */
  readonly weekdays: ReadonlySet<number> | undefined;
  readonly isNthOfYear: boolean;
}

function matcherOf(rule: ICAL.Recur, first: number): (day: number) => boolean {
  const wanted = wantedBy(rule, first);
  const { months, weeks, yearDays, monthDays } = wanted;
  const rules: ((date: Date) => boolean)[] = [];
  if (months) rules.push((date) => months.has(date.getUTCMonth() + 1));
  if (monthDays) rules.push((date) => hasPlace(monthDays, placeInMonth(date)));
  if (yearDays) rules.push((date) => hasPlace(yearDays, placeInYear(date)));
  if (weeks) rules.push((date) => weeks.has(weekOf(date)));
  return (day) => {
    if (!hasWeekday(wanted, day)) return false;
    const date = new Date(day * DAY_MS);
    return rules.every((holds) => holds(date));
  };
}

function weekOf(date: Date): number {
  return Number(weekKey(date.toISOString().slice(0, 10)).slice(-2));
}

/** Where a rule leaves something open, the first day says it. */
function wantedBy({ freq, parts }: ICAL.Recur, first: number): Wanted {
  const [months, weeks] = [numbersIn(parts.BYMONTH), numbersIn(parts.BYWEEKNO)];
  const yearDays = numbersIn(parts.BYYEARDAY);
  const said = numbersIn(parts.BYMONTHDAY);
  const weekdays = weekdaysIn(parts.BYDAY, freq === "MONTHLY" || freq === "YEARLY");
  const isOpen = !said && !weekdays && !yearDays;
  const byWeek = freq === "WEEKLY" || weeks !== undefined;
  const dated = isOpen && !byWeek ? dateOf(freq, first) : {};
  return {
    months: months ?? dated.months,
    weeks,
    yearDays,
    monthDays: said ?? dated.monthDays,
    weekdays: isOpen && byWeek ? new Set([weekdayOfNumber(first)]) : weekdays,
    isNthOfYear: freq === "YEARLY" && !months,
  };
}

/** The month and the day of a first day, as far as a rule of that period keeps them. */
function dateOf(freq: string, first: number): Partial<Wanted> {
  const date = new Date(first * DAY_MS);
  const monthDays = new Set([date.getUTCDate()]);
  if (freq === "MONTHLY") return { monthDays };
  return freq === "YEARLY" ? { monthDays, months: new Set([date.getUTCMonth() + 1]) } : {};
}

function numbersIn(part: readonly unknown[] | undefined): ReadonlySet<number> | undefined {
  return part && part.length > 0 ? new Set(part.map(Number)) : undefined;
}

function weekdaysIn(
  part: readonly unknown[] | undefined,
  takesNth: boolean,
): ReadonlySet<number> | undefined {
  if (!part || part.length === 0) return undefined;
  const keys = part.map((each) => {
    const [, nth = "0", name = ""] = NTH.exec(String(each)) ?? [];
    return WEEKDAYS.indexOf(name) + 1 + (takesNth ? Number(nth) * NTH_BASE : 0);
  });
  return new Set(keys);
}

/** Which one of its month or year a day is, and which one from behind. */
interface Place {
  readonly at: number;
  readonly behind: number;
}

function hasWeekday({ weekdays, isNthOfYear }: Wanted, day: number): boolean {
  const name = weekdayOfNumber(day);
  if (!weekdays || weekdays.has(name)) return true;
  const date = new Date(day * DAY_MS);
  const { at, behind } = isNthOfYear ? placeInYear(date) : placeInMonth(date);
  const nth = (place: number): number => Math.ceil(place / 7) * NTH_BASE;
  return weekdays.has(name + nth(at)) || weekdays.has(name - nth(behind));
}

function hasPlace(wanted: ReadonlySet<number>, { at, behind }: Place): boolean {
  return wanted.has(at) || wanted.has(-behind);
}

function placeInMonth(date: Date): Place {
  const at = date.getUTCDate();
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return { at, behind: length - at + 1 };
}

function placeInYear(date: Date): Place {
  const year = date.getUTCFullYear();
  const start = Date.UTC(year, 0, 1);
  const at = Math.round((date.getTime() - start) / DAY_MS) + 1;
  return { at, behind: Math.round((Date.UTC(year + 1, 0, 1) - start) / DAY_MS) - at + 1 };
}
