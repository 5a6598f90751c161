import type { App } from "#compose";
import type { createMovableClock } from "#host/clock.ts";

const STEP_MS = 100;
const A_DAY_AND_A_HALF_MS = 36 * 3_600_000;

interface Running {
  readonly app: App;
  readonly clock: ReturnType<typeof createMovableClock>;
}

/** Lets the clock run through the next day and a half, until nothing more is due in it. */
export async function deliverAll({ app, clock }: Running): Promise<void> {
  const end = clock.now().getTime() + A_DAY_AND_A_HALF_MS;
  for (;;) {
    await app.loop.runDue();
    const next = await app.loop.nextAt();
    if (!next || next.getTime() > end) return;
    clock.moveTo(new Date(Math.max(next.getTime(), clock.now().getTime() + STEP_MS)));
  }
}
