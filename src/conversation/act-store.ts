import type { Clock } from "#ports/clock.ts";
import type { Store, Transaction } from "#ports/store.ts";
import type { Act } from "#usecases/product.ts";

/** Undoes the transaction it is thrown in: this event has acted already. */
export class EventRepeated extends Error {
  override readonly name = "EventRepeated";
}

/** One act's store: whatever the act keeps, it keeps once. */
export interface ActStore {
  readonly store: Store;
  /** Remembers the event if nothing was kept that did. Throws EventRepeated. */
  settle(): Promise<void>;
}

/**
 * The store as one act sees it: its first transaction that holds remembers the event, all or nothing,
 * so that no use case has to. Throws EventRepeated there if another turn was faster.
 */
export function createActStore(
  store: Store,
  clock: Clock,
  { district, eventKey }: Pick<Act, "district" | "eventKey">,
): ActStore {
  let kept = false;
  const transaction: Store["transaction"] = async (of, body) => {
    if (kept || of !== district) return await store.transaction(of, body);
    const result = await store.transaction(of, function* (tx) {
      if (!(yield* tx.events.remember(eventKey, clock.now()))) throw new EventRepeated();
      return yield* body(withinAct(tx, eventKey));
    });
    kept = true;
    return result;
  };
  const settle = async (): Promise<void> => {
    if (!kept) await transaction(district, (tx) => tx.events.remember(eventKey, clock.now()));
  };
  return { store: { ...store, transaction }, settle };
}

/** The act's own event is not a repetition to itself. */
function withinAct(tx: Transaction, eventKey: string): Transaction {
  const { events } = tx;
  const own: Transaction["events"] = {
    ...events,
    *remember(key, at) {
      return key === eventKey || (yield* events.remember(key, at));
    },
  };
  return { ...tx, events: own };
}
