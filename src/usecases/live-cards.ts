import { DAY_MS } from "#domain/local-time.ts";
import { type WaveNumbers, wavesCard } from "#messages/waves-card.ts";
import type { Words } from "#messages/words.ts";
import type { OutboxMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { wordsOf, writtenIn } from "./languages.ts";
import type { Work } from "./product.ts";
import { keyOf } from "./send-direct.ts";
import { readNumbers } from "./wave-numbers.ts";

/** However many answers come, a live card changes once in this time. */
export const LIVE_SPACING_MS = 3000;
/** A card of another fortnight is history. */
const ALIVE_MS = 14 * DAY_MS;

/** The outbox group of the cards over all waves. */
export const WAVES_CARDS = "waves-card";
const ID = "live-cards";
/** The row waits to change the cards; else it rests after a change, and knows what they say. */
const CHANGED = "changed";

/** Something changed: the live cards follow, the first time at once. */
export function* touchLiveCards({ tx, now }: Work): Steps<void> {
  const planned = yield* tx.schedule.find(ID);
  if (planned?.subject === CHANGED) return;
  const nextAt = planned?.nextAt ?? now;
  yield* tx.schedule.save({ id: ID, campaign: "live_cards", subject: CHANGED, nextAt });
}

/**
 * Brings every lead's newest card up to date, and rests. After the rest it looks once more, as an answer may
 * have come in while the cards were drawn, and ends where they say the same.
 */
export function* sendLiveCards(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const cards = yield* drawCards(work);
  const said = cards.map(({ numbers }) => sumOf(numbers)).join(";");
  if (scheduled.subject === said) return;
  for (const card of cards) yield* updateCard(work, card, scheduled);
  const nextAt = new Date(now.getTime() + LIVE_SPACING_MS);
  yield* tx.schedule.save({ ...scheduled, subject: said, nextAt });
}

interface LiveCard {
  readonly post: OutboxMessage;
  readonly numbers: WaveNumbers;
  readonly words: Words;
}

function* drawCards(work: Work): Steps<readonly LiveCard[]> {
  const cards: LiveCard[] = [];
  for (const post of yield* listNewest(work)) {
    const { platform, workspace, conversation } = post.address;
    if (conversation.kind !== "account") continue;
    const account = { platform, workspace, account: conversation.id };
    const reader = yield* work.tx.roster.findPersonByAccount(account);
    if (!reader) continue;
    const words = yield* wordsOf(work, reader.id);
    cards.push({ post, words, numbers: yield* readNumbers(work, reader) });
  }
  return cards;
}

/** What a card says, in short: equal for equal numbers. */
function sumOf({ joined, total, all, waves }: WaveNumbers): string {
  const counts = waves.flatMap((each) => Object.values(each.counts));
  const states = waves.map(({ wave }) => wave.state);
  return [joined, total, ...Object.values(all), ...counts, ...states].join(",");
}

/** Each reader's newest card of the last two weeks. */
function* listNewest({ tx, now }: Work): Steps<readonly OutboxMessage[]> {
  const since = now.getTime() - ALIVE_MS;
  const newest = new Map<string, OutboxMessage>();
  for (const post of yield* tx.outbox.listGroupPosts(WAVES_CARDS)) {
    const { platform, workspace, conversation } = post.address;
    const reader = [platform, workspace, conversation.id].join("|");
    if (post.dueAt.getTime() >= since) newest.set(reader, post);
  }
  return [...newest.values()];
}

function* updateCard(
  { tx, now }: Work,
  { post, numbers, words }: LiveCard,
  scheduled: Scheduled,
): Steps<void> {
  yield* tx.outbox.queue({
    key: keyOf(scheduled.id, post.key, scheduled.nextAt.toISOString()),
    kind: "wave_update",
    delivery: { do: "update", of: post.key, card: writtenIn(words, wavesCard(words, numbers)) },
    dueAt: now,
    supersedes: post.key,
  });
}
