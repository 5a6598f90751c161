import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import { weeklySend } from "#domain/send-key.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { nextSendMoment, placeOf } from "#domain/windows.ts";
import { nudgeCard } from "#messages/weekly-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { nudgeId } from "./join-site.ts";
import { channelWords } from "./languages.ts";
import { type PersonWeek, readChoices, readPersonWeek, readSiteWeek } from "./nudge-week.ts";
import { type Picking, pickNudge, textIn } from "./pick-nudge.ts";
import { audienceOf, personalNudgeId, weeksOf } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import { nextNudgeSlot, type WeeklyPlace } from "./school-time.ts";
import { channelAddress, findArrival, isWithinBudget, keyOf, sendDirect } from "./send-direct.ts";

/** A joined site's channel gets this week's nudge; a missed week is missed, never doubled. */
export function* sendNudge(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const week = site && (yield* readSiteWeek(work, site));
  const { nextAt, isMoved } = nextOf(week, { now, scheduled, weeks: 1 });
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !week || isMoved) return;
  const { schoolDays } = week;
  const dueAt = nextSendMoment({ kind: "nudge", site: placeOf(site), schoolDays, after: now });
  const day = localDay(scheduled.nextAt, site.zone);
  if (!dueAt || mondayOf(day) !== mondayOf(localDay(dueAt, site.zone))) return;
  if (yield* getsIdeas(work, site.id)) yield* postNudge(work, { site, schoolDays, day, dueAt });
}

interface Turn {
  readonly now: Date;
  readonly scheduled: Scheduled;
  readonly weeks: number;
}

/** When the next one comes; moved where its day turned quiet, or another was chosen, and the week has one left. */
function nextOf(week: WeeklyPlace | undefined, { now, scheduled, weeks }: Turn) {
  if (!week) return { nextAt: undefined, isMoved: false };
  const { zone } = week.site;
  const soon = nextNudgeSlot(week, now);
  const own = mondayOf(localDay(scheduled.nextAt, zone));
  const isMoved = soon !== undefined && mondayOf(localDay(soon, zone)) === own;
  return { nextAt: isMoved ? soon : nextNudgeSlot(week, now, weeks), isMoved };
}

/** Joined, and not one that reads its ideas inside the Friday roundup. */
function* getsIdeas(work: Work, site: SiteId): Steps<boolean> {
  if (!(yield* work.tx.waves.isJoined(site))) return false;
  return !(yield* readChoices(work, site)).inRoundup;
}

interface Posting extends Pick<Picking, "day" | "schoolDays"> {
  readonly site: Site;
  readonly dueAt: Date;
}

function* postNudge(work: Work, { site, schoolDays, day, dueAt }: Posting): Steps<void> {
  const channel = yield* work.tx.roster.findChannel(site.id);
  if (!channel) return;
  const subject = `site:${site.id}`;
  const picking = { subject, day, schoolDays, audience: "teacher", site: site.id } as const;
  const picked = yield* pickNudge(work, picking);
  if (!picked) return;
  const words = channelWords(work);
  const card = nudgeCard(words, textIn(words, picked.nudge), picked.notes);
  yield* work.tx.outbox.queue({
    key: keyOf("nudge", site.id, weekKey(day)),
    kind: "nudge",
    delivery: { do: "post", to: channelAddress(channel), card },
    dueAt,
    place: placeOf(site),
    expiresAt: endOfWeek(day, site.zone),
    group: nudgeId(site.id),
    send: weeklySend("nudge", day),
  });
}

/** Somebody who asked for it gets this week's nudge, if the week's budget allows. */
export function* sendPersonalNudge(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const person = yield* tx.roster.findPerson(toId<PersonId>(scheduled.subject));
  const week = person && (yield* readOwnWeek(work, person));
  const weeks = person ? weeksOf(person) : 1;
  const { nextAt, isMoved } = nextOf(week, { now, scheduled, weeks });
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !week || isMoved) return;
  const { zone } = week.site;
  const day = localDay(scheduled.nextAt, zone);
  if (!person.active || mondayOf(day) !== mondayOf(localDay(now, zone))) return;
  yield* tellNudge(work, person, { ...week, day });
}

/** Undefined for somebody who reads their ideas inside what they get anyway. */
function* readOwnWeek(work: Work, person: Person): Steps<PersonWeek | undefined> {
  const { digestOnlyAt } = yield* work.tx.roster.getPreferences(person.id);
  return digestOnlyAt ? undefined : yield* readPersonWeek(work, person);
}

/** An idea is picked only for somebody it reaches in its week: what is not sent is not used up. */
function* tellNudge(
  work: Work,
  person: Person,
  { site: place, schoolDays, day }: PersonWeek & { readonly day: string },
): Steps<void> {
  const { now } = work;
  if (!(yield* mayNudge(work, person, weekKey(day)))) return;
  const expiresAt = endOfWeek(day, place.zone);
  const group = personalNudgeId(person.id);
  const key = keyOf("nudge", person.id, weekKey(day));
  const send = weeklySend("nudge", day);
  const message = {
    key,
    kind: "nudge",
    person,
    place,
    after: now,
    expiresAt,
    group,
    send,
  } as const;
  const { to, dueAt } = yield* findArrival(work, message);
  if (!to || !dueAt || dueAt >= expiresAt) return;
  const subject = `person:${person.id}`;
  const picking = { subject, day, schoolDays, audience: audienceOf(person), site: person.homeSite };
  const picked = yield* pickNudge(work, picking);
  if (!picked) return;
  const notes = { ...picked.notes, asked: true };
  const card = (words: Words) => nudgeCard(words, textIn(words, picked.nudge), notes);
  yield* sendDirect(work, { ...message, card });
}

/** Nobody who has paused: an idea that is not sent is not used up. */
function* mayNudge(work: Work, person: Person, week: string): Steps<boolean> {
  const preferences = yield* work.tx.roster.getPreferences(person.id);
  return !pauseOf(preferences, work.now) && (yield* isWithinBudget(work, person, week));
}

function endOfWeek(day: string, zone: string): Date {
  return toInstant(`${addDays(mondayOf(day), 5)}T00:00`, zone);
}
