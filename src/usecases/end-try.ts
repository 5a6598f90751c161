import type { TryId } from "#domain/ids.ts";
import type { Try, TryOutcome } from "#domain/try.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { tryAskId } from "./send-try-ask.ts";

/** I keep it, change it or drop it; said again, the last word counts. Undefined if there is no such try. */
export async function endTry(
  product: Product,
  act: Act,
  { id, outcome }: { readonly id: TryId; readonly outcome: TryOutcome },
): Promise<Try | undefined> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const one = yield* tx.serving.findTry(id);
    yield* requireRight(work, act, { right: "endTry", owners: one ? [one.person] : [] });
    if (!one) return undefined;
    const ended = { ...one, outcome, endedAt: one.endedAt ?? now };
    yield* tx.serving.saveTry(ended);
    yield* tx.schedule.remove(tryAskId(id));
    yield* tx.outbox.cancelGroup(tryAskId(id));
    return ended;
  });
}
