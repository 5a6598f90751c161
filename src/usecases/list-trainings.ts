import { may } from "#domain/rights.ts";
import type { MadeChange } from "#domain/training.ts";
import type { TrainingView } from "#messages/training-cards.ts";
import type { Actor, Product, Work } from "./product.ts";
import { readTrainings } from "./read-trainings.ts";
import { requireRight } from "./require-right.ts";

/** What is worth offering now, and what was accepted and not yet said. Throws NOT_ALLOWED. */
export async function listTrainings(product: Product, act: Actor): Promise<TrainingView> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "listTrainings");
    const changes = yield* tx.deciding.listChanges();
    return {
      suggestions: yield* readTrainings(work),
      drafts: changes.filter(({ saidAt, withdrawnAt }) => !(saidAt || withdrawnAt)),
    };
  });
}

const MOST_SAID = 10;

/** What was heard and changed, for everybody on the staff; the newest first. */
export async function listSaidChanges(product: Product, act: Actor): Promise<SaidChanges> {
  return await product.store.read(act.district, function* (tx) {
    const person = yield* requireRight({ tx }, act, "listSaidChanges");
    const all = yield* tx.deciding.listChanges();
    const changes = all
      .filter(({ saidAt, withdrawnAt }) => saidAt && !withdrawnAt)
      .toSorted((a, b) => (b.saidAt?.getTime() ?? 0) - (a.saidAt?.getTime() ?? 0))
      .slice(0, MOST_SAID);
    return { changes, isWriter: may(person, "sayChange") };
  });
}

export interface SaidChanges {
  readonly changes: readonly MadeChange[];
  /** True for who may write one and take one back. */
  readonly isWriter: boolean;
}
