import ICAL from "ical.js";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { type Occurrence, toDays } from "./calendar-days.ts";
import { invalid, newProblems, type Problem, quoted } from "./problems.ts";

const yearsAtMost = 3;
const occurrencesAtMost = 2000;

const byteOrderMark = /^\uFEFF/;
const eventStart = /^BEGIN:VEVENT\s*$/i;
const lineEnd = /\r\n|\r|\n/;
const dateText = /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):[0-5]\d:[0-6]\dZ?)?$/;

/** Names the property of an event that cannot be used. */
type Reject = (property: string, reason: string) => void;

/**
 * The days of an iCalendar feed in order, ignored ones included for review.
 * Date-only and floating times are taken as written, whatever the zone of this machine;
 * times in UTC are turned into `zone`. Throws IMPORT_INVALID naming the line of a bad event.
 */
export function readCalendar(
  text: string,
  file: string,
  zone = "America/New_York",
): readonly CalendarDay[] {
  const problems = newProblems();
  const lines = eventLines(text);
  const events = parseFeed(text, file);
  const recurring = new Set(events.filter((event) => !isException(event)).map(uidOf));
  const days = events.flatMap((event, index) => {
    if (isException(event) && recurring.has(uidOf(event))) return [];
    const at: Problem = { file, line: lines[index], reason: "" };
    const reject: Reject = (column, reason) => problems.add({ ...at, column, reason });
    return readEvent(event, reject).flatMap((occurrence) => toDays(occurrence, zone));
  });
  problems.throwIfAny();
  return inOrder(days);
}

function parseFeed(text: string, file: string): readonly ICAL.Component[] {
  try {
    const calendar = ICAL.Component.fromString(text.replace(byteOrderMark, "").trim());
    return calendar.getAllSubcomponents("vevent");
  } catch (cause) {
    throw invalid({ file, reason: "is not a complete iCalendar file" }, { cause });
  }
}

function eventLines(text: string): readonly number[] {
  return text.split(lineEnd).flatMap((line, index) => (eventStart.test(line) ? [index + 1] : []));
}

function readEvent(event: ICAL.Component, reject: Reject): readonly Occurrence[] {
  if (isCancelled(event)) return [];
  if (!event.hasProperty("dtstart")) {
    reject("DTSTART", "is missing");
    return [];
  }
  if (!hasDate(event, "dtstart", reject) || !hasDate(event, "dtend", reject)) return [];
  try {
    return listOccurrences(new ICAL.Event(event));
  } catch {
    reject("RRULE", "cannot be read");
    return [];
  }
}

/** True if the property is a real date or is not there at all. */
function hasDate(event: ICAL.Component, name: string, reject: Reject): boolean {
  const written: unknown = event.getFirstProperty(name)?.toJSON()[3];
  if (written === undefined) return true;
  const [, year, month, day] = dateText.exec(String(written)) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
  if (!isReal) reject(name.toUpperCase(), `is not a date: ${quoted(String(written))}`);
  return isReal;
}

/** Where the event happens: once, or by its rule for three years at most. */
function listOccurrences(event: ICAL.Event): readonly Occurrence[] {
  if (!event.isRecurring())
    return [{ summary: event.summary ?? "", start: event.startDate, end: event.endDate }];
  const found: Occurrence[] = [];
  const lastYear = event.startDate.year + yearsAtMost;
  const iterator = event.iterator();
  for (let count = 0; count < occurrencesAtMost; count += 1) {
    const next = iterator.next();
    if (!next || next.year > lastYear) break;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    if (isCancelled(item.component)) continue;
    found.push({ summary: item.summary ?? "", start: startDate, end: endDate });
  }
  return found;
}

function isCancelled(event: ICAL.Component): boolean {
  return String(event.getFirstPropertyValue("status")).toUpperCase() === "CANCELLED";
}

function isException(event: ICAL.Component): boolean {
  return event.hasProperty("recurrence-id");
}

function uidOf(event: ICAL.Component): string {
  return String(event.getFirstPropertyValue("uid"));
}

/** By day, then as the feed has them; an event told twice counts once. */
function inOrder(days: readonly CalendarDay[]): readonly CalendarDay[] {
  const once = new Map(days.map((each) => [`${each.day} ${each.kind} ${each.label}`, each]));
  return [...once.values()].sort((one, other) => one.day.localeCompare(other.day));
}
