import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { readPersonWeek, readSiteWeek } from "./nudge-week.ts";
import { weeksOf } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import {
  nextAsk,
  nextDigest,
  nextNote,
  nextNudgeSlot,
  nextRoundup,
  readSchoolDays,
  readSchoolDaysAt,
} from "./school-time.ts";

type Next = (after: Date) => Date | undefined;

/**
 * After an outage the newest occurrence that was missed stands for all before it: it is sent if its time is
 * not over, and the older ones never are. Gives the row as it stands then.
 */
export function* skipMissed(work: Work, scheduled: Scheduled): Steps<Scheduled> {
  const { tx, now } = work;
  // Nothing comes more often than once a week.
  if (now.getTime() - scheduled.nextAt.getTime() < DAY_MS) return scheduled;
  const next = yield* findNext(work, scheduled);
  if (!next) return scheduled;
  let newest = scheduled.nextAt;
  for (let at = next(newest); at && at <= now; at = next(at)) newest = at;
  if (newest === scheduled.nextAt || !(yield* tx.schedule.advance(scheduled, newest))) {
    return scheduled;
  }
  return { ...scheduled, nextAt: newest };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** When the occurrence after another is due; undefined for what comes once, or on its own terms. */
function* findNext(work: Work, { campaign, subject }: Scheduled): Steps<Next | undefined> {
  switch (campaign) {
    case "nudge":
    case "roundup":
    case "weekly_ask":
    case "principal_note":
      return yield* nextAtSite(work, campaign, toId<SiteId>(subject));
    case "personal_nudge":
      return yield* nextOwn(work, toId<PersonId>(subject));
    case "digest": {
      const district = yield* work.tx.roster.getDistrict();
      const schoolDays = yield* readSchoolDays(work);
      return (after) => nextDigest(district, schoolDays, after);
    }
    default:
      return undefined;
  }
}

function* nextAtSite(
  work: Work,
  campaign: "nudge" | "roundup" | "weekly_ask" | "principal_note",
  id: SiteId,
): Steps<Next | undefined> {
  const site = yield* work.tx.roster.findSite(id);
  if (!site) return undefined;
  const week = yield* readSiteWeek(work, site);
  if (campaign === "nudge") return (after) => nextNudgeSlot(week, after);
  const place = { site, schoolDays: yield* readSchoolDaysAt(work, id) };
  const finders = { roundup: nextRoundup, weekly_ask: nextAsk, principal_note: nextNote } as const;
  return (after) => finders[campaign](place, after);
}

function* nextOwn(work: Work, id: PersonId): Steps<Next | undefined> {
  const person = yield* work.tx.roster.findPerson(id);
  if (!person) return undefined;
  const week = yield* readPersonWeek(work, person);
  return (after) => nextNudgeSlot(week, after, weeksOf(person));
}
