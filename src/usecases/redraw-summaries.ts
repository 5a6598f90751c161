import type { OutboxKey, PersonId, ShoutOutId } from "#domain/ids.ts";
import { DAY_MS, localDay } from "#domain/local-time.ts";
import { keptDigestCard } from "#messages/digest-card.ts";
import { textsOf } from "#messages/rewrite-card.ts";
import { type DigestFacts, redrawDigest, wordsOfDigest } from "#messages/weekly-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { OutboxMessage, QueuedDelivery } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { everyWords, wordsAt, writtenIn } from "./languages.ts";
import type { Work } from "./product.ts";
import { listWelcome, toLines } from "./quote-shout-outs.ts";
import { keyOf } from "./send-direct.ts";
import { roundupFacts, siteOfRoundup } from "./send-roundup.ts";
import { viewDigest } from "./view-digest.ts";

/** Of somebody's new wish the summaries of so long follow; older ones are history. */
const RECENT_MS = 14 * DAY_MS;
/** More thanks than this nobody gets in that time. */
const MOST_RECENT = 200;

/** Every roundup and digest that quotes the shout-out, as it reads now. */
export function* redrawSummaries(work: Work, id: ShoutOutId): Steps<void> {
  const keys = yield* work.tx.praise.listQuoting(id);
  for (const key of [...keys].sort()) yield* redraw(work, key, new Date(0));
}

/** One summary that is not sent yet, as it reads now. */
export function* redrawSummary(work: Work, key: OutboxKey): Steps<void> {
  yield* redraw(work, key, new Date(0));
}

/** The recent summaries that name somebody who wishes to be thanked otherwise now. */
export function* redrawNaming(work: Work, person: PersonId): Steps<void> {
  const { tx, now } = work;
  const keys = new Set<OutboxKey>();
  for (const { id, receivers } of yield* tx.praise.listMine(person, MOST_RECENT)) {
    if (!receivers.includes(person)) continue;
    for (const key of yield* tx.praise.listQuoting(id)) keys.add(key);
  }
  const since = new Date(now.getTime() - RECENT_MS);
  for (const key of [...keys].sort()) yield* redraw(work, key, since);
}

/** The supersede key of all changes of one message: of several that wait, the newest is sent. */
export function againKey(of: OutboxKey): string {
  return keyOf("again", of);
}

/** What was refused may sleep, and is sent once somebody is heard of again. */
const SHOWN: ReadonlySet<string> = new Set([
  "waiting",
  "leased",
  "delivered",
  "unknown",
  "refused",
]);

function* redraw(work: Work, key: OutboxKey, since: Date): Steps<void> {
  const { tx, now, product } = work;
  // Of two changes at once, the later one sees what the other left.
  yield* tx.outbox.guardMessage(key);
  const message = yield* tx.outbox.find(key);
  if (!message || message.dueAt < since || !SHOWN.has(message.state)) return;
  const shown = yield* tx.outbox.findCard(key, againKey(key));
  const card = shown && (yield* drawAgain(work, message, shown));
  if (card && isSame(card, shown)) return;
  // Where its card is gone by its time nobody can say any more what else it said.
  const delivery: QueuedDelivery = card
    ? { do: "update", of: key, card }
    : { do: "retract", of: key };
  const change = card ? keyOf(key, "again", product.random.id()) : keyOf("erased", key);
  yield* tx.outbox.queue({
    key: change,
    kind: "reply",
    delivery,
    dueAt: now,
    supersedes: againKey(key),
  });
}

function isSame(one: Card, other: Card): boolean {
  return JSON.stringify(textsOf(one)) === JSON.stringify(textsOf(other));
}

/** Undefined for a card that nobody can read any more: its sections have other names by now. */
function* drawAgain(work: Work, message: OutboxMessage, shown: Card): Steps<Card | undefined> {
  const kept = yield* work.tx.deciding.findDigest(message.key);
  if (kept) return yield* drawKept(work, kept, shown);
  const isRoundup = message.kind === "roundup";
  const templateOf = ({ library }: Words) => (isRoundup ? library.roundup : library.digest);
  const likely = [yield* wordsAt(work, message.address), ...everyWords(work.product)];
  const words = wordsOfDigest(shown, likely, templateOf);
  if (!words) return undefined;
  const inWords = { ...work, product: { ...work.product, words } };
  const facts = yield* readFacts(inWords, message);
  return redrawDigest(words, templateOf(words), { card: shown, facts });
}

/** Everything as it was kept, in the language in which it was written; what it quotes as it reads now. */
function* drawKept(work: Work, kept: KeptDigest, { language }: Card): Steps<Card | undefined> {
  const words = work.product.wordsIn[language ?? "en"];
  const view = yield* viewDigest({ ...work, product: { ...work.product, words } }, kept);
  return view && writtenIn(words, keptDigestCard(words, view));
}

function* readFacts(
  work: Work,
  { key, dueAt }: OutboxMessage,
): Steps<Omit<DigestFacts, "subject">> {
  const { tx } = work;
  const quoted = yield* tx.praise.listQuoted(key);
  const id = siteOfRoundup(key);
  const site = id && (yield* tx.roster.findSite(id));
  if (site) return yield* roundupFacts(work, { site, quoted, day: localDay(dueAt, site.zone) });
  const welcome = yield* listWelcome(work, quoted, "district");
  const good_found = yield* toLines(work, welcome);
  return { sections: { good_found }, empty: {}, saidWhenEmpty: new Set() };
}
