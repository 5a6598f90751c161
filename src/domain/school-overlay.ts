import type { SiteId } from "./ids.ts";
import { addDays, localDay } from "./local-time.ts";
import type { Pause } from "./pause.ts";
import { type CalendarDay, type DayKind, yearOfBound } from "./school-calendar.ts";

/** Longer pauses are not believed: a year is more than anybody means. */
const MOST_PAUSED_DAYS = 400;

const bounds: readonly DayKind[] = ["first_day", "last_day"];
const quiet: readonly DayKind[] = ["closed", "staff_only"];

/**
 * A school's own calendar over the district's. On a day of which the school's speaks, its kinds stand for
 * the district's; but a day that the district closes to students stays closed, unless the school's says
 * "open": its testing weeks run over holidays too. A bound of a school year stands for the district's of
 * that year, and opens its own day. A day that only says "ignored", such as a spirit day, speaks of nothing.
 */
export function layOver(
  district: readonly CalendarDay[],
  own: readonly CalendarDay[],
): readonly CalendarDay[] {
  const speaking = own.filter(({ kind }) => kind !== "ignored");
  const replaced = daysOf(speaking.filter(({ kind }) => !isBound(kind)));
  const opened = daysOf(speaking.filter(({ kind }) => kind === "open" || isBound(kind)));
  const bounded = new Set(speaking.filter(({ kind }) => isBound(kind)).map(boundOf));
  const kept = district.filter((each) => {
    if (isBound(each.kind)) return !bounded.has(boundOf(each));
    return quiet.includes(each.kind) ? !opened.has(each.day) : !replaced.has(each.day);
  });
  return [...kept, ...own];
}

/** The quiet days of the pauses that hold at a school, or of the district's for undefined. */
export function pausedDays(
  pauses: readonly Pause[],
  site: SiteId | undefined,
  zone: string,
): readonly CalendarDay[] {
  return pauses
    .filter((pause) => pause.site === undefined || pause.site === site)
    .flatMap((pause) => daysOfPause(pause, zone));
}

/** What lies behind the day on which somebody ended it is open again, and so is that day. */
function daysOfPause(pause: Pause, zone: string): readonly CalendarDay[] {
  const kind = pause.site === undefined ? "paused_everywhere" : "paused";
  const endedOn = pause.endedAt && localDay(pause.endedAt, zone);
  const days: CalendarDay[] = [];
  for (let day = pause.fromDay; day <= pause.untilDay; day = addDays(day, 1)) {
    if (days.length === MOST_PAUSED_DAYS || (endedOn !== undefined && day >= endedOn)) break;
    days.push({ day, kind, label: "" });
  }
  return days;
}

function isBound(kind: DayKind): boolean {
  return bounds.includes(kind);
}

function boundOf(event: CalendarDay): string {
  return `${event.kind} ${yearOfBound(event)}`;
}

function daysOf(events: readonly CalendarDay[]): ReadonlySet<string> {
  return new Set(events.map(({ day }) => day));
}
