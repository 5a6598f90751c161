import type { ShoutOutId } from "#domain/ids.ts";
import type { HiddenBy, ShoutOut, ThanksWish } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import { retractNote, retractPosts } from "./praise-surfaces.ts";
import type { Act, Product, Work } from "./product.ts";
import { redrawNaming } from "./redraw-summaries.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Takes a giver's own shout-out back everywhere; false if it is gone already. Throws NOT_ALLOWED. */
export async function removeShoutOut(product: Product, act: Act, id: ShoutOutId): Promise<boolean> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* tx.praise.guardShoutOut(id);
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut) return false;
    yield* requireRight(work, act, { right: "removeShoutOut", owners: [shoutOut.giver] });
    yield* takeDown(work, shoutOut, "giver");
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
    yield* tx.praise.guardShoutOut(id);
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut) return false;
    yield* requireRight(work, act, { right: "hideShoutOut", owners: shoutOut.receivers });
    yield* tx.praise.hideShoutOut(id, work.now, "receiver");
    yield* retractPosts(work, shoutOut);
    const subject = `shout_out:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "shout_out_hidden", subject });
    return true;
  });
}

/** Out of everybody's sight, with the notes to those it thanked. */
export function* takeDown(work: Work, shoutOut: ShoutOut, by: HiddenBy): Steps<void> {
  yield* work.tx.praise.hideShoutOut(shoutOut.id, work.now, by);
  yield* retractPosts(work, shoutOut);
  for (const receiver of shoutOut.receivers) yield* retractNote(work, shoutOut, receiver);
}

/** Sets how the actor wants to be thanked from now on. */
export async function chooseThanks(product: Product, act: Act, thanks: ThanksWish): Promise<void> {
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, act, "chooseThanks");
    yield* tx.roster.guardPerson(act.person);
    const preferences = yield* tx.roster.getPreferences(act.person);
    yield* tx.roster.savePreferences(act.person, { ...preferences, thanks });
    // What was posted stays until it is hidden; the summaries of the last two weeks follow.
    if (thanks !== "public") yield* redrawNaming(work, act.person);
  });
}
