import { calendarSpan, reviewYear } from "./calendar-review.ts";
import type { CalendarDay } from "./school-calendar.ts";

/** What a calendar that comes anew does to the one that is kept. */
export interface CalendarChange {
  /** Every day as it would be kept. */
  readonly days: readonly CalendarDay[];
  /** Days that count, without those that mean nothing. */
  readonly added: readonly CalendarDay[];
  readonly removed: readonly CalendarDay[];
  /** True if nothing at all is different. */
  readonly same: boolean;
}

/** A calendar that would remove more than this share of the year's days is not believed. */
const MOST_REMOVED = 0.5;
/** Fewer days than this say nothing about a share. */
const FEW_DAYS = 4;

/**
 * What would change. Days that are over stay where they lie before the first one that came, or before what
 * is read of repeating events: feeds drop what is over. A day to come that the new one lacks is gone.
 */
export function compareCalendars(
  before: readonly CalendarDay[],
  came: readonly CalendarDay[],
  today: string,
): CalendarChange {
  const [first = ""] = came.map(({ day }) => day).sort();
  const read = calendarSpan(today).from;
  const from = [first, read].sort()[1] ?? read;
  const told = new Set(came.map(keyOf));
  const past = before.filter(
    (each) => each.day < from && each.day < today && !told.has(keyOf(each)),
  );
  const days = [...past, ...came].sort((one, other) => (one.day < other.day ? -1 : 1));
  const old = new Set(before.map(keyOf));
  const now = new Set(days.map(keyOf));
  const added = days.filter((day) => !old.has(keyOf(day)));
  const removed = before.filter((day) => !now.has(keyOf(day)));
  const same = added.length === 0 && removed.length === 0;
  return { days, added: added.filter(counts), removed: removed.filter(counts), same };
}

/** Why a calendar is not taken: nothing in it counts, or too much of this school year would go. */
export function refusalOf(
  before: readonly CalendarDay[],
  came: readonly CalendarDay[],
  today: string,
): "empty" | "removes_much" | undefined {
  if (!came.some(counts)) return "empty";
  const year = reviewYear(today);
  const ofYear = new Set(
    before.filter((each) => counts(each) && reviewYear(each.day) === year).map(({ day }) => day),
  );
  const now = new Set(
    compareCalendars(before, came, today)
      .days.filter(counts)
      .map(({ day }) => day),
  );
  const gone = [...ofYear].filter((day) => !now.has(day)).length;
  return ofYear.size >= FEW_DAYS && gone > ofYear.size * MOST_REMOVED ? "removes_much" : undefined;
}

function counts({ kind }: CalendarDay): boolean {
  return kind !== "ignored";
}

function keyOf({ day, kind, label, studentEnd }: CalendarDay): string {
  return [day, kind, label, studentEnd ?? ""].join("|");
}
