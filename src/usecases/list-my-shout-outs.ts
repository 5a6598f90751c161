import type { PersonId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import { type MyShoutOuts, mineCard, type OwnPart } from "#messages/mine-card.ts";
import type { Card } from "#ports/card.ts";
import type { OwnPiece, OwnShoutOut } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { readTries } from "./list-tries.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** A card is short: so many of each side. */
const MOST_LISTED = 10;

/** One page of the actor's own shout-outs, newest first; nobody can ask for somebody else's. */
export async function listMyShoutOuts(product: Product, act: Act, page = 0): Promise<Card> {
  return await product.store.read(act.district, function* (tx) {
    const { person } = act;
    yield* requireRight({ tx }, act, { right: "listMyShoutOuts", owners: [person] });
    const given = yield* readPart({ tx }, person, { side: "given", page });
    const received = yield* readPart({ tx }, person, { side: "received", page });
    const { thanks: wish } = yield* tx.roster.getPreferences(person);
    const { zone } = yield* tx.roster.getDistrict();
    const nameOf = yield* readNames({ tx }, [...given.list, ...received.list]);
    const tries = yield* readTries({ tx }, person);
    const { words, pagesUrl, clock } = product;
    const today = localDay(clock.now(), zone);
    return mineCard(words, { given, received, page, wish, tries, zone, today, nameOf, pagesUrl });
  });
}

interface WantedPart {
  readonly side: OwnPiece["side"];
  readonly page: number;
}

function* readPart(
  { tx }: Pick<Work, "tx">,
  person: PersonId,
  { side, page }: WantedPart,
): Steps<OwnPart> {
  const piece = { side, skip: page * MOST_LISTED, limit: MOST_LISTED + 1 };
  const list = yield* tx.praise.listOwn(person, piece);
  return { list: list.slice(0, MOST_LISTED), more: list.length > MOST_LISTED };
}

/** Who gave, received and wrote back. */
export function* readNames(
  { tx }: Pick<Work, "tx">,
  list: readonly OwnShoutOut[],
): Steps<MyShoutOuts["nameOf"]> {
  const ids = new Set(list.flatMap(({ giver, receivers }) => [giver, ...receivers]));
  const people = yield* tx.roster.listPeople([...ids]);
  const names = new Map<PersonId, string>(people.map((each) => [each.id, displayName(each)]));
  return (id) => names.get(id);
}
