import { chooseRoundup } from "#domain/choose-roundup.ts";
import { type OutboxKey, type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import { isOf } from "#domain/quoting.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { weeklySend } from "#domain/send-key.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { mayStartAt, placeOf } from "#domain/windows.ts";
import { digestCard, mostLines, type SectionLines } from "#messages/weekly-cards.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { type Telling, toldSince } from "./after-restore.ts";
import { findSpotlight } from "./find-spotlight.ts";
import { ideaLine, ideaOfRoundup } from "./idea-inside.ts";
import { channelWords } from "./languages.ts";
import { listGoodAt } from "./list-good-at.ts";
import type { Product, Work } from "./product.ts";
import { holdStill, listWelcome, readHomes, readLately, toLines } from "./quote-shout-outs.ts";
import { nextRoundup, readSchoolDaysAt } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Who was in so many roundups before comes after who was not. */
const LATE_ROUNDUPS = 3;
/** Longer than any break within a school year. */
const MOST_WEEKS = 10;

/**
 * A site's Friday thank-yous: a mix of what was posted there since the last roundup, and one line from
 * another school. A quiet week says so to joined sites only; the others hear nothing.
 */
export function* sendRoundup(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const schoolDays = yield* readSchoolDaysAt(work, site?.id);
  const nextAt = site && nextRoundup({ site, schoolDays }, now);
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !site) return;
  const channel = yield* tx.roster.findChannel(site.id);
  const day = localDay(scheduled.nextAt, site.zone);
  const inTime = day === localDay(now, site.zone);
  if (!channel || !inTime || !mayStartAt({ kind: "roundup", site, schoolDays, at: now })) return;
  const posts = yield* listSince(work, site, {
    dueAt: scheduled.nextAt,
    next: (after) => nextRoundup({ site, schoolDays }, after),
  });
  if (posts.length === 0 && !(yield* tx.waves.isJoined(site.id))) return;
  const inChannel = { ...work, product: { ...work.product, words: channelWords(work) } };
  yield* post(inChannel, { site, channel, day, schoolDays, posts });
}

function* listSince(
  work: Work,
  site: Site,
  when: Omit<Telling, "since">,
): Steps<readonly ShoutOut[]> {
  const { tx, now } = work;
  const last = yield* tx.outbox.findLatest(roundupId(site.id));
  const weekAgo = new Date(now.getTime() - WEEK_MS);
  const since = yield* toldSince(tx, { ...when, since: last?.dueAt ?? weekAgo });
  const good = yield* listGoodAt(work, site, { since, until: now });
  return yield* listWelcome(work, good, { school: site.id });
}

interface Posting {
  readonly site: Site;
  readonly channel: Channel;
  readonly day: string;
  readonly schoolDays: SchoolDays;
  readonly posts: readonly ShoutOut[];
}

function* post(work: Work, posting: Posting): Steps<void> {
  const { tx, product, now } = work;
  const { site, channel, day } = posting;
  const { words } = product;
  const key = keyOf("roundup", site.id, weekKey(day));
  const quoted = yield* choose(work, posting);
  yield* tx.praise.addQuotes(
    key,
    quoted.map(({ id }) => id),
    now,
  );
  const said = yield* roundupFacts(work, { site, day, quoted });
  const idea = yield* ideaOfRoundup(work, site, day);
  const one_idea = idea ? [ideaLine(words, idea)] : [];
  const facts = { subject: {}, ...said, sections: { ...said.sections, one_idea } };
  yield* tx.outbox.queue({
    key,
    kind: "roundup",
    send: weeklySend("roundup", day),
    delivery: {
      do: "post",
      to: channelAddress(channel),
      card: digestCard(words, words.library.roundup, facts),
    },
    dueAt: now,
    place: placeOf(site),
    expiresAt: new Date(now.getTime() + 60 * 60 * 1000),
    supersedes: roundupId(site.id),
  });
}

/** The school's own, then what is shown of another. */
function* choose(work: Work, posting: Posting): Steps<readonly ShoutOut[]> {
  const { site, day, schoolDays, posts } = posting;
  const { roundup } = work.product.words.library;
  const since = toInstant(`${lateSince(schoolDays, day)}T00:00`, site.zone);
  const lately = yield* readLately(work, keyOf("roundup", site.id, ""), since);
  const chosen = chooseRoundup({
    posts,
    most: mostLines(roundup, "good_found"),
    week: weekKey(day),
    isLate: ({ giver, receivers }) => [giver, ...receivers].some((each) => lately.people.has(each)),
    kindsOf: ({ practice }) => [practice],
  });
  const own = yield* holdStill(work, chosen, { school: site.id });
  if (mostLines(roundup, "other_school") === 0) return own;
  return [...own, ...(yield* findSpotlight(work, { site, day, own, lately }))];
}

/** The Monday of the week that had the third roundup before this one's. */
function lateSince(schoolDays: SchoolDays, day: string): string {
  let monday = mondayOf(day);
  for (let week = 0, found = 0; week < MOST_WEEKS && found < LATE_ROUNDUPS; week++) {
    monday = addDays(monday, -7);
    const isOpen = [0, 1, 2, 3, 4].some((each) => schoolDays.isSchoolDay(addDays(monday, each)));
    if (isOpen && !schoolDays.isTestingWeek(monday)) found += 1;
  }
  return monday;
}

export interface Quoted {
  readonly site: Site;
  /** The local day it is for. */
  readonly day: string;
  readonly quoted: readonly ShoutOut[];
}

/** What a roundup says of what it quotes, in the words of the work and as people wish today. */
export function* roundupFacts(work: Work, { site, day, quoted }: Quoted) {
  const welcome = yield* listWelcome(work, quoted, { school: site.id });
  const homes = yield* readHomes(
    work,
    welcome.flatMap(({ receivers }) => receivers),
  );
  const own = welcome.filter((each) => isOf(each, site.id, homes));
  const others = welcome.filter((each) => !own.includes(each));
  const sections: SectionLines = {
    good_found: yield* toLines(work, own),
    other_school: yield* toLines(work, others),
  };
  const empty = { weekly_prompt: weeklyPrompt(work.product, day) };
  return { sections, empty, saidWhenEmpty: new Set(["good_found"]) };
}

/** This week's question: each week another one, the same everywhere. */
export function weeklyPrompt({ words }: Pick<Product, "words">, day: string): string {
  const prompts = words.library.weeklyPrompts;
  const week = Math.floor(Date.parse(`${mondayOf(day)}T00:00:00Z`) / WEEK_MS);
  return prompts[week % prompts.length] ?? "";
}

/** The schedule row, and the supersede key, of a site's roundup. */
export function roundupId(site: Site["id"]): string {
  return `roundup:${site}`;
}

const ROUNDUP = /^roundup:(.+):\d{4}-W\d{2}$/;

/** Whose roundup has this key; undefined for another message. */
export function siteOfRoundup(key: OutboxKey): SiteId | undefined {
  const site = ROUNDUP.exec(key)?.[1];
  return site === undefined ? undefined : toId<SiteId>(site);
}
