import { dayNumber, dayOfNumber, weekdayOfNumber } from "./local-time.ts";
import { type CalendarDay, type DayKind, yearOfBound } from "./school-calendar.ts";

const searchDays = 400;

export interface DaySearch {
  /** True leaves out every day of a week with state testing. */
  readonly skipTesting?: boolean | undefined;
  /** True leaves out days on which students learn at home. */
  readonly skipRemote?: boolean | undefined;
}

/** One school year; a bound is undefined where the calendar does not name it. */
export interface SchoolYear {
  readonly firstDay?: string | undefined;
  readonly lastDay?: string | undefined;
}

/** What a calendar, the district's or one school's, says about days. Days are local, "2025-09-01". */
export interface SchoolDays {
  /** True on a weekday of a school year that is neither closed, for staff only nor paused. */
  isSchoolDay(day: string): boolean;
  /** True on a weekday that is not closed, in summer too; a school's own pause does not close the office. */
  isOfficeDay(day: string): boolean;
  /** True in a week, Monday to Sunday, with a testing day from Monday to Friday. */
  isTestingWeek(day: string): boolean;
  kindsOf(day: string): readonly DayKind[];
  /** The first school day strictly after `after`; undefined if there is none for 400 days. */
  nextSchoolDay(after: string, search?: DaySearch): string | undefined;
  /**
   * The day that is `count` (1 or more) school days after `from`. Testing weeks are counted;
   * with `skipTesting` a result inside one is postponed to the first school day behind it.
   */
  addSchoolDays(from: string, count: number, search?: DaySearch): string | undefined;
  /** School days after `from`, up to and including `to`; 0 where `to` is not later. */
  schoolDaysBetween(from: string, to: string): number;
  /** When students leave on an early release day, "12:30"; undefined on every other day. */
  studentEndOn(day: string): string | undefined;
  /** The school year of the day; undefined in summer and outside the known years. */
  yearOf(day: string): SchoolYear | undefined;
  /** Every event of the calendar, earliest first. */
  readonly events: readonly CalendarDay[];
}

interface Span extends SchoolYear {
  readonly first: number;
  readonly last: number;
}

/** Where a school year begins and ends at the widest, if its calendar does not say. */
const FIRST_DAY = "08-01";
const LAST_DAY = "06-30";

/** Reads the calendar once. Without any calendar every weekday is a school day. */
export function buildSchoolDays(days: readonly CalendarDay[]): SchoolDays {
  const events = days.toSorted((a, b) => compareText(a.day, b.day));
  const years = schoolYears(events);
  const closed = numbersOf(events, ["closed", "paused_everywhere"]);
  const quiet = numbersOf(events, ["closed", "staff_only", "paused", "paused_everywhere"]);
  const testingWeeks = new Set(
    [...numbersOf(events, ["testing"])].filter(isWeekday).map(weekOfNumber),
  );
  const kinds = kindsByDay(events);
  const ends = studentEnds(events);
  const remote = numbersOf(events, ["remote"]);
  const isTesting = (number: number): boolean => testingWeeks.has(weekOfNumber(number));
  const isOpen = (number: number): boolean =>
    isWeekday(number) && !quiet.has(number) && years.some((year) => holdsDay(year, number));
  return {
    events,
    ...searches(isOpen, { isTesting, isRemote: (number) => remote.has(number) }),
    isSchoolDay: (day) => isOpen(dayNumber(day)),
    isOfficeDay: (day) => isWeekday(dayNumber(day)) && !closed.has(dayNumber(day)),
    isTestingWeek: (day) => isTesting(dayNumber(day)),
    kindsOf: (day) => kinds.get(day) ?? [],
    studentEndOn: (day) => ends.get(day),
    yearOf: (day) => {
      const year = years.find((span) => holdsDay(span, dayNumber(day)));
      return year && { firstDay: year.firstDay, lastDay: year.lastDay };
    },
  };
}

type DayTest = (number: number) => boolean;

interface DayTests {
  readonly isTesting: DayTest;
  readonly isRemote: DayTest;
}

function searches(
  isOpen: DayTest,
  tests: DayTests,
): Pick<SchoolDays, "nextSchoolDay" | "addSchoolDays" | "schoolDaysBetween"> {
  const isSkipped = (number: number, search: DaySearch): boolean =>
    (search.skipTesting === true && tests.isTesting(number)) ||
    (search.skipRemote === true && tests.isRemote(number));
  const next = (after: number, search: DaySearch): number | undefined => {
    for (let number = after + 1; number <= after + searchDays; number += 1) {
      if (isOpen(number) && !isSkipped(number, search)) return number;
    }
    return undefined;
  };
  const add = (from: number, count: number, search: DaySearch): number | undefined => {
    let reached: number | undefined = from;
    for (let step = 0; step < count && reached !== undefined; step += 1) {
      reached = next(reached, {});
    }
    return reached !== undefined && isSkipped(reached, search) ? next(reached, search) : reached;
  };
  return {
    nextSchoolDay: (after, search = {}) => toDay(next(dayNumber(after), search)),
    addSchoolDays: (from, count, search = {}) => toDay(add(dayNumber(from), count, search)),
    schoolDaysBetween: (from, to) => {
      let count = 0;
      const last = dayNumber(to);
      for (let number = dayNumber(from) + 1; number <= last; number += 1) {
        if (isOpen(number)) count += 1;
      }
      return count;
    },
  };
}

/**
 * A year runs from its first "first_day" to its last "last_day", so that staggered starts and an earlier
 * last day for some students stay inside it. Where a bound is missing it begins on 1 August, or ends on
 * 30 June: no year runs through the summer into the next.
 */
function schoolYears(events: readonly CalendarDay[]): readonly Span[] {
  const bounds = events.filter(({ kind }) => kind === "first_day" || kind === "last_day");
  if (bounds.length === 0) return [{ first: -Infinity, last: Infinity }];
  const years = [...new Set(bounds.map(yearOfBound))];
  return years.map((year) =>
    toSpan(
      year,
      bounds.filter((each) => yearOfBound(each) === year),
    ),
  );
}

function toSpan(year: number, bounds: readonly CalendarDay[]): Span {
  const firstDay = bounds.find(({ kind }) => kind === "first_day")?.day;
  const lastDay = bounds.findLast(({ kind }) => kind === "last_day")?.day;
  const [begins, ends] = [`${padYear(year)}-${FIRST_DAY}`, `${padYear(year + 1)}-${LAST_DAY}`];
  const first = dayNumber(firstDay ?? begins);
  return { firstDay, lastDay, first, last: dayNumber(lastDay ?? ends) };
}

function padYear(year: number): string {
  return String(year).padStart(4, "0");
}

function numbersOf(events: readonly CalendarDay[], kinds: readonly DayKind[]): ReadonlySet<number> {
  return new Set(
    events.filter((event) => kinds.includes(event.kind)).map((event) => dayNumber(event.day)),
  );
}

function kindsByDay(events: readonly CalendarDay[]): ReadonlyMap<string, readonly DayKind[]> {
  const kinds = new Map<string, readonly DayKind[]>();
  for (const { day, kind } of events) {
    const known = kinds.get(day) ?? [];
    if (!known.includes(kind)) kinds.set(day, [...known, kind]);
  }
  return kinds;
}

/** Where a day carries several early releases, the earliest counts. */
function studentEnds(events: readonly CalendarDay[]): ReadonlyMap<string, string> {
  const ends = new Map<string, string>();
  for (const { day, kind, studentEnd } of events) {
    const known = ends.get(day);
    const counts = kind === "early_release" && studentEnd !== undefined;
    if (counts && (known === undefined || studentEnd < known)) ends.set(day, studentEnd);
  }
  return ends;
}

function holdsDay(year: Span, number: number): boolean {
  return year.first <= number && number <= year.last;
}

function isWeekday(number: number): boolean {
  return weekdayOfNumber(number) <= 5;
}

/** The number of the week's Monday. */
function weekOfNumber(number: number): number {
  return number - weekdayOfNumber(number) + 1;
}

function toDay(number: number | undefined): string | undefined {
  return number === undefined ? undefined : dayOfNumber(number);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
