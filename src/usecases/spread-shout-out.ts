import type { ShoutOutId } from "#domain/ids.ts";
import type { Act, Product, Work } from "./product.ts";
import { redrawSummaries } from "./redraw-summaries.ts";
import { requireRight } from "./require-right.ts";

/** "private" for one that no other school may read, whoever agrees. */
export type Spread = "gone" | "private" | "kept";

/**
 * Keeps that somebody in a shout-out lets other schools read it, or does not any more: then it leaves the
 * channels of other schools. Throws NOT_ALLOWED.
 */
export async function spreadShoutOut(
  product: Product,
  act: Act,
  { id, agreed }: { readonly id: ShoutOutId; readonly agreed: boolean },
): Promise<Spread> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* tx.praise.guardShoutOut(id);
    const shoutOut = yield* tx.praise.findShoutOut(id);
    if (!shoutOut) return "gone";
    const owners = [shoutOut.giver, ...shoutOut.receivers];
    yield* requireRight(work, act, { right: "spreadShoutOut", owners });
    if (agreed && shoutOut.share === "private") return "private";
    yield* tx.praise.saveSpread(id, act.person, agreed ? work.now : undefined);
    if (!agreed) yield* redrawSummaries(work, id);
    return "kept";
  });
}
