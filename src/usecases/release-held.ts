import { compareWaited } from "#domain/backlog.ts";
import type { SiteId } from "#domain/ids.ts";
import { addDays, localDay, toInstant, weekKey } from "#domain/local-time.ts";
import type { Pause } from "#domain/pause.ts";
import type { Site } from "#domain/roster.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { nextSendMoment } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import { findRoom } from "./find-room.ts";
import { listPlaced, type Placed } from "./hold-waiting.ts";
import { nudgeId } from "./join-site.ts";
import { readSiteWeek } from "./nudge-week.ts";
import { noteId } from "./plan-note.ts";
import { personalNudgeId, planOwnSlot, planSlot } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import {
  nextAsk,
  nextNote,
  nextRoundup,
  readDaysOfSites,
  type WeeklyPlace,
} from "./school-time.ts";
import { keyOf } from "./send-direct.ts";
import { roundupId } from "./send-roundup.ts";
import { weeklyAskId } from "./send-weekly-ask.ts";

/** No pause puts anything off for longer than this. */
const LONGEST_DAYS = 35;

/** Once a pause has ended early: what waited for its end goes in its next hours, where its week has room. */
export function* releaseHeld(work: Work, { site, fromDay, untilDay }: Pause): Steps<void> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const end = toInstant(`${addDays(untilDay, LONGEST_DAYS)}T00:00`, zone);
  const held = (yield* listPlaced(work, site, end)).filter(
    ({ postponed, dueAt, place }) => postponed && localDay(dueAt, place.zone) > untilDay,
  );
  const daysOf = yield* readDaysOfSites(work);
  for (const message of held.toSorted(compareWaited)) {
    const { kind, place } = message;
    const schoolDays = daysOf(place.site);
    const free = (after: Date) => nextSendMoment({ kind, site: place, schoolDays, after });
    const start = toInstant(`${fromDay}T00:00`, place.zone);
    const after = yield* findStart(work, message, start);
    const room = yield* findRoom(work, message, { after, free });
    if (room && room.dueAt < message.dueAt) yield* work.tx.outbox.move(message.id, room);
  }
}

/** Not before the pause would have begun, nor before its reader wants to read again. */
function* findStart({ tx, now }: Work, { recipient }: Placed, start: Date): Steps<Date> {
  const after = start > now ? start : now;
  if (recipient === undefined) return after;
  return pauseOf(yield* tx.roster.getPreferences(recipient), after) ?? after;
}

/** What comes every week comes in this one after all, where a day for it is left; undefined for all schools. */
export function* planWeekAgain(work: Work, only: SiteId | undefined): Steps<void> {
  const { roster } = work.tx;
  const daysAt = yield* readDaysOfSites(work);
  const isThere = (site: SiteId | undefined): boolean => only === undefined || site === only;
  for (const site of (yield* roster.listSites()).filter(({ id }) => isThere(id))) {
    const place = { site, schoolDays: daysAt(site.id) };
    yield* bring(work, place, { id: roundupId(site.id), name: "roundup", next: nextRoundup });
    yield* bring(work, place, { id: weeklyAskId(site.id), name: "weekly-ask", next: nextAsk });
    yield* bring(work, place, { id: noteId(site.id), name: "principal-note", next: nextNote });
    yield* bringIdea(work, site);
  }
  for (const person of yield* roster.listNudgeAskers()) {
    if (!isThere(person.homeSite) || !(yield* isAhead(work, personalNudgeId(person.id)))) continue;
    const { digestOnlyAt } = yield* roster.getPreferences(person.id);
    if (!digestOnlyAt) yield* planOwnSlot(work, person, { isOwed: true });
  }
}

interface Weekly {
  readonly id: string;
  /** How the keys of its messages begin. */
  readonly name: string;
  readonly next: (place: Place, after: Date) => Date | undefined;
}

interface Place extends WeeklyPlace {
  readonly site: Site;
}

/** On its day again, where that week's did not come before the pause. */
function* bring(work: Work, place: Place, weekly: Weekly): Steps<void> {
  const { tx, now } = work;
  const { id, name, next } = weekly;
  const row = yield* tx.schedule.find(id);
  const at = next(place, now);
  const { id: site, zone } = place.site;
  if (!row || row.nextAt <= now || !at) return;
  const week = weekKey(localDay(at, zone));
  if (week > weekKey(localDay(row.nextAt, zone))) return;
  const key = keyOf(name, site, week);
  if ((yield* tx.outbox.find(key)) || (yield* tx.schedule.move(row, at))) return;
  // Another replica ran it meanwhile, as the pause had it.
  yield* bring(work, place, weekly);
}

function* bringIdea(work: Work, site: Site): Steps<void> {
  const row = { id: nudgeId(site.id), campaign: "nudge", subject: site.id } as const;
  if (!(yield* isAhead(work, row.id))) return;
  const week = yield* readSiteWeek(work, site);
  yield* planSlot(work, { row, subject: `site:${site.id}`, week, weeks: 1, isOwed: true });
}

/** True if it is planned, and not due already. */
function* isAhead({ tx, now }: Work, id: string): Steps<boolean> {
  const row = yield* tx.schedule.find(id);
  return row !== undefined && row.nextAt > now;
}
