import type { Clock } from "#ports/clock.ts";

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** The machine's clock, put right by so much. */
export function createCorrectedClock(machine: Clock) {
  let ahead = 0;
  return {
    now: (): Date => new Date(machine.now().getTime() + ahead),
    aheadMs: (): number => ahead,
    correct: (aheadMs: number): void => {
      ahead = aheadMs;
    },
  };
}

/** A clock that starts at `start`, runs with `machine`, and can be put to any time. */
export function createMovableClock(start: Date, machine: Clock = systemClock) {
  let base = start.getTime();
  let anchor = machine.now().getTime();
  return {
    now: (): Date => new Date(base + machine.now().getTime() - anchor),
    moveTo: (at: Date): void => {
      base = at.getTime();
      anchor = machine.now().getTime();
    },
  };
}
