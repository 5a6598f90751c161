import { dayOfNumber, timeOf } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Wall } from "./calendar-clock.ts";
import { classify, toLabel } from "./calendar-words.ts";

const daysAtMost = 370;
const DAY_MINUTES = 24 * 60;
/** What is longer than this is no event at a time of day. */
const LONG_MINUTES = 20 * 60;

/** One event where it happens, on the school's clocks; a recurring one happens several times. */
export interface Occurrence {
  readonly summary: string;
  readonly start: Wall;
  /** Exclusive. */
  readonly end: Wall;
}

/**
 * The local days of an occurrence. An early release at 12:30 keeps the time at which students
 * leave; any other event at a time of day, such as a meeting, is "ignored" until a person says more of it.
 */
export function toDays(occurrence: Occurrence): readonly CalendarDay[] {
  const label = toLabel(occurrence.summary);
  const kind = classify(label);
  const { day, minute } = occurrence.start;
  if (minute === undefined || coversDays(occurrence)) {
    return listDays(occurrence).map((each) => ({ day: each, kind, label }));
  }
  const timed = kind === "early_release" ? kind : "ignored";
  return [{ day: dayOfNumber(day), kind: timed, label, studentEnd: timeOf(minute) }];
}

/** True for what goes on past midnight, and for nearly a whole day. */
function coversDays({ start, end }: Occurrence): boolean {
  const minutes = (end.day - start.day) * DAY_MINUTES + (end.minute ?? 0) - (start.minute ?? 0);
  return minutes > 0 && (lastOf(end) > start.day || minutes > LONG_MINUTES);
}

/** An end at midnight is the end of the day before. */
function lastOf({ day, minute = 0 }: Wall): number {
  return minute === 0 ? day - 1 : day;
}

/** The first day always, then each one before the exclusive end. */
function listDays({ start, end }: Occurrence): readonly string[] {
  const count = Math.min(daysAtMost, Math.max(1, lastOf(end) - start.day + 1));
  return Array.from({ length: count }, (_, index) => dayOfNumber(start.day + index));
}
