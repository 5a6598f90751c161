import { type SiteId, toId } from "#domain/ids.ts";
import { localDay, mondayOf, weekKey } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { mayStartAt } from "#domain/windows.ts";
import { digestCard, type Line } from "#messages/weekly-cards.ts";
import type { Channel } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { type Telling, toldSince } from "./after-restore.ts";
import { channelWords } from "./languages.ts";
import type { Product, Work } from "./product.ts";
import { nextRoundup, readSchoolDays } from "./school-time.ts";
import { channelAddress, keyOf } from "./send-direct.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * A site's Friday thank-yous: everything posted there since the last roundup. A quiet week says so
 * to joined sites only; the others hear nothing.
 */
export function* sendRoundup(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  const schoolDays = yield* readSchoolDays(work);
  const nextAt = site && nextRoundup({ site, schoolDays }, now);
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !site) return;
  const channel = yield* tx.roster.findChannel(site.id);
  const day = localDay(scheduled.nextAt, site.zone);
  const inTime = day === localDay(now, site.zone);
  if (!channel || !inTime || !mayStartAt({ kind: "roundup", site, schoolDays, at: now })) return;
  const shoutOuts = yield* listSince(work, site, {
    dueAt: scheduled.nextAt,
    next: (after) => nextRoundup({ site, schoolDays }, after),
  });
  if (shoutOuts.length === 0 && !(yield* tx.waves.isJoined(site.id))) return;
  yield* post(work, { site, channel, day, shoutOuts });
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
  const welcome: ShoutOut[] = [];
  for (const shoutOut of yield* tx.praise.listShoutOuts({ since, until: now, site: site.id })) {
    if (yield* isWelcome(work, shoutOut, "site")) welcome.push(shoutOut);
  }
  return welcome;
}

/** True if everybody thanked is fine with being named there, as they wish today. */
export function* isWelcome(
  { tx }: Work,
  { share, receivers }: ShoutOut,
  where: "site" | "district",
): Steps<boolean> {
  if (share === "private") return false;
  for (const person of receivers) {
    const { thanks } = yield* tx.roster.getPreferences(person);
    if (thanks === "private" || (thanks === "school" && where === "district")) return false;
  }
  return true;
}

interface Posting {
  readonly site: Site;
  readonly channel: Channel;
  readonly day: string;
  readonly shoutOuts: readonly ShoutOut[];
}

function* post(work: Work, { site, channel, day, shoutOuts }: Posting): Steps<void> {
  const { tx, now } = work;
  const product = { ...work.product, words: channelWords(work) };
  const { words } = product;
  const lines: Line[] = [];
  for (const shoutOut of shoutOuts) lines.push(yield* toLine({ ...work, product }, shoutOut));
  const card = digestCard(words, words.library.roundup, {
    subject: {},
    sections: { good_found: lines },
    saidWhenEmpty: new Set(["good_found"]),
    empty: { weekly_prompt: weeklyPrompt(product, day) },
  });
  yield* tx.outbox.queue({
    key: keyOf("roundup", site.id, weekKey(day)),
    kind: "roundup",
    delivery: {
      do: "post",
      to: channelAddress(channel),
      card,
    },
    dueAt: now,
    place: { zone: site.zone, bells: site.bells },
    expiresAt: new Date(now.getTime() + 60 * 60 * 1000),
    supersedes: roundupId(site.id),
  });
}

/** Names and words of one shout-out, for a line of a roundup. */
export function* toLine({ tx, product }: Work, shoutOut: ShoutOut): Steps<Line> {
  const giver = yield* tx.roster.getPerson(shoutOut.giver);
  const receivers: readonly Person[] = yield* tx.roster.listPeople(shoutOut.receivers);
  const site = shoutOut.site ? yield* tx.roster.findSite(shoutOut.site) : undefined;
  return {
    giver: displayName(giver),
    receiver: product.words.list(receivers.map(displayName)),
    praise_text: shoutOut.text,
    practice_label: product.words.label("practice", shoutOut.practice) || undefined,
    school: site?.name,
  };
}

/** This week's question: each week another one, the same everywhere. */
export function weeklyPrompt({ words }: Product, day: string): string {
  const prompts = words.library.weeklyPrompts;
  const week = Math.floor(Date.parse(`${mondayOf(day)}T00:00:00Z`) / WEEK_MS);
  return prompts[week % prompts.length] ?? "";
}

/** The schedule row, and the supersede key, of a site's roundup. */
export function roundupId(site: Site["id"]): string {
  return `roundup:${site}`;
}
