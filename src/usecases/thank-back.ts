import type { OutboxKey, ShoutOutId } from "#domain/ids.ts";
import { displayName, type Person } from "#domain/roster.ts";
import { pauseOf } from "#domain/shout-out.ts";
import { type Thanks, thankBackCard } from "#messages/spread-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { wordsOf } from "./languages.ts";
import type { Act, Product, Work } from "./product.ts";
import { againKey } from "./redraw-summaries.ts";
import { requireRight } from "./require-right.ts";
import { keyOf, readPlace, sendDirect, supersedeKey } from "./send-direct.ts";
import { afterToday, listTold, type Told } from "./tell-receiver.ts";

/** What became of a line that was said back. */
export type ThankedBack =
  | { readonly kind: "gone" }
  | { readonly kind: "already" }
  /** Who gave it is not on the staff list any more: nothing is kept that nobody would read. */
  | { readonly kind: "left"; readonly giver: string }
  | { readonly kind: "kept"; readonly told: Told };

/** Keeps somebody's one line back to the giver, and tells the giver in their hours. Throws NOT_ALLOWED. */
export async function thankBack(
  product: Product,
  act: Act,
  { id, text }: { readonly id: ShoutOutId; readonly text: string },
): Promise<ThankedBack> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* tx.praise.guardShoutOut(id);
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut) return { kind: "gone" };
    const wanted = { right: "thankBack", owners: shoutOut.receivers } as const;
    const receiver = yield* requireRight(work, act, wanted);
    const giver = yield* tx.roster.getPerson(shoutOut.giver);
    if (!giver.active) return { kind: "left", giver: displayName(giver) };
    const back = { receiver: receiver.id, text, at: work.now };
    if (!(yield* tx.praise.saveThankBack(id, receiver.id, back))) return { kind: "already" };
    const key = keyOf("thank-back", id, receiver.id);
    return { kind: "kept", told: yield* tell(work, giver, { key, receiver, text }) };
  });
}

interface Line {
  readonly key: OutboxKey;
  readonly receiver: Person;
  readonly text: string;
}

/** One note a day at most, as for shout-outs: what comes while one waits joins it. */
function* tell(work: Work, giver: Person, { key, receiver, text }: Line): Steps<Told> {
  const { tx, now } = work;
  yield* tx.roster.guardPerson(giver.id);
  const place = yield* readPlace(work, giver);
  const preferences = yield* tx.roster.getPreferences(giver.id);
  const told = { person: giver, zone: place.zone, untold: pauseOf(preferences, now) !== undefined };
  const words = yield* wordsOf(work, giver.id);
  const line = words.say("thank_back_line", { person: displayName(receiver), text });
  const supersedes = supersedeKey("thank-back", giver.id);
  const latest = yield* tx.outbox.findLatest(supersedes);
  if (latest?.state === "waiting") {
    const waiting = yield* tx.outbox.findCard(latest.key, againKey(latest.key));
    const card = thankBackCard(words, waiting ? [waiting.text, line] : [line]);
    const delivery = { do: "update", of: latest.key, card } as const;
    const again = againKey(latest.key);
    yield* tx.outbox.queue({ key, kind: "reply", delivery, dueAt: now, supersedes: again });
    return { ...told, at: latest.dueAt };
  }
  const at = yield* sendDirect(work, {
    key,
    kind: "shout_out_direct",
    person: giver,
    card: () => thankBackCard(words, [line]),
    place,
    after: afterToday(now, latest?.dueAt, place),
    supersedes,
  });
  return { ...told, at };
}

/** All that the note tells the actor of which tells them of this one; none if it is gone. Throws NOT_ALLOWED. */
export async function readThanked(
  product: Product,
  act: Act,
  id: ShoutOutId,
): Promise<readonly Thanks[]> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const shoutOut = yield* tx.praise.findShoutOut(id);
    const key = yield* tx.praise.findTelling(id, act.person);
    const others = key ? yield* listTold(work, act.person, key) : [];
    if (!shoutOut) return others;
    yield* requireRight(work, act, { right: "readThanked", owners: shoutOut.receivers });
    const own = { shoutOut, giver: yield* tx.roster.getPerson(shoutOut.giver) };
    return others.some((each) => each.shoutOut.id === id) ? others : [own, ...others];
  });
}
