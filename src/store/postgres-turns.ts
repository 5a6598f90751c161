import { unavailable } from "./postgres-troubles.ts";

/** As long as somebody waits for a connection while the database is away. */
const PATIENCE_MS = 2000;

/** Who has a connection, and who waits for one. */
export interface Turns {
  /** Runs the work once a connection is free. Throws DATABASE_UNAVAILABLE if none can be made. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Tells how the last connection went: to wait for others is no fault, to wait for nobody is. */
  note(isAway: boolean): void;
}

interface Waiting {
  readonly begin: () => void;
}

/**
 * A pool counts the time in its queue as time without an answer: on a busy Monday a database that is well
 * would seem to be away. What people wait for comes before what is due by itself.
 */
export function createTurns(most: number, isUrgent: () => boolean): Turns {
  const [urgent, others] = [new Set<Waiting>(), new Set<Waiting>()];
  let free = most;
  let isAway = false;
  const wait = async (queue: Set<Waiting>): Promise<void> =>
    await new Promise<void>((resolve, reject) => {
      const one: Waiting = {
        begin: () => {
          clearInterval(timer);
          resolve();
        },
      };
      const timer = setInterval(() => {
        if (!isAway) return;
        clearInterval(timer);
        queue.delete(one);
        reject(unavailable());
      }, PATIENCE_MS);
      queue.add(one);
    });
  const passOn = (): void => {
    const queue = urgent.size > 0 ? urgent : others;
    const [next] = queue;
    if (!next) {
      free += 1;
      return;
    }
    queue.delete(next);
    next.begin();
  };
  return {
    take: async (work) => {
      if (free > 0) free -= 1;
      else await wait(isUrgent() ? urgent : others);
      return await work().finally(passOn);
    },
    note: (seen) => {
      isAway = seen;
    },
  };
}
