import { schedule } from "node-cron";
import type { Log } from "#ports/log.ts";
import type { Loop } from "./loop.ts";

/** Lets the loop look around every minute and once now; the truth of what is due is in the database. */
export function startHeartbeat(loop: Loop, log: Log): { stop(): void } {
  const sweep = (): void =>
    void loop.sweep().catch((cause: unknown) => log.error("round_failed", { cause }));
  const task = schedule("* * * * *", sweep, { timezone: "Etc/UTC", noOverlap: true });
  sweep();
  return { stop: () => void task.stop() };
}
