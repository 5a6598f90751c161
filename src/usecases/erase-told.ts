import { type OutboxKey, type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import { type Leaving, withoutName } from "#domain/name-in-text.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { rewriteCard, textsOf } from "#messages/rewrite-card.ts";
import { thanksCard } from "#messages/thanks-card.ts";
import type { Card, Page } from "#ports/card.ts";
import type { ShownCard, StoredCard } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { type Erasing, inPieces } from "./erasing.ts";
import { wordsOf as wordsOfReader } from "./languages.ts";
import { shoutOutKey } from "./praise-posts.ts";
import type { Work } from "./product.ts";
import { type LeavingShoutOuts, leavingFrom, readPeople } from "./read-quotes.ts";
import { keyOf } from "./send-direct.ts";
import { listTold } from "./tell-receiver.ts";

/** What becomes of a message that tells of an erased shout-out. */
type Fate = "goes" | "nameless" | { readonly toldTo: PersonId };

/** The posts and notes of erased shout-outs: known by ids, never by what they say. */
export interface ToldCards {
  readonly fates: ReadonlyMap<OutboxKey, Fate>;
  /** Shout-outs that a note to somebody tells no more. */
  readonly untold: ReadonlyMap<PersonId, ReadonlySet<ShoutOutId>>;
  /** Their words, for notes that a later one took the place of. */
  readonly words: ReadonlyMap<PersonId, readonly string[]>;
  readonly leaving: Leaving | undefined;
}

/** Finds the posts and notes that tell of the shout-outs. */
export async function readTold(erasing: Erasing, list: LeavingShoutOuts): Promise<ToldCards> {
  const { whole, others, person } = list;
  const people = await readPeople(erasing, others);
  const fates = new Map<OutboxKey, Fate>();
  for (const { id } of others) for (const key of keysOf(id)) fates.set(key, "nameless");
  for (const { id } of whole) for (const key of keysOf(id)) fates.set(key, "goes");
  for (const key of ownAnswers(list)) fates.set(key, "goes");
  const untold = whole.flatMap(eachReceiver);
  const own = others.flatMap(eachReceiver);
  const isTheirs = ({ receiver }: Telling): boolean => receiver === person?.id;
  const gone = [...untold, ...own.filter(isTheirs)];
  for (const [key] of await readTellings(erasing, own)) fates.set(key, "nameless");
  for (const [key, toldTo] of await readTellings(erasing, gone)) fates.set(key, { toldTo });
  return {
    fates,
    untold: new Map(
      byReceiver(gone).map(([id, some]) => [id, new Set(some.map((each) => each.id))]),
    ),
    words: new Map(byReceiver([...untold, ...own]).map(([id, some]) => [id, some.map(wordsOf)])),
    leaving: person && leavingFrom(erasing, person, [...people.values()]),
  };
}

/** What begins the keys of all that says one shout-out's words, notes to receivers left out. */
function keysOf(id: ShoutOutId): readonly OutboxKey[] {
  return [shoutOutKey(id), keyOf("report", id)];
}

/** What somebody answered themselves goes, also where the thanks stay for the others. */
function ownAnswers({ others, person }: LeavingShoutOuts): readonly OutboxKey[] {
  return person ? others.map(({ id }) => keyOf("thank-back", id, person.id)) : [];
}

interface Telling {
  readonly receiver: PersonId;
  readonly shoutOut: ShoutOut;
}

function eachReceiver(shoutOut: ShoutOut): readonly Telling[] {
  return shoutOut.receivers.map((receiver) => ({ receiver, shoutOut }));
}

function byReceiver(list: readonly Telling[]): readonly [PersonId, readonly ShoutOut[]][] {
  const all = new Map<PersonId, ShoutOut[]>();
  for (const { receiver, shoutOut } of list) {
    all.set(receiver, [...(all.get(receiver) ?? []), shoutOut]);
  }
  return [...all];
}

function wordsOf({ text }: ShoutOut): string {
  return `"${flat(text)}"`;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

async function readTellings(
  { product, district }: Erasing,
  list: readonly Telling[],
): Promise<readonly (readonly [OutboxKey, PersonId])[]> {
  const found: (readonly [OutboxKey, PersonId])[] = [];
  for (const piece of inPieces(list)) {
    const keys = await product.store.read(district, function* (tx) {
      const some: (readonly [OutboxKey, PersonId])[] = [];
      for (const { receiver, shoutOut } of piece) {
        const key = yield* tx.praise.findTelling(shoutOut.id, receiver);
        if (key) some.push([key, receiver]);
      }
      return some;
    });
    found.push(...keys);
  }
  return found;
}

/** Changes of a message have its key behind what they do. */
const CHANGE = /^(?:retract|erased|again):/;

/** The message that this one is, or changes; undefined where it is of another shout-out. */
export function findTold({ fates }: ToldCards, key: string): OutboxKey | undefined {
  const parts = key.replace(CHANGE, "").split(":");
  for (let length = parts.length; length > 1; length--) {
    const of = toId<OutboxKey>(parts.slice(0, length).join(":"));
    if (fates.has(of)) return of;
  }
  return undefined;
}

/** True for a note that was never sent, and that said the words before a later one took its place. */
export function isReplaced({ words }: ToldCards, { key, kind, state, card }: StoredCard): boolean {
  if (kind !== "shout_out_direct" || state !== "superseded") return false;
  const receiver = toId<PersonId>(key.split(":").slice(2).join(":"));
  const said = textsOf(card).map(flat);
  return (words.get(receiver) ?? []).some((quote) => said.some((text) => text.includes(quote)));
}

interface Told {
  readonly told: ToldCards;
  readonly of: OutboxKey;
}

/** Takes the shout-outs out of one queued message; what else it tells of stays in it. */
export function* eraseTold(work: Work, stored: StoredCard, told: Told): Steps<void> {
  const { records } = work.tx;
  const { id, card } = stored;
  const rest = yield* restOf(work, card, told);
  if (rest && isSame(rest, card)) return;
  if (rest && (yield* records.changeCard(id, rest))) return;
  // What is up in a chat is changed by a message that follows.
  yield* records.blankCards([id]);
}

/** The same for what the playground shows. */
export function* eraseShownTold(work: Work, shown: ShownCard, told: Told): Steps<void> {
  const { records } = work.tx;
  const rest = yield* restOf(work, shown.card, told);
  if (!rest) yield* records.removeShownCards([shown.id]);
  else if (!isSame(rest, shown.card)) yield* records.changeShownCard(shown.id, rest);
}

function isSame(one: Card, other: Card | Page): boolean {
  return JSON.stringify(textsOf(one)) === JSON.stringify(textsOf(other));
}

function* restOf(work: Work, card: Card | Page, { told, of }: Told): Steps<Card | undefined> {
  const { fates, untold, leaving } = told;
  const fate = fates.get(of);
  if (fate === undefined || fate === "goes" || "cards" in card) return undefined;
  if (fate === "nameless") {
    return leaving && rewriteCard(card, (text) => withoutName(text, leaving));
  }
  const { toldTo } = fate;
  const left = (yield* listTold(work, toldTo, of)).filter(
    ({ shoutOut }) => !untold.get(toldTo)?.has(shoutOut.id),
  );
  if (left.length === 0) return undefined;
  return thanksCard(yield* wordsOfReader(work, toldTo), left);
}
