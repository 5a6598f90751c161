import { lookCard } from "#messages/look-card.ts";
import type { Card } from "#ports/card.ts";
import type { Act, Product, Work } from "./product.ts";
import { findLookScope, readNotLooked } from "./read-not-looked.ts";
import { requireRight } from "./require-right.ts";

/** `/pl look`: where nobody has looked, as far as the actor leads. Throws NOT_ALLOWED. */
export async function showNotLooked(product: Product, act: Act): Promise<Card> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* tx.roster.getPerson(act.person);
    const scope = yield* findLookScope(work, me);
    const [site] = scope?.schools ?? [];
    const [cluster] = scope?.clusters ?? [];
    yield* requireRight(work, act, { right: "showNotLooked", site: site?.id, cluster });
    const nothing = { schools: [], clusters: [], practices: false };
    return lookCard(product.words, yield* readNotLooked(work, scope ?? nothing));
  });
}
