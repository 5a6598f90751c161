import type { Clock } from "#ports/clock.ts";

/** Longer than a signature is good for, and than Slack goes on sending an event again. */
const KEPT_MS = 15 * 60_000;
const MOST = 20_000;

/** Which keys acted lately, in this process; the store knows about all of them. */
export interface Seen<T> {
  /**
   * Runs it once for a key: who asks meanwhile shares the answer, who asks later gets undefined.
   * An answer that is not settled may be asked for again.
   */
  once(key: string, run: () => Promise<T>): Share<T> | undefined;
}

export interface Share<T> {
  readonly answer: Promise<T>;
  /** True for the one whose request runs it. */
  readonly first: boolean;
}

export function createSeen<T>(clock: Clock, isSettled: (answer: T) => boolean): Seen<T> {
  const running = new Map<string, Promise<T>>();
  const done = new Map<string, number>();
  const remember = (key: string): void => {
    done.set(key, clock.now().getTime());
    if (done.size > MOST) for (const oldest of done.keys()) return void done.delete(oldest);
  };
  const isDone = (key: string): boolean => {
    const at = done.get(key);
    return at !== undefined && clock.now().getTime() - at < KEPT_MS;
  };
  return {
    once: (key, run) => {
      const shared = running.get(key);
      if (shared !== undefined) return { answer: shared, first: false };
      if (isDone(key)) return undefined;
      const answer = run()
        .then((given) => {
          if (isSettled(given)) remember(key);
          return given;
        })
        .finally(() => running.delete(key));
      running.set(key, answer);
      return { answer, first: true };
    },
  };
}
