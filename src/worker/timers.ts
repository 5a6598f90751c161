import type { DistrictId } from "#domain/ids.ts";
import type { Clock } from "#ports/clock.ts";

/** What is due sooner than the next heartbeat gets a timer of its own. */
const HEARTBEAT_MS = 60_000;
/**
 * How long what is due but cannot go yet is left alone, such as one another process has in hand: twice as
 * long each time, for a platform may be away for hours, and in a thousand districts.
 */
const BLOCKED_MS = 1000;
const MOST_BLOCKED_MS = 30_000;

/** When each district is looked at again. */
export interface Timers {
  /** Instead of what was set before; undefined for nothing. */
  set(district: DistrictId, next: Date | undefined): void;
  /** Something left: what is due there does not stand still. */
  noteMoved(district: DistrictId): void;
  stop(): void;
}

export function createTimers(clock: Clock, look: (district: DistrictId) => void): Timers {
  const timers = new Map<DistrictId, NodeJS.Timeout>();
  const blocked = new Map<DistrictId, number>();
  const waitFor = (district: DistrictId, next: Date): number => {
    const ahead = next.getTime() - clock.now().getTime();
    const before = blocked.get(district);
    blocked.delete(district);
    if (ahead > 0) return ahead;
    const wait = before ? Math.min(2 * before, MOST_BLOCKED_MS) : BLOCKED_MS;
    blocked.set(district, wait);
    return wait;
  };
  return {
    noteMoved: (district) => void blocked.delete(district),
    set: (district, next) => {
      clearTimeout(timers.get(district));
      timers.delete(district);
      if (!next) return;
      const wait = waitFor(district, next);
      // Without gathering: a pace would be slower by it.
      if (wait < HEARTBEAT_MS) timers.set(district, setTimeout(look, wait, district).unref());
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
