import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import { weeklySend } from "#domain/send-key.ts";
import { pauseOf } from "#domain/shout-out.ts";
import type { SiteChoices } from "#domain/site-choices.ts";
import { nextSendMoment, placeOf } from "#domain/windows.ts";
import { nudgeCard } from "#messages/weekly-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { nudgeId } from "./join-site.ts";
import { channelWords } from "./languages.ts";
import { type PersonWeek, readPersonWeek, readSiteWeek } from "./nudge-week.ts";
import { findBeside, type Picking, pickNudge, textIn } from "./pick-nudge.ts";
import { audienceOf, personalNudgeId, weeksOf } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import { nextNudgeSlot, type WeeklyPlace } from "./school-time.ts";
import {
  channelAddress,
  type DirectMessage,
  findArrival,
  isWithinBudget,
  keyOf,
  sendDirect,
} from "./send-direct.ts";

/** A joined site's channel gets this week's nudge; a missed week is missed, never doubled. */
export function* sendNudge(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const week = site && (yield* readSiteWeek(work, site));
  const { nextAt, isMoved } = nextOf(week, { now, scheduled, weeks: 1 });
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !week || isMoved) return;
  const { schoolDays, choices } = week;
  const dueAt = nextSendMoment({ kind: "nudge", site: placeOf(site), schoolDays, after: now });
  const day = localDay(scheduled.nextAt, site.zone);
  if (!dueAt || mondayOf(day) !== mondayOf(localDay(dueAt, site.zone))) return;
  if (yield* getsIdeas(work, choices, schoolDays.isTestingWeek(day)))
    yield* postNudge(work, { site, schoolDays, choices, day, dueAt });
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

/** Joined, and not one that reads its ideas inside the Friday roundup; a testing week has none. */
export function* getsIdeas(
  work: Work,
  { site, inRoundup }: SiteChoices,
  isTesting: boolean,
): Steps<boolean> {
  if (!(yield* work.tx.waves.isJoined(site))) return false;
  return isTesting || !inRoundup;
}

interface Posting extends Pick<Picking, "day" | "schoolDays" | "choices"> {
  readonly site: Site;
  readonly dueAt: Date;
}

function* postNudge(work: Work, { site, day, dueAt, ...week }: Posting): Steps<void> {
  const channel = yield* work.tx.roster.findChannel(site.id);
  if (!channel) return;
  const subject = `site:${site.id}`;
  const picking = { ...week, subject, day, audience: "teacher", site: site.id } as const;
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

/** Somebody who asked for it gets this week's nudge; a week without room for it puts it off to the next free one. */
export function* sendPersonalNudge(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const person = yield* tx.roster.findPerson(toId<PersonId>(scheduled.subject));
  const week = person && (yield* readOwnWeek(work, person));
  const arriving = week && (yield* findInTime(work, person, { ...week, due: scheduled.nextAt }));
  const weeks = person && arriving ? weeksOf(person) : 1;
  const { nextAt, isMoved } = nextOf(week, { now, scheduled, weeks });
  const next = week && !isMoved && !arriving ? yield* nextFree(work, person, week) : nextAt;
  if (!(yield* tx.schedule.advance(scheduled, next)) || !week || isMoved || !arriving) return;
  yield* tellNudge(work, person, { ...week, ...arriving });
}

/** The next slot that no pause of theirs covers. */
function* nextFree(work: Work, person: Person, week: PersonWeek): Steps<Date | undefined> {
  const pausedUntil = pauseOf(yield* work.tx.roster.getPreferences(person.id), work.now);
  return nextNudgeSlot(week, pausedUntil ?? work.now);
}

/** Undefined for somebody who reads their ideas inside what they get anyway. */
function* readOwnWeek(work: Work, person: Person): Steps<PersonWeek | undefined> {
  const { digestOnlyAt } = yield* work.tx.roster.getPreferences(person.id);
  return digestOnlyAt ? undefined : yield* readPersonWeek(work, person);
}

/** An idea on its way, without its words. */
interface Arriving {
  readonly day: string;
  readonly message: Omit<DirectMessage, "card">;
}

type Due = PersonWeek & { readonly due: Date };

/** Undefined where this week's idea would not reach them in its week: what is not sent is not used up. */
function* findInTime(
  work: Work,
  person: Person,
  { site: place, due }: Due,
): Steps<Arriving | undefined> {
  const { now } = work;
  const day = localDay(due, place.zone);
  if (!person.active || mondayOf(day) !== mondayOf(localDay(now, place.zone))) return undefined;
  if (!(yield* mayNudge(work, person, weekKey(day)))) return undefined;
  const expiresAt = endOfWeek(day, place.zone);
  const message = {
    key: keyOf("nudge", person.id, weekKey(day)),
    kind: "nudge",
    person,
    place,
    after: now,
    expiresAt,
    group: personalNudgeId(person.id),
    send: weeklySend("nudge", day),
  } as const;
  const { to, dueAt } = yield* findArrival(work, message);
  return to && dueAt && dueAt < expiresAt ? { day, message } : undefined;
}

function* tellNudge(
  work: Work,
  person: Person,
  { schoolDays, day, message }: PersonWeek & Arriving,
): Steps<void> {
  const subject = `person:${person.id}`;
  const audience = audienceOf(person);
  const picking = { subject, day, schoolDays, audience, site: person.homeSite };
  const beside = yield* ideaOfChannel(work, picking);
  const picked = yield* pickNudge(work, { ...picking, beside });
  if (!picked) return;
  const notes = { ...picked.notes, asked: true };
  const card = (words: Words) => nudgeCard(words, textIn(words, picked.nudge), notes);
  yield* sendDirect(work, { ...message, card });
}

/** What the channel of their school has that week: nobody reads the same idea in two places. */
function* ideaOfChannel(work: Work, picking: Picking): Steps<string | undefined> {
  const { site, audience } = picking;
  if (site === undefined || audience !== "teacher") return undefined;
  if (!(yield* work.tx.waves.isJoined(site))) return undefined;
  if (!(yield* work.tx.roster.findChannel(site))) return undefined;
  return yield* findBeside(work, { ...picking, subject: `site:${site}` });
}

/** Nobody who has paused: an idea that is not sent is not used up. */
function* mayNudge(work: Work, person: Person, week: string): Steps<boolean> {
  const preferences = yield* work.tx.roster.getPreferences(person.id);
  return !pauseOf(preferences, work.now) && (yield* isWithinBudget(work, person, week));
}

function endOfWeek(day: string, zone: string): Date {
  return toInstant(`${addDays(mondayOf(day), 5)}T00:00`, zone);
}
