import type { PersonId, ShoutOutId } from "#domain/ids.ts";
import type { HiddenBy, ShoutOut, ThanksWish } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import { listPosts } from "./praise-posts.ts";
import { retractNote, retractPosts, showAgain } from "./praise-surfaces.ts";
import type { Act, Product, Work } from "./product.ts";
import { redrawReports } from "./redraw-reports.ts";
import { redrawNaming } from "./redraw-summaries.ts";
import { requireRight } from "./require-right.ts";
import { allowShare } from "./thanks-wishes.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Takes a giver's own shout-out back everywhere; false if it is gone already. Throws NOT_ALLOWED. */
export async function removeShoutOut(product: Product, act: Act, id: ShoutOutId): Promise<boolean> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const shoutOut = yield* guardStanding(work, id);
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
    yield* redrawReports(work, id);
    const subject = `shout_out:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "shout_out_hidden", subject });
    return true;
  });
}

/**
 * Locks one that somebody still reads: it is up, or somebody thanked hid its post, and notes of it stand.
 * Undefined where nobody does.
 */
function* guardStanding({ tx }: Work, id: ShoutOutId): Steps<ShoutOut | undefined> {
  yield* tx.praise.guardShoutOut(id);
  const kept = yield* tx.praise.findKept(id);
  return kept?.hiddenAt && kept.hiddenBy !== "receiver" ? undefined : kept;
}

/** Out of everybody's sight, with the notes to those it thanked. */
export function* takeDown(work: Work, shoutOut: ShoutOut, by: HiddenBy): Steps<void> {
  yield* work.tx.praise.hideShoutOut(shoutOut.id, work.now, by);
  yield* retractPosts(work, shoutOut);
  for (const receiver of shoutOut.receivers) yield* retractNote(work, shoutOut, receiver);
  yield* redrawReports(work, shoutOut.id);
}

/** Sets how the actor wants to be thanked from now on; what is not sent yet follows at once. */
export async function chooseThanks(product: Product, act: Act, thanks: ThanksWish): Promise<void> {
  const { store, clock } = product;
  const waiting = await store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: clock.now() };
    yield* requireRight(work, act, "chooseThanks");
    yield* tx.roster.guardPerson(act.person);
    const preferences = yield* tx.roster.getPreferences(act.person);
    yield* tx.roster.savePreferences(act.person, { ...preferences, thanks });
    if (thanks === "public") return [];
    // What was posted stays until it is hidden; the summaries of the last two weeks follow.
    yield* redrawNaming(work, act.person);
    return yield* listWaiting(work, act.person);
  });
  for (const id of waiting) {
    await store.transaction(act.district, (tx) =>
      placeAgain({ tx, product, now: clock.now() }, id),
    );
  }
}

/** No more than this wait for the next school day. */
const MOST_WAITING = 50;

/** The person's thanks whose post has not left yet. */
function* listWaiting(work: Work, person: PersonId): Steps<readonly ShoutOutId[]> {
  const waiting: ShoutOutId[] = [];
  for (const { id, receivers } of yield* work.tx.praise.listMine(person, MOST_WAITING)) {
    if (!receivers.includes(person)) continue;
    const posts = yield* listPosts(work, id);
    if (posts.some(({ state }) => state === "waiting")) waiting.push(id);
  }
  return waiting;
}

/** Puts one where those it thanks allow it now, unless its post has left meanwhile. */
function* placeAgain(work: Work, id: ShoutOutId): Steps<void> {
  const { praise, roster } = work.tx;
  yield* praise.guardShoutOut(id);
  const before = yield* praise.findShoutOut(id);
  const posts = yield* listPosts(work, id);
  if (!before || posts.every(({ state }) => state !== "waiting")) return;
  const giver = yield* roster.getPerson(before.giver);
  const receivers = yield* roster.listPeople(before.receivers);
  const { share, site } = yield* allowShare(work, { giver, receivers, share: before.share });
  if (share === before.share && site === before.site) return;
  yield* praise.reviseShoutOut({ ...before, share, site }, work.now);
  const after = yield* praise.findShoutOut(id);
  if (after) yield* showAgain(work, before, after);
}
