import { ProductError } from "#domain/errors.ts";
import type { Expedition } from "#domain/expedition.ts";
import type { SiteId } from "#domain/ids.ts";
import { dayNumber, localDay, weekday } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { NotLookedView } from "#messages/look-card.ts";
import type { PauseLine } from "#messages/pause-cards.ts";
import type { SchoolStory } from "#messages/story-card.ts";
import { sayDecision, sayOutlook } from "#messages/why-card.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { auditPage } from "./audit-page.ts";
import { readWhy } from "./explain-sends.ts";
import { nudgeId } from "./join-site.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { listPausesAt } from "./list-pauses.ts";
import { listVisitsAt } from "./list-visits.ts";
import { listPosts } from "./praise-posts.ts";
import type { Actor, Product, Work } from "./product.ts";
import { isWelcome } from "./quote-shout-outs.ts";
import { readNotLookedAt } from "./read-not-looked.ts";
import { type Offer, readStanding, type Standing } from "./read-standing.ts";
import { readStory } from "./read-story.ts";
import { requireRight } from "./require-right.ts";
import { reminderId } from "./schedule-ids.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { roundupId } from "./send-roundup.ts";
import { weeklyAskId } from "./send-weekly-ask.ts";
import { findLead } from "./wave-people.ts";

const RECENT_MS = 90 * 24 * 60 * 60 * 1000;
const MOST_THANKS = 5;
const MOST_CLOSED = 3;
const MOST_DECISIONS = 20;
/** Days of one break may have a weekend between them. */
const BREAK_GAP_DAYS = 3;
const FRIDAY = 5;

/** Where one school stands and what comes next, for those who answer for it. */
export interface MySchool {
  readonly pages: MyPages;
  readonly site: Site;
  readonly now: Date;
  /** The local day at the school. */
  readonly today: string;
  readonly standing: Standing;
  readonly next: NextPosts;
  readonly closed: readonly ClosedDays[];
  /** The last day before the summer; undefined where the calendar does not say. */
  readonly lastDay: string | undefined;
  /** Days on which the bot starts nothing there, now or soon. */
  readonly pauses: readonly PauseLine[];
  readonly channel: Channel | undefined;
  /** Posted there, the newest first. */
  readonly thanks: readonly PostedThanks[];
  readonly contacts: readonly Contact[];
  /** What happened, as far as the reader may see it. */
  readonly story: SchoolStory;
  /** What comes next of its wave, or why nothing does; undefined where nothing is to be said. */
  readonly outlook: string | undefined;
  /** Why things were sent or not, the newest first. */
  readonly decisions: readonly ToldDecision[];
  /** What nobody was thanked for, here and as far as the reader may look. */
  readonly notLooked: NotLookedView;
  /** Finished visits that have come as far as the reader; the newest first. */
  readonly visits: readonly Expedition[];
}

/** One decision in one sentence of the bot. */
export interface ToldDecision {
  readonly on: string;
  readonly text: string;
}

/** What comes by itself; undefined for what does not. */
export interface NextPosts {
  readonly reminderAt: Date | undefined;
  readonly nudgeAt: Date | undefined;
  readonly roundupAt: Date | undefined;
  /** Only in a quiet week. */
  readonly askAt: Date | undefined;
}

/** Days in a row that the calendar closes for one reason. */
export interface ClosedDays {
  readonly first: string;
  readonly last: string;
  /** The calendar's own word for it. */
  readonly label: string;
}

export interface PostedThanks {
  /** Undefined for somebody whose name is not kept any more. */
  readonly giver: string | undefined;
  readonly receivers: readonly string[];
  readonly text: string;
  readonly day: string;
}

export interface Contact {
  readonly role: "pl_lead" | "area_lead";
  readonly person: Person;
}

/**
 * One school's page; that it was read is written down.
 * Throws SITE_NOT_FOUND and NOT_ALLOWED, which a stranger must not be able to tell apart.
 */
export async function readMySchool(product: Product, actor: Actor, id: SiteId): Promise<MySchool> {
  const now = product.clock.now();
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const site = yield* tx.roster.findSite(id);
    if (!site?.active) throw new ProductError("SITE_NOT_FOUND", "There is no such school.");
    const { cluster } = site;
    const me = yield* requireRight(work, actor, { right: "readMySchool", site: id, cluster });
    const school = yield* readSchool(work, me, site);
    yield* auditPage(work, actor, `page:school:${site.id}`);
    return school;
  });
}

function* readSchool(work: Work, me: Person, site: Site): Steps<MySchool> {
  const { tx, now } = work;
  const today = localDay(now, site.zone);
  const standing = yield* readStanding(work, me, site);
  const channel = yield* tx.roster.findChannel(site.id);
  const story = yield* readStory(work, me, site);
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  return {
    pages: yield* readPages(work, me),
    site,
    now,
    today,
    standing,
    channel,
    next: yield* readNext(work, site, { channel, offer: standing.offers[0] }),
    closed: nextClosed(schoolDays, today),
    lastDay: schoolDays.yearOf(today)?.lastDay,
    pauses: yield* listPausesAt(work, site),
    thanks: yield* listPosted(work, site),
    contacts: yield* listContacts(work, site),
    story,
    outlook: yield* tellOutlook(work, me, site),
    decisions: tellDecisions(work, story, today),
    notLooked: yield* readNotLookedAt(work, me, site),
    visits: yield* listVisitsAt(work, me, site),
  };
}

function* tellOutlook(work: Work, me: Person, site: Site): Steps<string | undefined> {
  const { outlook } = yield* readWhy(work, me.id, site);
  return outlook && sayOutlook(work.product.words, outlook);
}

function tellDecisions(
  { product }: Work,
  { decisions }: SchoolStory,
  today: string,
): readonly ToldDecision[] {
  return decisions
    .slice(0, MOST_DECISIONS)
    .map((each) => ({ on: each.on, text: sayDecision(product.words, each, today) }));
}

interface Posting {
  readonly channel: Channel | undefined;
  readonly offer: Offer | undefined;
}

/** The schedule is the truth; without a channel nothing is posted. */
function* readNext({ tx }: Work, site: Site, { channel, offer }: Posting): Steps<NextPosts> {
  const isRunning = offer?.wave.state === "open" || offer?.wave.state === "closing";
  const open = isRunning && offer.answer === undefined ? offer : undefined;
  const reminder = open && (yield* tx.schedule.find(reminderId(open.wave.id, site.id)));
  const nudge = channel && (yield* tx.schedule.find(nudgeId(site.id)));
  const roundup = channel && (yield* tx.schedule.find(roundupId(site.id)));
  const asked = channel?.asksOffAt ? undefined : channel;
  const ask = asked && (yield* tx.schedule.find(weeklyAskId(site.id)));
  return {
    reminderAt: reminder?.nextAt,
    nudgeAt: nudge?.nextAt,
    roundupAt: roundup?.nextAt,
    askAt: ask?.nextAt,
  };
}

/** The next closed weekdays from today on; a break is one line. */
function nextClosed({ events }: SchoolDays, today: string): readonly ClosedDays[] {
  const found: ClosedDays[] = [];
  for (const { day, kind, label } of events) {
    if (kind !== "closed" || day < today || weekday(day) > FRIDAY) continue;
    const before = found.at(-1);
    if (before?.label === label && dayNumber(day) - dayNumber(before.last) <= BREAK_GAP_DAYS) {
      found[found.length - 1] = { ...before, last: day };
    } else {
      found.push({ first: day, last: day, label });
    }
  }
  return found.slice(0, MOST_CLOSED);
}

/** The newest that are up, as the people thanked wish it today; what is hidden is not among them. */
function* listPosted(work: Work, site: Site): Steps<readonly PostedThanks[]> {
  const { tx, now } = work;
  const since = new Date(now.getTime() - RECENT_MS);
  const recent = yield* tx.praise.listShoutOuts({ since, until: now, site: site.id });
  const posted: PostedThanks[] = [];
  for (const shoutOut of recent.toReversed()) {
    if (posted.length === MOST_THANKS) break;
    if (!(yield* isWelcome(work, shoutOut, "site"))) continue;
    const posts = yield* listPosts(work, shoutOut.id);
    if (posts.some(({ state }) => state === "delivered"))
      posted.push(yield* toPosted(work, shoutOut, site));
  }
  return posted;
}

function* toPosted({ tx }: Work, shoutOut: ShoutOut, site: Site): Steps<PostedThanks> {
  const giver = yield* tx.roster.findPerson(shoutOut.giver);
  const receivers = yield* tx.roster.listPeople(shoutOut.receivers);
  return {
    giver: giver && displayName(giver),
    receivers: receivers.map(displayName),
    text: shoutOut.text,
    day: localDay(shoutOut.at, site.zone),
  };
}

/** Who answers the school's questions: its PL lead, and the area leads of its cluster. */
function* listContacts(work: Work, site: Site): Steps<readonly Contact[]> {
  const lead = yield* findLead(work, site);
  const { cluster } = site;
  const areaLeads = cluster ? yield* work.tx.roster.listHolders("area_lead", cluster) : [];
  const others = areaLeads.filter(({ id }) => id !== lead?.id);
  return [
    ...(lead ? [{ role: "pl_lead", person: lead } as const] : []),
    ...others.map((person) => ({ role: "area_lead", person }) as const),
  ];
}
