import { localDay, mondayOf, toInstant } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { nudgeId } from "./join-site.ts";
import { noteId } from "./plan-note.ts";
import type { Work } from "./product.ts";
import { putOffVisits } from "./put-off-visits.ts";
import {
  nextAsk,
  nextNote,
  nextRoundup,
  nudgeSlotLeft,
  readDaysOfSites,
  type WeeklyPlace,
} from "./school-time.ts";
import { roundupId } from "./send-roundup.ts";
import { weeklyAskId } from "./send-weekly-ask.ts";

type Next = (place: WeeklyPlace, after: Date) => Date | undefined;

/**
 * After a calendar or a pause changed: what is planned for a school's channel on a day that is quiet now
 * moves within its week, or to the next, and visits on such a day are put off. Everything else keeps its time.
 */
export function* moveWeekly(work: Work): Steps<void> {
  const movings = yield* listMovings(work);
  const rows = yield* work.tx.schedule.findAll(movings.map(({ id }) => id));
  for (const moving of movings) {
    const row = rows.get(moving.id);
    if (row) yield* move(work, row, moving);
  }
  yield* putOffVisits(work);
}

/** What comes to each school's channel every week. */
function* listMovings(work: Work): Steps<readonly Moving[]> {
  const daysAt = yield* readDaysOfSites(work);
  const choices = yield* work.tx.serving.listChoices();
  const nudgeDays = new Map(choices.map(({ site, nudgeDay }) => [site, nudgeDay]));
  return (yield* work.tx.roster.listSites()).flatMap((site): readonly Moving[] => {
    const place = { site, schoolDays: daysAt(site.id) };
    const week = { ...place, nudgeDay: nudgeDays.get(site.id) };
    return [
      { id: roundupId(site.id), place, site, next: nextRoundup },
      { id: weeklyAskId(site.id), place, site, next: nextAsk },
      { id: nudgeId(site.id), place: week, site, next: nudgeSlotLeft },
      { id: noteId(site.id), place, site, next: nextNote },
    ];
  });
}

interface Moving {
  readonly id: string;
  readonly site: Site;
  readonly place: WeeklyPlace;
  readonly next: Next;
}

function* move(work: Work, row: Scheduled, moving: Moving): Steps<void> {
  const nextAt = findTime(work, row, moving);
  if (!nextAt || (yield* work.tx.schedule.move(row, nextAt))) return;
  // Another replica ran it meanwhile, by the calendar from before.
  const after = yield* work.tx.schedule.find(moving.id);
  if (after) yield* move(work, after, moving);
}

/** Undefined for one that stays. */
function findTime({ now }: Work, { nextAt }: Scheduled, { site, place, next }: Moving) {
  if (nextAt <= now) return undefined;
  const day = localDay(nextAt, site.zone);
  if (place.schoolDays.isSchoolDay(day)) return undefined;
  const monday = toInstant(`${mondayOf(day)}T00:00`, site.zone);
  return next(place, monday > now ? monday : now);
}
