import type { PersonId } from "#domain/ids.ts";
import { withoutName } from "#domain/name-in-text.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { shoutOutPost } from "#messages/praise-cards.ts";
import { thanksCard } from "#messages/thanks-card.ts";
import type { Steps } from "#ports/steps.ts";
import { eraseFromCards } from "./erase-cards.ts";
import { retractPastSummaries } from "./erase-summaries.ts";
import {
  bury,
  type Erasing,
  inPiece,
  inPieces,
  keepFree,
  readAll,
  writeErased,
} from "./erasing.ts";
import { NOBODY } from "./forget-person.ts";
import { channelWords, wordsOf } from "./languages.ts";
import { listPosts } from "./praise-posts.ts";
import { retractNote, retractPosts } from "./praise-surfaces.ts";
import type { Work } from "./product.ts";
import { leavingFrom } from "./read-quotes.ts";
import { keyOf } from "./send-direct.ts";
import { listTold } from "./tell-receiver.ts";

/** Which shout-outs go as a whole, and which go on without one of those they thank. */
export interface ErasableShoutOuts {
  readonly whole: readonly ShoutOut[];
  readonly others: readonly ShoutOut[];
}

/** A shout-out goes with its giver, or with the last of those it thanks. */
export async function listErasable(erasing: Erasing): Promise<ErasableShoutOuts> {
  const { person } = erasing.filter;
  const list = await readAll(
    erasing,
    (tx, part) => tx.records.listShoutOuts(erasing.filter, part),
    ({ id }) => id,
  );
  const goesOn = ({ giver, receivers }: ShoutOut): boolean =>
    person !== undefined && giver !== person && receivers.length > 1;
  return { whole: list.filter((each) => !goesOn(each)), others: list.filter(goesOn) };
}

/**
 * Erases shout-outs, and their words wherever they were said; gives how many. They are hidden first, so
 * that nothing new quotes them, and removed last: an erasure that was cut off finds them again.
 */
export async function eraseShoutOuts(erasing: Erasing, person?: Person): Promise<number> {
  const { whole, others } = await takeDownAll(erasing, await listErasable(erasing));
  if (whole.length + others.length > 0) {
    // Before the cards: what they take the words from is not gone by its time.
    await retractPastSummaries(erasing, [...whole, ...others]);
    await eraseFromCards(erasing, { whole, others, person });
  }
  let count = 0;
  for (const piece of inPieces(whole)) {
    count += await inPiece(erasing, (work) => removeSome(work, erasing, piece));
  }
  if (!person) return count;
  for (const piece of inPieces(others)) {
    count += await inPiece(erasing, (work) => takeOutOfSome(work, { erasing, person }, piece));
  }
  return count;
}

/** Hides those that go as a whole; gives what no hold came to cover meanwhile. */
async function takeDownAll(
  erasing: Erasing,
  { whole, others }: ErasableShoutOuts,
): Promise<ErasableShoutOuts> {
  for (const shoutOut of whole) await inPiece(erasing, (work) => takeDown(work, shoutOut));
  const { store } = erasing.product;
  return await store.read(erasing.district, function* (tx) {
    const left = yield* keepFree({ tx }, "shout_out", whole);
    return { whole: left, others: yield* keepFree({ tx }, "shout_out", others) };
  });
}

/** Out of everybody's sight, and out of the channel and the notes, unless a hold came first. */
function* takeDown(work: Work, shoutOut: ShoutOut): Steps<void> {
  const { tx, now } = work;
  if ((yield* keepFree(work, "shout_out", [shoutOut])).length === 0) return;
  yield* tx.praise.hideShoutOut(shoutOut.id, now, "erased");
  yield* retractPosts(work, shoutOut);
  for (const receiver of shoutOut.receivers) {
    yield* retractNote(work, shoutOut, receiver);
    yield* retractThankBack(work, shoutOut, receiver);
  }
}

/** What somebody answered goes from the giver's conversation too. */
function* retractThankBack({ tx, now }: Work, { id }: ShoutOut, receiver: PersonId): Steps<void> {
  const of = keyOf("thank-back", id, receiver);
  if (!(yield* tx.outbox.find(of))) return;
  const delivery = { do: "retract", of } as const;
  yield* tx.outbox.queue({ key: keyOf("retract", of), kind: "reply", delivery, dueAt: now });
}

function* removeSome(work: Work, erasing: Erasing, some: readonly ShoutOut[]): Steps<number> {
  const ids: string[] = [];
  for (const { id } of yield* keepFree(work, "shout_out", some)) {
    if (yield* work.tx.records.removeShoutOut(id)) ids.push(id);
  }
  yield* bury(work, "shout_out", ids);
  yield* writeErased(work, erasing, { type: "shout_out", count: ids.length });
  return ids.length;
}

interface TakingOut {
  readonly erasing: Erasing;
  readonly person: Person;
}

function* takeOutOfSome(
  work: Work,
  { erasing, person }: TakingOut,
  some: readonly ShoutOut[],
): Steps<number> {
  let count = 0;
  for (const shoutOut of yield* keepFree(work, "shout_out", some)) {
    if (yield* takeOut(work, shoutOut, person)) count += 1;
  }
  yield* writeErased(work, erasing, { type: "shout_out", count });
  return count;
}

/**
 * The thanks stay for the others; this person is a colleague there from now on. False if they are
 * already.
 */
function* takeOut(work: Work, shoutOut: ShoutOut, person: Person): Steps<boolean> {
  const { tx } = work;
  const there = yield* tx.roster.listPeople([shoutOut.giver, ...shoutOut.receivers]);
  const leaving = leavingFrom(work, person, there);
  const isUp = (yield* tx.praise.findShoutOut(shoutOut.id)) !== undefined;
  if (isUp) yield* retractNote(work, shoutOut, person.id);
  yield* retractThankBack(work, shoutOut, person.id);
  const rest: ShoutOut = {
    ...shoutOut,
    text: withoutName(shoutOut.text, leaving),
    helped: withoutName(shoutOut.helped, leaving),
    receivers: shoutOut.receivers.filter((id) => id !== person.id),
  };
  if (!(yield* tx.records.removeReceiver(shoutOut.id, person.id))) return false;
  yield* tx.records.rewriteShoutOut(shoutOut.id, rest);
  for (const { receiver, text } of yield* tx.praise.listThankBacks(shoutOut.id)) {
    const nameless = withoutName(text, leaving);
    if (nameless !== text) yield* tx.records.rewriteThankBack(shoutOut.id, receiver, nameless);
  }
  if (isUp) yield* showAgain(work, rest, person);
  return true;
}

/** The post and the others' notes, as they read now. */
function* showAgain(work: Work, rest: ShoutOut, { id: gone }: Person): Steps<void> {
  const { tx, now } = work;
  const words = channelWords(work);
  const update = { kind: "reply", dueAt: now } as const;
  const giver = yield* tx.roster.getPerson(rest.giver);
  const others = yield* tx.roster.listPeople(rest.receivers);
  const name = { givenName: words.say("erased_name", {}), familyName: "" };
  const colleague: Person = { id: NOBODY, ...name, active: false, assignments: [] };
  const card = shoutOutPost(words, rest, { giver, receivers: [...others, colleague] });
  for (const { key: of } of yield* listPosts(work, rest.id)) {
    const delivery = { do: "update", of, card } as const;
    yield* tx.outbox.queue({ ...update, key: keyOf("erased", of, gone), delivery });
  }
  for (const receiver of rest.receivers) {
    const of = yield* tx.praise.findTelling(rest.id, receiver);
    if (!of) continue;
    const note = thanksCard(yield* wordsOf(work, receiver), yield* listTold(work, receiver, of));
    const again = { do: "update", of, card: note } as const;
    yield* tx.outbox.queue({ ...update, key: keyOf("erased", of, rest.id), delivery: again });
  }
}
