import { TeamsError, type World } from "./world.ts";

type Window = readonly [most: number, seconds: number];

const writing: readonly Window[] = [
  [7, 1],
  [8, 2],
  [60, 30],
  [1800, 3600],
];
const reading: readonly Window[] = [
  [14, 1],
  [16, 2],
  [120, 30],
  [3600, 3600],
];
const everything: readonly Window[] = [[50, 1]];

export interface Limits {
  /** Throws 429 for a call that must wait; it is not counted then. */
  take(call: { readonly place: string; readonly reads: boolean }): void;
}

/** Sliding windows: per conversation for writing and for reading, and for all calls together. */
export function createLimits(world: World): Limits {
  const seen = new Map<string, number[]>();

  const waitOf = (key: string, windows: readonly Window[], now: number): number => {
    const times = (seen.get(key) ?? []).filter((at) => at > now - 3_600_000);
    seen.set(key, times);
    const waits = windows.map(([most, seconds]) => {
      const recent = times.filter((at) => at > now - seconds * 1000);
      const oldest = recent.at(-most);
      return oldest === undefined ? 0 : oldest + seconds * 1000 - now;
    });
    return Math.max(...waits);
  };

  return {
    take({ place, reads }) {
      const now = world.clock.now().getTime();
      const key = `${reads ? "read" : "write"} ${place}`;
      const own = waitOf(key, reads ? reading : writing, now);
      const wait = Math.max(own, waitOf("all", everything, now));
      if (wait > 0) throw throttled(Math.max(1, Math.ceil(wait / 1000)));
      seen.get(key)?.push(now);
      seen.get("all")?.push(now);
    },
  };
}

function throttled(seconds: number): TeamsError {
  const headers = { "retry-after": String(seconds) };
  return new TeamsError(429, "Throttled", { message: "Too many requests.", headers });
}
