import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import type { StoreHealth } from "#ports/store-health.ts";

/** A clock that can be put right. */
interface Followed {
  /** How far it is ahead of the machine's own, in milliseconds. */
  aheadMs(): number;
  correct(aheadMs: number): void;
}

interface Following {
  readonly health: Pick<StoreHealth, "readClock">;
  readonly log: Log;
  readonly machine: Clock;
  readonly clock: Followed;
}

/** Less is no matter to anybody, and may be the time that the answer took. */
const BEARABLE_MS = 2000;
/** An answer that took longer tells nothing of seconds. */
const SLOW_MS = 1000;
const LOOK_MS = 60_000;

/**
 * Goes by the database's clock, which all replicas share: one that is a minute ahead would take others'
 * leases for ended and send what they are sending. What cannot be asked changes nothing.
 */
export async function followClock({ health, log, machine, clock }: Following): Promise<void> {
  const from = machine.now().getTime();
  const there = await health.readClock().catch(() => undefined);
  const until = machine.now().getTime();
  const took = until - from;
  if (!there || took < 0 || took > SLOW_MS) return;
  const aheadMs = there.getTime() - (from + until) / 2;
  if (Math.abs(aheadMs - clock.aheadMs()) < BEARABLE_MS) return;
  clock.correct(Math.abs(aheadMs) < BEARABLE_MS ? 0 : aheadMs);
  log.warn("clock_put_right", { seconds: Math.round(aheadMs / 1000) });
}

/** Looks now and every minute; gives how to end it. */
export async function keepFollowing(following: Following): Promise<() => void> {
  await followClock(following);
  const timer = setInterval(() => void followClock(following), LOOK_MS).unref();
  return () => clearInterval(timer);
}
