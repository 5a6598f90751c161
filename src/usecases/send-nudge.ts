import type { NudgeText } from "#domain/content.ts";
import type { Gap } from "#domain/doubt.ts";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import { chooseNudge, type Nudge } from "#domain/nudge-choice.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { seasonsOn } from "#domain/seasons.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { nudgeCard } from "#messages/weekly-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { personalNudgeId, readWeeklyPlace } from "./choose-nudges.ts";
import { nudgeId } from "./join-site.ts";
import { channelWords } from "./languages.ts";
import type { Work } from "./product.ts";
import { nextNudgeSlot, readSchoolDays } from "./school-time.ts";
import { channelAddress, isWithinBudget, keyOf, sendDirect } from "./send-direct.ts";

/** Principals get an idea of their own every third week. */
const PRINCIPAL_WEEKS = 3;

/** A joined site's channel gets this week's nudge; a missed week is missed, never doubled. */
export function* sendNudge(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const schoolDays = yield* readSchoolDays(work);
  const nextAt = site && nextNudgeSlot({ site, schoolDays }, now);
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !site) return;
  const channel = yield* tx.roster.findChannel(site.id);
  const joined = yield* tx.waves.isJoined(site.id);
  const day = localDay(scheduled.nextAt, site.zone);
  const dueAt = nextSendMoment({ kind: "nudge", site, schoolDays, after: now });
  const inTime = dueAt && mondayOf(day) === mondayOf(localDay(dueAt, site.zone));
  if (!channel || !joined || !inTime) return;
  const subject = `site:${site.id}`;
  const nudge = yield* pickNudge(work, { subject, day, schoolDays, audience: "teacher" });
  if (!nudge) return;
  const to = channelAddress(channel);
  const words = channelWords(work);
  yield* tx.outbox.queue({
    key: keyOf("nudge", site.id, weekKey(day)),
    kind: "nudge",
    delivery: { do: "post", to, card: nudgeCard(words, textIn(words, nudge), false) },
    dueAt,
    place: { zone: site.zone, bells: site.bells },
    expiresAt: endOfWeek(day, site.zone),
    group: nudgeId(site.id),
  });
}

/** Somebody who asked for it gets this week's nudge, if the week's budget allows. */
export function* sendPersonalNudge(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const person = yield* tx.roster.findPerson(toId<PersonId>(scheduled.subject));
  const schoolDays = yield* readSchoolDays(work);
  const audience = person && holds(person, "principal") ? "principal" : "teacher";
  const place = person && (yield* readWeeklyPlace(work, person));
  const weeks = audience === "principal" ? PRINCIPAL_WEEKS : 1;
  const nextAt = place && nextNudgeSlot({ site: place, schoolDays }, now, weeks);
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !person?.active || !place) return;
  const day = localDay(scheduled.nextAt, place.zone);
  if (mondayOf(day) !== mondayOf(localDay(now, place.zone))) return;
  if (!(yield* mayNudge(work, person, weekKey(day)))) return;
  const subject = `person:${person.id}`;
  const nudge = yield* pickNudge(work, { subject, day, schoolDays, audience });
  if (!nudge) return;
  yield* sendDirect(work, {
    key: keyOf("nudge", person.id, weekKey(day)),
    kind: "nudge",
    person,
    card: (words) => nudgeCard(words, textIn(words, nudge), true),
    place,
    schoolDays,
    after: now,
    expiresAt: endOfWeek(day, place.zone),
    group: personalNudgeId(person.id),
  });
}

/** Nobody who has paused: an idea that is not sent is not used up. */
function* mayNudge(work: Work, person: Person, week: string): Steps<boolean> {
  const preferences = yield* work.tx.roster.getPreferences(person.id);
  return !pauseOf(preferences, work.now) && (yield* isWithinBudget(work, person, week));
}

/** Whose ideas they are, and when they come. */
interface Course extends Pick<Picking, "subject" | "audience"> {
  readonly place: Pick<Site, "zone" | "bells">;
  readonly weeks: number;
}

/** What a lost database told in the gap is used up: nobody reads an idea a second time. */
export function* useUpLost(work: Work, scheduled: Scheduled, gap: Gap): Steps<void> {
  const course = yield* findCourse(work, scheduled);
  if (!course) return;
  const { place, weeks, ...whose } = course;
  const schoolDays = yield* readSchoolDays(work);
  const thisWeek = mondayOf(localDay(work.now, place.zone));
  let at: Date | undefined = scheduled.nextAt;
  while (at && at <= gap.until) {
    const day = localDay(at, place.zone);
    // This week's own is picked when it is sent.
    const isOwn = at === scheduled.nextAt && mondayOf(day) === thisWeek;
    if (!isOwn) yield* pickNudge(work, { ...whose, day, schoolDays });
    at = nextNudgeSlot({ site: place, schoolDays }, at, weeks);
  }
}

function* findCourse(work: Work, { campaign, subject }: Scheduled): Steps<Course | undefined> {
  const { roster } = work.tx;
  if (campaign === "nudge") {
    const place = yield* roster.findSite(toId<SiteId>(subject));
    return place && { place, weeks: 1, subject: `site:${place.id}`, audience: "teacher" };
  }
  const person = yield* roster.findPerson(toId<PersonId>(subject));
  if (campaign !== "personal_nudge" || !person) return undefined;
  const audience = holds(person, "principal") ? "principal" : "teacher";
  const weeks = audience === "principal" ? PRINCIPAL_WEEKS : 1;
  const place = yield* readWeeklyPlace(work, person);
  return { place, weeks, subject: `person:${person.id}`, audience };
}

interface Picking {
  readonly subject: string;
  readonly day: string;
  readonly schoolDays: SchoolDays;
  readonly audience: Nudge["audience"];
}

/** Chooses by season, rarity and variety, and remembers it: no nudge twice in a school year. */
function* pickNudge(
  { tx, product }: Work,
  { subject, day, schoolDays, audience }: Picking,
): Steps<NudgeText | undefined> {
  const { nudges } = product.words.library;
  const since = schoolDays.yearOf(day)?.firstDay ?? addDays(day, -365);
  const sent = yield* tx.praise.listNudgesSent(subject, since);
  const last = nudges.find(({ id }) => id === sent.at(-1)?.nudge);
  const nudge = chooseNudge({
    nudges,
    audience,
    seasons: seasonsOn(day, schoolDays),
    testingWeek: schoolDays.isTestingWeek(day),
    used: new Set(sent.map((each) => each.nudge)),
    lastPractice: last?.practice,
  });
  if (nudge) yield* tx.praise.addNudgeSent({ subject, nudge: nudge.id, day });
  return nudge;
}

function textIn({ library }: Words, nudge: NudgeText): NudgeText {
  return library.nudges.find(({ id }) => id === nudge.id) ?? nudge;
}

function endOfWeek(day: string, zone: string): Date {
  return toInstant(`${addDays(mondayOf(day), 5)}T00:00`, zone);
}
