import ICAL from "ical.js";
import { inZone, toWall, type Wall } from "./calendar-clock.ts";
import type { Occurrence } from "./calendar-days.ts";
import { findRuleProblem, listRuleDays } from "./calendar-rule.ts";
import { quoted } from "./problems.ts";

/** Names the property of an event that cannot be used. */
export type Reject = (property: string, reason: string) => void;

/** What an event is read with. */
export interface EventReading {
  /** The school's. */
  readonly zone: string;
  /** Of a rule, days from here to there count, as `dayNumber` gives them. */
  readonly from: number;
  readonly until: number;
  readonly spend: (days: number) => void;
  readonly reject: Reject;
  /** What stands for single days of a repeating event, by its UID and the day. */
  readonly exceptions: ReadonlyMap<string, ICAL.Component>;
}

const dateText = /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):[0-5]\d:[0-6]\dZ?)?$/;
const MINUTE = 60;
const DAY_MINUTES = 24 * 60;

/** Where an event happens: once, or on the days of its rule. */
export function readEvent(event: ICAL.Component, reading: EventReading): readonly Occurrence[] {
  const { zone, reject } = reading;
  if (isCancelled(event)) return [];
  if (!event.hasProperty("dtstart")) {
    reject("DTSTART", "is missing");
    return [];
  }
  if (!hasDate(event, "dtstart", reject) || !hasDate(event, "dtend", reject)) return [];
  const whole = readOnce(event, zone);
  if (!whole) return [];
  if (!event.hasProperty("rrule") && !event.hasProperty("rdate")) return [toZone(whole, zone)];
  return listSeries(event, whole, reading);
}

/** True if the property is a real date or is not there at all. */
function hasDate(event: ICAL.Component, name: string, reject: Reject): boolean {
  const [written] = textsOf(event.getFirstProperty(name));
  if (written === undefined) return true;
  const [, year, month, day] = dateText.exec(written) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
  if (!isReal) reject(name.toUpperCase(), `is not a date: ${quoted(written)}`);
  return isReal;
}

/** The first of a period is its start. */
function textsOf(property: ICAL.Property | null): readonly string[] {
  const values: readonly unknown[] = property?.toJSON().slice(3) ?? [];
  return values.map((value) => String(Array.isArray(value) ? value[0] : value));
}

/** The dates of a property, such as those that a rule leaves out, on the clocks that it names. */
function wallsOf(event: ICAL.Component, name: string): readonly Wall[] {
  return event.getAllProperties(name).flatMap((property) => {
    const tzid = property.getFirstParameter("tzid");
    return textsOf(property).flatMap((text) => toWall(text, tzid) ?? []);
  });
}

/** On the clocks that the event names; `end` on those of `start`. */
function readOnce(event: ICAL.Component, zone: string): Occurrence | undefined {
  const [start] = wallsOf(event, "dtstart");
  if (!start) return undefined;
  const [end] = wallsOf(event, "dtend");
  const isSame = end?.zone === start.zone;
  const told = end && (isSame ? end : inZone(end, start.zone ?? zone));
  const length = event.getFirstPropertyValue("duration");
  const summary = String(event.getFirstPropertyValue("summary") ?? "");
  const seconds = length instanceof ICAL.Duration ? length.toSeconds() : undefined;
  return { summary, start, end: told ?? later(start, seconds) };
}

/** A whole day that does not say when it ends is one day. */
function later(start: Wall, seconds: number | undefined): Wall {
  if (seconds === undefined)
    return start.minute === undefined ? { ...start, day: start.day + 1 } : start;
  const minutes = (start.minute ?? 0) + Math.floor(seconds / MINUTE);
  const day = start.day + Math.floor(minutes / DAY_MINUTES);
  if (start.minute === undefined) return { ...start, day };
  return { ...start, day, minute: ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES };
}

function toZone({ summary, start, end }: Occurrence, zone: string): Occurrence {
  // Whole days that were written as midnights of UTC are these days everywhere.
  const isWhole = [start, end].every((each) => each.zone === "UTC" && each.minute === 0);
  const bare = (wall: Wall): Wall => ({ ...wall, minute: undefined, zone: undefined });
  if (isWhole && end.day > start.day) return { summary, start: bare(start), end: bare(end) };
  return { summary, start: inZone(start, zone), end: inZone(end, zone) };
}

function listSeries(
  event: ICAL.Component,
  whole: Occurrence,
  reading: EventReading,
): readonly Occurrence[] {
  const { zone, exceptions } = reading;
  const left = new Set(wallsOf(event, "exdate").map((wall) => inZone(wall, zone).day));
  return listDays(event, whole, reading).flatMap((day) => {
    const moved = toZone(moveTo(whole, day), zone);
    if (left.has(moved.start.day)) return [];
    const other = exceptions.get(exceptionKey(uidOf(event), moved.start.day));
    if (!other) return [moved];
    const once = isCancelled(other) ? undefined : readOnce(other, zone);
    return once ? [toZone(once, zone)] : [];
  });
}

function moveTo({ summary, start, end }: Occurrence, day: number): Occurrence {
  const by = day - start.day;
  return { summary, start: { ...start, day }, end: { ...end, day: end.day + by } };
}

/** On the clocks of the event itself. */
function listDays(
  event: ICAL.Component,
  { start }: Occurrence,
  reading: EventReading,
): readonly number[] {
  const { zone, from, until, spend, reject } = reading;
  const own = (wall: Wall): number => inZone(wall, start.zone ?? zone).day;
  const days = new Set(wallsOf(event, "rdate").map(own));
  if (!event.hasProperty("rrule")) days.add(start.day);
  for (const rule of rulesOf(event, reject)) {
    const last = lastDay(rule, start, zone);
    const span = { first: start.day, from, until: Math.min(until, last), spend };
    for (const day of listRuleDays(rule, span)) days.add(day);
  }
  return [...days].sort((one, other) => one - other);
}

function rulesOf(event: ICAL.Component, reject: Reject): readonly ICAL.Recur[] {
  try {
    const rules = event.getAllProperties("rrule").map((property) => property.getFirstValue());
    const read = rules.filter((rule) => rule instanceof ICAL.Recur);
    const problem = read.map(findRuleProblem).find((each) => each !== undefined);
    if (problem !== undefined) reject("RRULE", problem);
    return problem === undefined ? read : [];
  } catch {
    reject("RRULE", "cannot be read");
    return [];
  }
}

/** A rule ends with the last start that is not behind its end. */
function lastDay({ until }: ICAL.Recur, start: Wall, zone: string): number {
  const told = until && toWall(until.toString(), until.zone?.tzid);
  if (!told) return Number.POSITIVE_INFINITY;
  const { day, minute } = inZone(told, start.zone ?? zone);
  const isBehind = minute !== undefined && start.minute !== undefined && start.minute > minute;
  return isBehind ? day - 1 : day;
}

function isCancelled(event: ICAL.Component): boolean {
  return String(event.getFirstPropertyValue("status")).toUpperCase() === "CANCELLED";
}

/** The day of a repeating event for which an event stands; undefined for any other. */
export function standsFor(event: ICAL.Component, zone: string): string | undefined {
  const [wall] = wallsOf(event, "recurrence-id");
  return wall && exceptionKey(uidOf(event), inZone(wall, zone).day);
}

function exceptionKey(uid: string, day: number): string {
  return `${day} ${uid}`;
}

/** How a calendar calls an event. */
export function uidOf(event: ICAL.Component): string {
  return String(event.getFirstPropertyValue("uid"));
}
