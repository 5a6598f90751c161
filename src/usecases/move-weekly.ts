import { localDay, mondayOf, toInstant } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { nudgeId } from "./join-site.ts";
import { readSiteWeek } from "./nudge-week.ts";
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
  const daysAt = yield* readDaysOfSites(work);
  for (const site of yield* work.tx.roster.listSites()) {
    const place = { site, schoolDays: daysAt(site.id) };
    const week = yield* readSiteWeek(work, site);
    yield* move(work, { id: roundupId(site.id), place, site, next: nextRoundup });
    yield* move(work, { id: weeklyAskId(site.id), place, site, next: nextAsk });
    yield* move(work, { id: nudgeId(site.id), place: week, site, next: nudgeSlotLeft });
    yield* move(work, { id: noteId(site.id), place, site, next: nextNote });
  }
  yield* putOffVisits(work);
}

interface Moving {
  readonly id: string;
  readonly site: Site;
  readonly place: WeeklyPlace;
  readonly next: Next;
}

function* move({ tx, now }: Work, { id, site, place, next }: Moving): Steps<void> {
  const row = yield* tx.schedule.find(id);
  if (!row || row.nextAt <= now) return;
  const day = localDay(row.nextAt, site.zone);
  if (place.schoolDays.isSchoolDay(day)) return;
  const monday = toInstant(`${mondayOf(day)}T00:00`, site.zone);
  const nextAt = next(place, monday > now ? monday : now);
  if (nextAt) yield* tx.schedule.advance(row, nextAt);
}
