import type { Clock } from "#ports/clock.ts";
import type { Loop } from "./loop.ts";

/** A clock that can be put forward, and goes on from there. */
export interface MovableClock extends Clock {
  moveTo(at: Date): void;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Stops at every moment at which something is due on the way to `to`; gives what was delivered. */
export async function travel(
  clock: MovableClock,
  loop: Pick<Loop, "runDue" | "nextAt">,
  to: Date,
): Promise<number> {
  let delivered = await loop.runDue();
  let last = 0;
  let pauseMs = SECOND_MS;
  for (;;) {
    const next = await loop.nextAt();
    if (!next || next > to) break;
    // What is due but could not be sent yet is looked at a second later, then less and less often.
    const now = clock.now().getTime();
    const blocked = next.getTime() <= last;
    last = blocked ? now + pauseMs : Math.max(next.getTime(), now);
    pauseMs = nextPause(pauseMs, blocked);
    if (last > to.getTime()) break;
    clock.moveTo(new Date(last));
    delivered += await loop.runDue();
  }
  if (to > clock.now()) clock.moveTo(to);
  return delivered + (await loop.runDue());
}

function nextPause(pauseMs: number, blocked: boolean): number {
  return blocked ? Math.min(pauseMs * 2, MINUTE_MS) : SECOND_MS;
}
