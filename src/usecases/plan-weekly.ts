import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { nudgeId } from "./join-site.ts";
import { readPersonWeek, readSiteWeek } from "./nudge-week.ts";
import { planNote } from "./plan-note.ts";
import { personalNudgeId } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import { nextAsk, nextDigest, nextNudgeSlot, nextRoundup, readDaysOfSites } from "./school-time.ts";
import { planCalendarCheck } from "./send-calendar-check.ts";
import { firstProfileCheck, PROFILE_ID } from "./send-profile-check.ts";
import { planPulse } from "./send-pulse.ts";
import { roundupId } from "./send-roundup.ts";
import { weeklyAskId } from "./send-weekly-ask.ts";

/**
 * Starts whatever should come every week and is not planned: new sites, and everything that ended
 * with the last known calendar. What is planned already keeps its time.
 */
export function* planWeekly(work: Work): Steps<void> {
  const { tx } = work;
  const daysAt = yield* readDaysOfSites(work);
  yield* planDigest(work, daysAt(undefined));
  yield* planProfile(work, daysAt(undefined));
  yield* planCalendarCheck(work);
  const sites = yield* tx.roster.listSites();
  for (const site of sites) yield* planChannel(work, site, daysAt(site.id));
  const joined = new Map((yield* tx.waves.listJoined()).map(({ site, at }) => [site, at]));
  for (const site of sites) {
    const joinedAt = joined.get(site.id);
    if (!joinedAt) continue;
    yield* planNudge(work, site);
    yield* planNote(work, site);
    yield* planPulse(work, site, joinedAt);
  }
  for (const person of yield* tx.roster.listNudgeAskers()) yield* planPersonalNudge(work, person);
}

function* planDigest(work: Work, schoolDays: SchoolDays): Steps<void> {
  const district = yield* work.tx.roster.getDistrict();
  const digest = { id: "digest", campaign: "digest", subject: district.id } as const;
  yield* planOnce(work, digest, () => nextDigest(district, schoolDays, work.now));
}

function* planProfile(work: Work, schoolDays: SchoolDays): Steps<void> {
  const { id: subject, zone } = yield* work.tx.roster.getDistrict();
  const yearly = { id: PROFILE_ID, campaign: "profile", subject } as const;
  yield* planOnce(work, yearly, () => firstProfileCheck(zone, schoolDays, work.now));
}

/** What comes to a school's channel by itself: each looks whether there is one when it is due. */
export function* planChannel(work: Work, site: Site, schoolDays: SchoolDays): Steps<void> {
  const place = { site, schoolDays };
  const roundup = { id: roundupId(site.id), campaign: "roundup", subject: site.id } as const;
  yield* planOnce(work, roundup, () => nextRoundup(place, work.now));
  const ask = { id: weeklyAskId(site.id), campaign: "weekly_ask", subject: site.id } as const;
  yield* planOnce(work, ask, () => nextAsk(place, work.now));
}

function* planNudge(work: Work, site: Site): Steps<void> {
  const nudge = { id: nudgeId(site.id), campaign: "nudge", subject: site.id } as const;
  const week = yield* readSiteWeek(work, site);
  yield* planOnce(work, nudge, () => nextNudgeSlot(week, work.now));
}

function* planPersonalNudge(work: Work, person: Person): Steps<void> {
  const { digestOnlyAt } = yield* work.tx.roster.getPreferences(person.id);
  if (digestOnlyAt) return;
  const id = personalNudgeId(person.id);
  const week = yield* readPersonWeek(work, person);
  yield* planOnce(work, { id, campaign: "personal_nudge", subject: person.id }, () =>
    nextNudgeSlot(week, work.now),
  );
}

function* planOnce(
  { tx }: Work,
  weekly: Omit<Scheduled, "nextAt">,
  next: () => Date | undefined,
): Steps<void> {
  if (yield* tx.schedule.find(weekly.id)) return;
  const nextAt = next();
  if (nextAt) yield* tx.schedule.save({ ...weekly, nextAt });
}
