import type { Act, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** I am happy to show a practice no longer; false if I was not. A visit that is agreed stays agreed. */
export async function stopShowing(product: Product, act: Act, practice: string): Promise<boolean> {
  return await product.store.transaction(act.district, function* (tx) {
    const { id: person } = yield* requireRight({ tx }, act, "stopShowing");
    return yield* tx.showing.removeOffer({ person, practice });
  });
}
