import type { DistrictId, PersonId } from "#domain/ids.ts";
import { toId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { alreadyHalted, type HaltFacts, haltCard } from "#messages/halt-cards.ts";
import { note } from "#messages/praise-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readHalt, saveHalt } from "./sending-stop.ts";
import { actorOf, COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** Further ahead than anything is planned. */
const MOST_AHEAD_MS = 400 * 24 * 60 * 60 * 1000;

/** `/pl halt`: what stopping everything would do, and the second press. Throws NOT_ALLOWED. */
export async function planHalt(product: Product, act: Actor): Promise<Card> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "planHalt");
    const halt = yield* findHalt(work);
    if (halt) return note(alreadyHalted(product.words, halt));
    const waiting = yield* tx.outbox.listWaiting(new Date(now.getTime() + MOST_AHEAD_MS));
    return haltCard(product.words, waiting.length);
  });
}

/** The second press: from now on nothing leaves, on any platform and from any replica. Throws NOT_ALLOWED. */
export async function haltSending(product: Product, act: Actor): Promise<string> {
  const { words } = product;
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "haltSending");
    const halt = yield* findHalt(work);
    if (halt) return alreadyHalted(words, halt);
    yield* stop(work, actorOf(act));
    return words.say("halt_done", {});
  });
}

/** The same from the server's command line; false if it was stopped already. */
export async function haltByCommand(product: Product, district: DistrictId): Promise<boolean> {
  return await product.store.transaction(district, function* (tx) {
    if (yield* readHalt(tx)) return false;
    yield* stop({ tx, product, now: product.clock.now() }, COMMAND_LINE);
    return true;
  });
}

function* stop(work: Work, by: string): Steps<void> {
  yield* saveHalt(work.tx, { since: work.now, by });
  yield* writeAudit(work, { actor: by, action: "sending_stopped", subject: "district" });
}

/** The stop as people are told of it; undefined while there is none. */
export function* findHalt({ tx }: Pick<Work, "tx">): Steps<HaltFacts | undefined> {
  const halt = yield* readHalt(tx);
  if (!halt) return undefined;
  const { zone } = yield* tx.roster.getDistrict();
  const id = halt.by.startsWith(PERSON) ? toId<PersonId>(halt.by.slice(PERSON.length)) : undefined;
  const [person] = id === undefined ? [] : yield* tx.roster.listPeople([id]);
  return { since: halt.since, who: person && displayName(person), zone };
}

const PERSON = "person:";
