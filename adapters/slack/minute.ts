import type { Clock } from "#ports/clock.ts";

const MINUTE_MS = 60_000;

/**
 * What Slack's tiers allow in a minute, with room for what people do at the same time. Posts are paced
 * by the outbox itself; methods that are not named are called too seldom to meet a limit.
 */
const MOST_A_MINUTE: Readonly<Record<string, number>> = {
  "chat.update": 45,
  "chat.delete": 45,
  "conversations.history": 45,
  "conversations.open": 45,
  "views.publish": 90,
};

/** Keeps the calls of the last minute, by workspace and method, so that no limit is met. */
export interface Minute {
  /** Counts a call that may be made now; else says in how many seconds there is room. */
  take(workspace: string, method: string): number | undefined;
}

export function createMinute(clock: Clock): Minute {
  const taken = new Map<string, number[]>();
  return {
    take: (workspace, method) => {
      const most = MOST_A_MINUTE[method];
      if (most === undefined) return undefined;
      const key = `${workspace}/${method}`;
      const now = clock.now().getTime();
      const lately = (taken.get(key) ?? []).filter((at) => now - at < MINUTE_MS);
      taken.set(key, lately);
      const [oldest = now] = lately;
      if (lately.length >= most) return (oldest + MINUTE_MS - now) / 1000;
      lately.push(now);
      return undefined;
    },
  };
}
