import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Store, Transaction } from "#ports/store.ts";

type Body<T> = (tx: Transaction) => Steps<T>;

interface Waiting {
  /** Runs it in a transaction of several; gives what tells whoever asked, once that is kept. */
  readonly run: Body<() => void>;
  /** Runs it in one of its own, after the several have failed. */
  readonly runAlone: () => void;
}

/** Small pieces of one district's work, several of them in one commit. */
export type Together = <T>(body: Body<T>) => Promise<T>;

/** More in one transaction would keep others waiting for its locks. */
const MOST = 50;

/**
 * What comes while a commit is under way goes into the next one, all of it together: a database takes
 * as long to keep fifty ends of messages as to keep one. One that fails undoes no other.
 */
export function createTogether(store: Pick<Store, "transaction">, district: DistrictId): Together {
  const waiting: Waiting[] = [];
  let isRunning = false;
  const runSome = async (): Promise<void> => {
    const some = waiting.splice(0, MOST);
    const keepAll = function* (tx: Transaction): Steps<readonly (() => void)[]> {
      const tells: (() => void)[] = [];
      for (const one of some) tells.push(yield* one.run(tx));
      return tells;
    };
    await store.transaction(district, keepAll).then(
      (tells) => {
        for (const tell of tells) tell();
      },
      () => {
        for (const one of some) one.runAlone();
      },
    );
  };
  const runAll = async (): Promise<void> => {
    isRunning = true;
    // What ends at the same moment comes along.
    await new Promise(setImmediate);
    while (waiting.length > 0) await runSome();
    isRunning = false;
  };
  return async (body) =>
    await new Promise((resolve, reject) => {
      waiting.push({
        run: function* (tx) {
          const value = yield* body(tx);
          return () => resolve(value);
        },
        runAlone: () => void store.transaction(district, body).then(resolve, reject),
      });
      if (!isRunning) void runAll();
    });
}
