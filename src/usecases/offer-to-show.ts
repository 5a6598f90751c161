import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { tellWaiting } from "./tell-waiting.ts";

/** Whether somebody who offers takes messages: nobody is sent to who has stopped them. */
export type OfferedToShow = "offered" | "stopped";

/** I am happy to show a practice. Somebody who waits for it is told, once. */
export async function offerToShow(
  product: Product,
  act: Act,
  practice: string,
): Promise<OfferedToShow> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, act, "offerToShow");
    yield* tx.showing.addOffer({ person: me.id, practice, at: now });
    if ((yield* tx.roster.getPreferences(me.id)).stoppedAt) return "stopped";
    yield* tellWaiting(work, me, practice);
    return "offered";
  });
}
