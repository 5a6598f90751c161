import ICAL from "ical.js";
import { calendarSpan } from "#domain/calendar-review.ts";
import { dayNumber } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { toDays } from "./calendar-days.ts";
import { type EventReading, type Reject, readEvent, standsFor, uidOf } from "./calendar-event.ts";
import { keepEventLines } from "./calendar-lines.ts";
import { invalid, newProblems, type Problem } from "./problems.ts";

/** So many days no school's calendar has. */
const MOST_DAYS = 20_000;
/** So many days are looked at for what repeats: about a second's work. */
const MOST_LOOKED = 700_000;

const NO_DAY = "2000-01-01";
const dateInText = /^\d{4}-\d{2}-\d{2}/;

/** What a calendar is read for. */
export interface CalendarReading {
  /** The school's, or the district's. */
  readonly zone?: string | undefined;
  /** What repeats is read around this day; without one, around the last event's. */
  readonly today?: string | undefined;
}

/**
 * The days of an iCalendar feed in order, ignored ones included for review.
 * Date-only and floating times are taken as written, whatever the zone of this machine;
 * times in UTC or another zone are turned into the school's. No text takes longer than a few seconds.
 * Throws IMPORT_INVALID naming the line of a bad event, or that it holds too much.
 */
export function readCalendar(
  text: string,
  file: string,
  { zone = "America/New_York", today }: CalendarReading = {},
): readonly CalendarDay[] {
  const problems = newProblems();
  const lines = keepEventLines(text, file);
  const keep = allow(MOST_DAYS, { file, reason: `holds more than ${MOST_DAYS} days` });
  // What is cancelled counts for itself.
  if (lines.starts.length > MOST_DAYS) keep(lines.starts.length);
  const events = parseFeed(lines.text, file);
  const single = events.filter((event) => !event.hasProperty("recurrence-id"));
  const recurring = new Set(single.map(uidOf));
  const span = calendarSpan(today ?? lastStart(events));
  const shared = {
    zone,
    from: dayNumber(span.from),
    until: dayNumber(span.until),
    spend: allow(MOST_LOOKED, { file, reason: "holds more that repeats than can be read" }),
    exceptions: exceptionsOf(events, zone),
  };
  const days = events.flatMap((event, index) => {
    if (event.hasProperty("recurrence-id") && recurring.has(uidOf(event))) return [];
    const at: Problem = { file, line: lines.starts[index], reason: "" };
    const reject: Reject = (column, reason) => problems.add({ ...at, column, reason });
    const own = readEvent(event, { ...shared, reject }).flatMap(toDays);
    keep(own.length);
    return own;
  });
  problems.throwIfAny();
  return inOrder(days);
}

/** Counts what is spent. Throws the problem once it is more than there is. */
function allow(most: number, problem: Problem): (count: number) => void {
  let spent = 0;
  return (count) => {
    spent += count;
    if (spent > most) throw invalid(problem);
  };
}

function parseFeed(text: string, file: string): readonly ICAL.Component[] {
  try {
    const calendar = ICAL.Component.fromString(text);
    return calendar.getAllSubcomponents("vevent");
  } catch (cause) {
    throw invalid({ file, reason: "is not a complete iCalendar file" }, { cause });
  }
}

function lastStart(events: readonly ICAL.Component[]): string {
  const days = events.flatMap((event) => {
    const written: unknown = event.getFirstProperty("dtstart")?.toJSON()[3];
    return dateInText.exec(String(written))?.[0] ?? [];
  });
  return days.sort().at(-1) ?? NO_DAY;
}

function exceptionsOf(events: readonly ICAL.Component[], zone: string): EventReading["exceptions"] {
  const found = new Map<string, ICAL.Component>();
  for (const event of events) {
    const key = standsFor(event, zone);
    if (key !== undefined) found.set(key, event);
  }
  return found;
}

/** By day, then as the feed has them; an event told twice counts once. */
function inOrder(days: readonly CalendarDay[]): readonly CalendarDay[] {
  const once = new Map(days.map((each) => [`${each.day} ${each.kind} ${each.label}`, each]));
  return [...once.values()].sort((one, other) => one.day.localeCompare(other.day));
}
