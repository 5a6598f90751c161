import type { PersonId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** I need not be told any more when somebody shows the practice. */
export async function stopWaiting(product: Product, act: Act, practice: string): Promise<void> {
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "stopWaiting");
    yield* tx.roster.guardPerson(me.id);
    yield* endWaiting(work, me.id, practice);
  });
}

/** Nobody is told of the practice who waited for it until now. */
export function* endWaiting({ tx, now }: Work, asker: PersonId, practice: string): Steps<void> {
  for (const visit of yield* tx.showing.listOpenVisits(practice)) {
    if (visit.asker !== asker) continue;
    yield* tx.showing.saveVisit({ ...visit, state: "done", answeredAt: now });
  }
}
