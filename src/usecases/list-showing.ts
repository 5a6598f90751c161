import type { PersonId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** `/pl show`: the practices I am happy to show, the oldest first. */
export async function listShowing(product: Product, act: Act): Promise<readonly string[]> {
  return await product.store.read(act.district, function* (tx) {
    const me = yield* requireRight({ tx }, act, "listShowing");
    return yield* readShowing({ tx }, me.id);
  });
}

/** The ids of the practices somebody is happy to show. */
function* readShowing({ tx }: Pick<Work, "tx">, person: PersonId): Steps<readonly string[]> {
  return (yield* tx.showing.listOffersOf(person)).map(({ practice }) => practice);
}
