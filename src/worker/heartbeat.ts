import { schedule } from "node-cron";
import type { Loop } from "./loop.ts";

/** Wakes the loop every minute and once now; the truth of what is due is in the database. */
export function startHeartbeat(loop: Loop): { stop(): void } {
  const task = schedule("* * * * *", () => loop.wake(), { timezone: "Etc/UTC", noOverlap: true });
  loop.wake();
  return { stop: () => void task.stop() };
}
