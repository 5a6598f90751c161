import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";

/** Thrown at a body's end, so that nothing of it stays. */
class Undone extends Error {}

/** A store whose every transaction is tried and undone; `kept` counts those that would have held. */
export function createUndoneStore(store: Store) {
  const kept = { count: 0 };
  const transaction = async <T>(
    district: DistrictId,
    body: (tx: Transaction) => Steps<T>,
  ): Promise<T> => {
    const results: T[] = [];
    const trying = store.transaction(district, function* (tx) {
      results.push(yield* body(tx));
      throw new Undone();
    });
    const undone = await trying.catch((error: unknown) => error);
    if (!(undone instanceof Undone)) throw undone;
    kept.count += 1;
    for (const result of results) return result;
    throw new RangeError("the body did not end");
  };
  return { store: { ...store, transaction }, kept };
}
