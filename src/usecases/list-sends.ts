import { isPrivateSend } from "#domain/private-sends.ts";
import { displayName } from "#domain/roster.ts";
import { isLost } from "#domain/send-again.ts";
import { type SendLine, sendCard, sendListCard, type Unreached } from "#messages/sent-cards.ts";
import type { SendNames } from "#messages/sent-names.ts";
import type { Card } from "#ports/card.ts";
import type { OutboxState } from "#ports/outbox-rows.ts";
import type { SendCount, SentMessage } from "#ports/send-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { listToSendAgain } from "./send-again.ts";

/** What fits on one card, and on one page. */
const MOST_SENDS = 8;

/** `/pl sent`: the last occasions, with how many were delivered, wait, or were not. Throws NOT_ALLOWED. */
export async function listSends(product: Product, act: Actor): Promise<Card> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "listSends");
    const lines = toLines(yield* tx.outbox.listSends(MOST_SENDS));
    return sendListCard(product.words, { lines, names: yield* readSendNames(work) });
  });
}

/**
 * `/pl sent <number>`: who was not reached and why. Undefined if there is no such number; it is the place in
 * the list as it is now. Throws NOT_ALLOWED.
 */
export async function showSend(
  product: Product,
  act: Actor,
  number: number,
): Promise<{ readonly card: Card | undefined; readonly count: number }> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "showSend");
    const lines = toLines(yield* tx.outbox.listSends(MOST_SENDS));
    const line = lines[number - 1];
    const card = line && (yield* describe(work, line));
    return { card, count: lines.length };
  });
}

function* describe(work: Work, line: SendLine): Steps<Card> {
  const sent = yield* work.tx.outbox.listSend(line.send);
  const again = yield* listToSendAgain(work, sent);
  return sendCard(work.product.words, {
    ...line,
    names: yield* readSendNames(work),
    unreached: yield* listUnreached(work, sent),
    again: again.length,
  });
}

function toLines(counts: readonly SendCount[]): readonly SendLine[] {
  const lines = new Map<string, Map<OutboxState, number>>();
  for (const { send, state, count } of counts) {
    const before = lines.get(send) ?? new Map<OutboxState, number>();
    lines.set(send, before.set(state, (before.get(state) ?? 0) + count));
  }
  return [...lines].map(([send, states]) => ({ send, counts: states }));
}

/** Everybody whom it did not reach, or may not have, by reason. */
function* listUnreached(work: Work, sent: readonly SentMessage[]): Steps<readonly Unreached[]> {
  const told = sent.filter((message) => !isPrivateSend(message));
  const lost = told.filter(({ state }) => isLost(state) || state === "unknown");
  const nameOf = yield* readNames(work, lost);
  const groups = new Map<string, Unreached & { readonly names: (string | undefined)[] }>();
  for (const message of lost) {
    const { reason } = message;
    // What may have arrived is told as such, whatever ended it.
    const state = message.unsure ? "unknown" : message.state;
    const key = `${state} ${reason}`;
    const group = groups.get(key) ?? { state, reason, names: [] };
    group.names.push(nameOf(message));
    groups.set(key, group);
  }
  return [...groups.values()];
}

function* readNames({ tx }: Work, messages: readonly SentMessage[]) {
  const ids = [...new Set(messages.flatMap(({ recipient }) => recipient ?? []))];
  const people = new Map((yield* tx.roster.listPeople(ids)).map((one) => [one.id, one]));
  const channels = new Map((yield* tx.roster.listChannels()).map((one) => [`${one.id}`, one.name]));
  return ({ recipient, address }: SentMessage): string | undefined => {
    if (recipient === undefined) return channels.get(address.conversation.id);
    const person = people.get(recipient);
    return person && displayName(person);
  };
}

/** Waves and visits by id, for the names of what they sent. */
export function* readSendNames({ tx }: Pick<Work, "tx">): Steps<SendNames> {
  const schools = new Map((yield* tx.roster.listSites()).map(({ id, name }) => [id, name]));
  const visits = yield* tx.visiting.listExpeditions({});
  return {
    waves: new Map((yield* tx.waves.listWaves()).map(({ id, name }) => [`${id}`, name])),
    visits: new Map(
      visits.map(({ id, site, day }) => [`${id}`, { school: schools.get(site) ?? "", day }]),
    ),
  };
}
