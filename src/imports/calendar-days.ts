import type ICAL from "ical.js";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";
import { classify, toLabel } from "./calendar-words.ts";

const daysAtMost = 370;
const endOfDay = 23 * 60 + 59;

/** One event where it happens; a recurring one happens several times. */
export interface Occurrence {
  readonly summary: string;
  readonly start: ICAL.Time;
  /** Exclusive. */
  readonly end: ICAL.Time;
}

/**
 * The local days of an occurrence. An early release at 12:30 keeps the time at which students
 * leave; any other event at a time of day, such as a meeting, is "ignored" until a person says more of it.
 */
export function toDays(occurrence: Occurrence, zone: string): readonly CalendarDay[] {
  const label = toLabel(occurrence.summary);
  const kind = classify(label);
  if (!coversDays(occurrence)) return [toTimedDay(occurrence.start, { kind, label, zone })];
  return listDays(occurrence).map((day) => ({ day, kind, label }));
}

interface Named {
  readonly kind: DayKind;
  readonly label: string;
  readonly zone: string;
}

function toTimedDay(start: ICAL.Time, { kind, label, zone }: Named): CalendarDay {
  const [day = "", time = ""] = localText(start, zone).split(" ");
  return { day, kind: kind === "early_release" ? kind : "ignored", label, studentEnd: time };
}

/** True for date-only events, and for those that run from midnight to midnight. */
function coversDays({ start, end }: Occurrence): boolean {
  if (start.isDate) return true;
  const minute = end.hour * 60 + end.minute;
  const isWhole = minute === 0 || minute === endOfDay;
  return minuteOf(start) === 0 && isWhole && end.compare(start) > 0;
}

function minuteOf(time: ICAL.Time): number {
  return time.hour * 60 + time.minute;
}

/** The first day always, then each one before the exclusive end. */
function listDays({ start, end }: Occurrence): readonly string[] {
  const day = start.clone();
  const past = dayText(end);
  const pastEnds = minuteOf(end) === endOfDay;
  const days = [dayText(day)];
  while (days.length < daysAtMost) {
    day.adjust(1, 0, 0, 0);
    const text = dayText(day);
    if (text > past || (text === past && !pastEnds)) break;
    days.push(text);
  }
  return days;
}

function dayText({ year, month, day }: ICAL.Time): string {
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** "2025-10-08 12:30" as written, or in `zone` for a time in UTC. */
function localText(time: ICAL.Time, zone: string): string {
  const { year, month, day, hour, minute } = time;
  if (time.zone?.tzid !== "UTC") return `${dayText(time)} ${twoDigits(hour)}:${twoDigits(minute)}`;
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(Date.UTC(year, month - 1, day, hour, minute));
  const read = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return `${read("year")}-${read("month")}-${read("day")} ${read("hour")}:${read("minute")}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
