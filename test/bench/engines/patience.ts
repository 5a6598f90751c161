import { setTimeout as sleep } from "node:timers/promises";
import { type Deliver, type Job, MOST_ATTEMPTS, type Pace } from "./engine.ts";

/**
 * Tries a message until it is there or given up, for engines that cannot be told when to try again: the
 * lane stays taken meanwhile, so nothing passes it. False if it was given up.
 */
export async function tryUntilEnded(deliver: Deliver, job: Job, unsure: boolean): Promise<boolean> {
  let isUnsure = unsure;
  for (let attempts = 0; attempts < MOST_ATTEMPTS; ) {
    const sent = await deliver(job, isUnsure);
    if (sent.isThere) return true;
    isUnsure = sent.unsure;
    if (sent.counts) attempts++;
    await sleep(sent.afterSeconds * 1000);
  }
  return false;
}

/** Does the work until it succeeds: a database that is away comes back. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await sleep(200);
    }
  }
}

/** A process's own share of a workspace's pace, for engines that count nothing across processes. */
export function createShare({ perSecond }: Pace, processes: number) {
  const most = Math.max(1, Math.floor(perSecond / processes));
  const sent = new Map<string, number[]>();
  return async (workspace: string): Promise<void> => {
    const times = sent.get(workspace) ?? [];
    sent.set(workspace, times);
    for (;;) {
      const free = (times.at(-most) ?? 0) + 1000;
      const wait = free - performance.now();
      if (times.length < most || wait <= 0) break;
      await sleep(wait);
    }
    times.push(performance.now());
  };
}

/** Where loops wait for work: a call that comes while one is busy counts for its next rest. */
export function createRest() {
  const resting = new Set<() => void>();
  let calls = 0;
  return {
    /** How often it was woken: taken before a loop looks for work. */
    calls: (): number => calls,
    /** Until somebody wakes it, also if that was since `seen`. */
    rest: async (seen: number): Promise<void> => {
      if (calls !== seen) return;
      await new Promise<void>((resolve) => {
        resting.add(resolve);
      });
    },
    wake: (): void => {
      calls++;
      for (const resume of resting) resume();
      resting.clear();
    },
  };
}
