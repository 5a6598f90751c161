import type { PersonId, ShoutOutId } from "#domain/ids.ts";
import type { ShoutOut, ThanksWish } from "#domain/shout-out.ts";
import { thanksCard } from "#messages/thanks-card.ts";
import type { Steps } from "#ports/steps.ts";
import { shoutOutKey } from "./give-shout-out.ts";
import { wordsOf } from "./languages.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { keyOf } from "./send-direct.ts";
import { listTold } from "./tell-receiver.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Takes a giver's own shout-out back everywhere; false if it is gone already. Throws NOT_ALLOWED. */
export async function removeShoutOut(product: Product, act: Act, id: ShoutOutId): Promise<boolean> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut) return false;
    yield* requireRight(work, act, { right: "removeShoutOut", owners: [shoutOut.giver] });
    yield* retractPost(work, shoutOut);
    for (const receiver of shoutOut.receivers) yield* retractNote(work, shoutOut, receiver);
    yield* tx.praise.hideShoutOut(id, work.now, "giver");
    const subject = `shout_out:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "shout_out_removed", subject });
    return true;
  });
}

/**
 * Hides a post about the actor from the channel, the roundup and the digest; false if it is gone.
 * Throws NOT_ALLOWED.
 */
export async function hideShoutOut(product: Product, act: Act, id: ShoutOutId): Promise<boolean> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut) return false;
    yield* requireRight(work, act, { right: "hideShoutOut", owners: shoutOut.receivers });
    yield* retractPost(work, shoutOut);
    yield* tx.praise.hideShoutOut(id, work.now, "receiver");
    const subject = `shout_out:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "shout_out_hidden", subject });
    return true;
  });
}

/** Sets how the actor wants to be thanked from now on. */
export async function chooseThanks(product: Product, act: Act, thanks: ThanksWish): Promise<void> {
  await product.store.transaction(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "chooseThanks");
    yield* tx.roster.guardPerson(act.person);
    const preferences = yield* tx.roster.getPreferences(act.person);
    yield* tx.roster.savePreferences(act.person, { ...preferences, thanks });
  });
}

/** Takes the post from the channel, or back before it is sent. */
export function* retractPost({ tx, now }: Work, shoutOut: ShoutOut): Steps<void> {
  yield* tx.outbox.queue({
    key: keyOf("retract", shoutOutKey(shoutOut.id)),
    kind: "reply",
    delivery: { do: "retract", of: shoutOutKey(shoutOut.id) },
    dueAt: now,
  });
}

/** The note goes, or keeps what else it tells. */
export function* retractNote(work: Work, shoutOut: ShoutOut, receiver: PersonId): Steps<void> {
  const { tx, now } = work;
  const of = yield* tx.praise.findTelling(shoutOut.id, receiver);
  if (!of) return;
  const told = yield* listTold(work, receiver, of);
  const kept = told.filter((thanks) => thanks.shoutOut.id !== shoutOut.id);
  const delivery =
    kept.length === 0
      ? ({ do: "retract", of } as const)
      : ({ do: "update", of, card: thanksCard(yield* wordsOf(work, receiver), kept) } as const);
  const key = keyOf("retract", of, shoutOut.id);
  yield* tx.outbox.queue({ key, kind: "reply", delivery, dueAt: now });
}
