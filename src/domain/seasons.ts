import { addDays, dayNumber, mondayOf, weekday } from "./local-time.ts";
import type { DayKind } from "./school-calendar.ts";
import type { SchoolDays, SchoolYear } from "./school-days.ts";

/** The parts of a school year a nudge may be meant for; their rules stand in the library. */
export const seasonIds = [
  "any",
  "first_two_weeks",
  "first_quarter",
  "conferences",
  "before_fall_break",
  "before_winter_break",
  "january",
  "mid_year",
  "before_testing",
  "testing",
  "after_testing",
  "before_spring_break",
  "appreciation_week",
  "last_month",
  "last_week",
] as const;
export type Season = (typeof seasonIds)[number];

/** A week is named by its Monday. */
type Weeks = readonly string[];
type YearWeeks = ReadonlyMap<Season, ReadonlySet<string>>;

/**
 * The seasons of a day. "any" is always among them; in a week with testing there is only
 * "testing" beside it; outside the school year there is nothing beside it.
 */
export function seasonsOn(day: string, schoolDays: SchoolDays): ReadonlySet<Season> {
  const year = schoolDays.yearOf(day);
  if (!year) return new Set(["any"]);
  if (schoolDays.isTestingWeek(day)) return new Set(["any", "testing"]);
  const weeks = weeksOf(day, year, schoolDays);
  const monday = mondayOf(day);
  return new Set(seasonIds.filter((id) => id === "any" || weeks.get(id)?.has(monday)));
}

const remembered = new WeakMap<SchoolDays, Map<string, YearWeeks>>();

/** Works each school year of a calendar out once. */
function weeksOf(day: string, year: SchoolYear, schoolDays: SchoolDays): YearWeeks {
  const span = spanOf(day, year);
  const known = remembered.get(schoolDays) ?? new Map<string, YearWeeks>();
  remembered.set(schoolDays, known);
  const weeks = known.get(span.from) ?? yearWeeks(span, schoolDays);
  known.set(span.from, weeks);
  return weeks;
}

interface YearSpan extends SchoolYear {
  readonly from: string;
  readonly to: string;
  /** The calendar year in which the school year begins. */
  readonly autumn: number;
}

/** Where a bound is not named, 1 July or 30 June stands in; a bound of an older year is dropped. */
function spanOf(day: string, { firstDay, lastDay }: SchoolYear): YearSpan {
  if (firstDay !== undefined && lastDay !== undefined) {
    return { firstDay, lastDay, from: firstDay, to: lastDay, autumn: Number(firstDay.slice(0, 4)) };
  }
  const autumn = Number(day.slice(0, 4)) - (day.slice(5) < "07-01" ? 1 : 0);
  const from = `${autumn}-07-01`;
  const to = `${autumn + 1}-06-30`;
  const named = {
    firstDay: firstDay !== undefined && firstDay >= from ? firstDay : undefined,
    lastDay: lastDay !== undefined && lastDay <= to ? lastDay : undefined,
  };
  return { ...named, from: named.firstDay ?? from, to: named.lastDay ?? to, autumn };
}

function yearWeeks(span: YearSpan, schoolDays: SchoolDays): YearWeeks {
  const all = mondaysBetween(span.from, span.to);
  const full = all.filter((monday) => isFullWeek(monday, schoolDays));
  const weeks: SeasonWeeks = [
    ...startOfYear(span, all, full),
    ...aroundBreaks(span, full, schoolDays),
    ...aroundTesting(span, schoolDays),
    ...endOfYear(span),
    ["conferences", beforeConferences(all, schoolDays)],
    ["mid_year", midYear(span.autumn + 1, all)],
    ["appreciation_week", appreciation(span, all, schoolDays)],
  ];
  return new Map(weeks.map(([season, mondays]) => [season, new Set(mondays)]));
}

/** Five school days, Monday to Friday. */
function isFullWeek(monday: string, schoolDays: SchoolDays): boolean {
  return [0, 1, 2, 3, 4].every((count) => schoolDays.isSchoolDay(addDays(monday, count)));
}

type SeasonWeeks = readonly (readonly [Season, Weeks])[];

/** Week 1 is the week of the first student day, even where it is a short one. */
function startOfYear({ firstDay }: SchoolYear, all: Weeks, full: Weeks): SeasonWeeks {
  if (firstDay === undefined) return [];
  const secondFull = full[1] ?? mondayOf(firstDay);
  return [
    ["first_two_weeks", all.filter((monday) => monday <= secondFull)],
    ["first_quarter", all.slice(2, 9)],
  ];
}

function aroundBreaks(span: YearSpan, full: Weeks, schoolDays: SchoolDays): SeasonWeeks {
  const lateNovember = breakAround(fourthThursdayOfNovember(span.autumn), schoolDays);
  const winter = breakAround(`${span.autumn}-12-25`, schoolDays);
  const springDay = schoolDays.events.find(
    ({ day, kind, label }) =>
      kind === "closed" && springBreak.test(label) && day >= span.from && day <= span.to,
  )?.day;
  const spring = springDay === undefined ? undefined : breakAround(springDay, schoolDays);
  return [
    ["before_fall_break", lastBefore(full, lateNovember, 1)],
    ["before_winter_break", lastBefore(full, winter, 2)],
    ["january", winter ? full.filter((monday) => monday > winter.last).slice(0, 2) : []],
    ["before_spring_break", lastBefore(full, spring, 1)],
  ];
}

const springBreak = /spring\s+break/i;
const shortestBreakDays = 3;

interface Break {
  readonly first: string;
  readonly last: string;
}

/** The run of closed days and weekends around a day; undefined if it has fewer than three days. */
function breakAround(day: string, schoolDays: SchoolDays): Break | undefined {
  const isFree = (at: string): boolean =>
    weekday(at) > 5 || schoolDays.kindsOf(at).includes("closed");
  if (!isFree(day)) return undefined;
  const first = edgeOfRun(day, -1, isFree);
  const last = edgeOfRun(day, 1, isFree);
  return dayNumber(last) - dayNumber(first) + 1 < shortestBreakDays ? undefined : { first, last };
}

function edgeOfRun(from: string, step: number, isFree: (day: string) => boolean): string {
  let edge = from;
  while (isFree(addDays(edge, step))) edge = addDays(edge, step);
  return edge;
}

function lastBefore(full: Weeks, pause: Break | undefined, count: number): Weeks {
  if (!pause) return [];
  return full.filter((monday) => addDays(monday, 4) < pause.first).slice(-count);
}

function fourthThursdayOfNovember(year: number): string {
  const first = `${year}-11-01`;
  return addDays(first, ((11 - weekday(first)) % 7) + 21);
}

/** Testing days of one year are one row: the weeks before the first, the weeks after the last. */
function aroundTesting(span: YearSpan, schoolDays: SchoolDays): SeasonWeeks {
  const days = daysOfKind("testing", span, schoolDays);
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const [lastMonth = span.to] = span.lastDay === undefined ? [] : weeksBefore(span.lastDay, 4);
  const behind = mondaysBetween(addDays(mondayOf(last), 7), span.to);
  return [
    ["before_testing", weeksBefore(first, 4)],
    ["after_testing", behind.filter((monday) => monday < lastMonth)],
  ];
}

function daysOfKind(kind: DayKind, span: YearSpan, schoolDays: SchoolDays): readonly string[] {
  return schoolDays.events
    .filter((event) => event.kind === kind && event.day >= span.from && event.day <= span.to)
    .map(({ day }) => day);
}

function endOfYear({ lastDay }: SchoolYear): SeasonWeeks {
  if (lastDay === undefined) return [];
  return [
    ["last_month", weeksBefore(lastDay, 4)],
    ["last_week", [mondayOf(lastDay)]],
  ];
}

/** The two weeks before each first week of conferences, never the conference week itself. */
function beforeConferences(all: Weeks, schoolDays: SchoolDays): Weeks {
  const held = new Set(
    schoolDays.events.filter(({ kind }) => kind === "conferences").map(({ day }) => mondayOf(day)),
  );
  return all
    .filter((monday) => held.has(monday) && !held.has(addDays(monday, -7)))
    .flatMap((monday) => weeksBefore(monday, 2));
}

/** Late January is taken from the week of the 21st; the last week begins in February. */
function midYear(year: number, all: Weeks): Weeks {
  const first = mondayOf(`${year}-01-21`);
  return all.filter((monday) => monday >= first && monday < `${year}-03-01`);
}

/** What the calendar says, else the first week whose Monday lies in May. */
function appreciation(span: YearSpan, all: Weeks, schoolDays: SchoolDays): Weeks {
  const said = daysOfKind("appreciation", span, schoolDays).map(mondayOf);
  if (said.length > 0) return said;
  return all.filter((monday) => monday >= `${span.autumn + 1}-05-01`).slice(0, 1);
}

/** The Mondays of the `count` weeks before the week of `day`, earliest first. */
function weeksBefore(day: string, count: number): Weeks {
  const monday = mondayOf(day);
  return mondaysBetween(addDays(monday, -7 * count), addDays(monday, -7));
}

function mondaysBetween(from: string, to: string): Weeks {
  const mondays: string[] = [];
  for (let monday = mondayOf(from); monday <= to; monday = addDays(monday, 7)) {
    mondays.push(monday);
  }
  return mondays;
}
