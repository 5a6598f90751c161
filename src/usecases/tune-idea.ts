import { schoolYearOf } from "#domain/connections.ts";
import { localDay } from "#domain/local-time.ts";
import { markWith, openKey } from "./district-key.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

export interface Tuning {
  readonly nudge: string;
  readonly useful: boolean;
}

/** "gone" for an idea that the library has no more. */
export type Tuned = "counted" | "before" | "gone";

/**
 * "Useful" or "Not for me": counts the press and forgets who pressed, but for a mark by which the same
 * person's second press does not count, and which nobody can read from the database alone.
 */
export async function tuneIdea(
  product: Product,
  act: Act,
  { nudge, useful }: Tuning,
): Promise<Tuned> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "tuneIdea");
    if (!product.words.library.nudges.some(({ id }) => id === nudge)) return "gone";
    const mark = markWith(product, yield* openKey(work, "tuning"), `${nudge}:${act.person}`);
    const isFirst = yield* tx.events.remember(`tuning:${mark}`, now);
    if (!isFirst) return "before";
    const { zone } = yield* tx.roster.getDistrict();
    yield* tx.serving.countTuning(nudge, schoolYearOf(localDay(now, zone)), useful);
    return "counted";
  });
}
