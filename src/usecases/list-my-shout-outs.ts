import type { PersonId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { mineCard } from "#messages/praise-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Act, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

const MOST_LISTED = 20;

/** The actor's own shout-outs, newest first; nobody can ask for somebody else's. */
export async function listMyShoutOuts(product: Product, act: Act): Promise<Card> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "listMyShoutOuts");
    const list = yield* tx.praise.listMine(act.person, MOST_LISTED);
    const ids = new Set(list.flatMap(({ giver, receivers }) => [giver, ...receivers]));
    const people = yield* tx.roster.listPeople([...ids]);
    const names = new Map<PersonId, string>(people.map((each) => [each.id, displayName(each)]));
    return mineCard(product.words, {
      me: act.person,
      list,
      nameOf: (id) => names.get(id) ?? "",
    });
  });
}
