import type { Gap } from "#domain/doubt.ts";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { localDay, mondayOf } from "#domain/local-time.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { readPersonWeek, readSiteWeek } from "./nudge-week.ts";
import { type Picking, pickNudge } from "./pick-nudge.ts";
import { audienceOf, weeksOf } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import { nextNudgeSlot, type WeeklyPlace } from "./school-time.ts";
import { useUpNotes } from "./use-up-notes.ts";

/** Whose ideas they are, and when they come. */
interface Course {
  readonly whose: Omit<Picking, "day">;
  readonly week: WeeklyPlace;
  readonly weeks: number;
}

/** What a lost database told in the gap is used up: nobody reads an idea a second time. */
export function* useUpLost(work: Work, scheduled: Scheduled, gap: Gap): Steps<void> {
  if (scheduled.campaign === "principal_note") yield* useUpNotes(work, scheduled, gap);
  const course = yield* findCourse(work, scheduled);
  if (!course) return;
  const { whose, week, weeks } = course;
  const thisWeek = mondayOf(localDay(work.now, week.site.zone));
  let at: Date | undefined = scheduled.nextAt;
  while (at && at <= gap.until) {
    const day = localDay(at, week.site.zone);
    // This week's own is picked when it is sent.
    const isOwn = at === scheduled.nextAt && mondayOf(day) === thisWeek;
    if (!isOwn) yield* pickNudge(work, { ...whose, day });
    at = nextNudgeSlot(week, at, weeks);
  }
}

function* findCourse(work: Work, { campaign, subject }: Scheduled): Steps<Course | undefined> {
  if (campaign === "nudge") return yield* siteCourse(work, toId<SiteId>(subject));
  return campaign === "personal_nudge"
    ? yield* personCourse(work, toId<PersonId>(subject))
    : undefined;
}

function* siteCourse(work: Work, id: SiteId): Steps<Course | undefined> {
  const site = yield* work.tx.roster.findSite(id);
  if (!site) return undefined;
  const week = yield* readSiteWeek(work, site);
  const { schoolDays } = week;
  const whose = { subject: `site:${id}`, audience: "teacher", schoolDays, site: id } as const;
  return { whose, week, weeks: 1 };
}

function* personCourse(work: Work, id: PersonId): Steps<Course | undefined> {
  const person = yield* work.tx.roster.findPerson(id);
  if (!person) return undefined;
  const week = yield* readPersonWeek(work, person);
  const { schoolDays } = week;
  const audience = audienceOf(person);
  const whose = { subject: `person:${id}`, audience, schoolDays, site: person.homeSite };
  return { whose, week, weeks: weeksOf(person) };
}
