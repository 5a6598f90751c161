import { Temporal } from "temporal-polyfill";
import type { Bells } from "#domain/roster.ts";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";

/** School time once more, as slowly and plainly as it can be said, on Temporal and nothing of ours. */
export interface Model {
  readonly zone: string;
  readonly bells: Bells;
  readonly events: readonly CalendarDay[];
}

const EDGE = 20;

export function has(events: readonly CalendarDay[], day: string, ...kinds: DayKind[]): boolean {
  return events.some((event) => event.day === day && kinds.includes(event.kind));
}

function isWeekday(day: string): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek <= 5;
}

/** The last bound on or before the day says where it is; the first one behind it, where there is none. */
function isInYear(events: readonly CalendarDay[], day: string): boolean {
  const bounds = events.filter(({ kind }) => kind === "first_day" || kind === "last_day");
  if (bounds.length === 0 || has(bounds, day, "first_day", "last_day")) return true;
  const before = bounds
    .filter((bound) => bound.day < day)
    .sort(byDay)
    .at(-1);
  const after = bounds.filter((bound) => bound.day > day).sort(byDay)[0];
  // Several last days end a year together, several first days begin it together.
  if (before?.kind === "last_day") return after?.kind === "last_day";
  return before?.kind === "first_day" || after?.kind === "last_day";
}

function byDay(one: CalendarDay, other: CalendarDay): number {
  return one.day < other.day ? -1 : 1;
}

export function isOpen(events: readonly CalendarDay[], day: string): boolean {
  const off = has(events, day, "closed", "staff_only", "paused", "paused_everywhere");
  return isWeekday(day) && !off && isInYear(events, day);
}

function isTested(events: readonly CalendarDay[], day: string): boolean {
  const date = Temporal.PlainDate.from(day);
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  return [0, 1, 2, 3, 4].some((count) =>
    has(events, monday.add({ days: count }).toString(), "testing"),
  );
}

function minutes(time: string): number {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return hour * 60 + minute;
}

/** At which minutes of a day a reminder may start. */
export function mayRemind({ bells, events }: Model, day: string): (minute: number) => boolean {
  if (isTested(events, day)) return () => false;
  const early = events
    .filter((event) => event.day === day && event.kind === "early_release")
    .flatMap(({ studentEnd }) => studentEnd ?? [])
    .sort()[0];
  const start = minutes(bells.studentStart);
  const end = minutes(early ?? bells.studentEnd);
  const staff = [minutes(bells.staffStart), minutes(bells.staffEnd)] as const;
  const quiet = [[start, start + EDGE], [end - EDGE, end], lunchOf(bells, start, end)] as const;
  return (minute) => {
    const isIn = ([from, to]: readonly [number, number]): boolean => from <= minute && minute < to;
    return isIn(staff) && !quiet.some(isIn);
  };
}

function lunchOf(bells: Bells, start: number, end: number): [from: number, to: number] {
  if (bells.lunchStart === undefined || bells.lunchEnd === undefined) return [0, 0];
  const from = minutes(bells.lunchStart);
  const to = minutes(bells.lunchEnd);
  const isCut = end < minutes(bells.studentEnd) && to > end;
  return isCut ? [Math.max(start, end - (to - from)), end] : [from, to];
}

export type Rule = (model: Model, day: string) => (minute: number) => boolean;

/** The first step of five minutes, from an instant on, that the rule allows; none in 400 days. */
export function firstAllowed(model: Model, at: Date, rule: Rule): Date | undefined {
  const { zone, events } = model;
  let next = at.getTime();
  for (let count = 0; count <= 400; count += 1) {
    const now = Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO(zone);
    const day = now.toPlainDate().toString();
    const tomorrow = now.add({ days: 1 }).startOfDay().epochMilliseconds;
    const wall = wallOf(now);
    if (isOpen(events, day)) {
      const allows = rule(model, day);
      for (; next < tomorrow; next += FIVE_MS) {
        if (allows(wall(next))) return new Date(next);
      }
    }
    next = tomorrow;
  }
  return undefined;
}

const FIVE_MS = 5 * 60_000;

/** What the clock on the wall shows; only on a day on which it changes is Temporal asked each time. */
function wallOf(now: Temporal.ZonedDateTime): (at: number) => number {
  const start = now.startOfDay().epochMilliseconds;
  if (now.hoursInDay === 24) return (at) => (at - start) / 60_000;
  return (at) => {
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(now.timeZoneId);
    return wall.hour * 60 + wall.minute;
  };
}
