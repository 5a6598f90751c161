import { fork } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { report, spread } from "./figures.ts";

/** LEAK_EVENTS=1000000 is the whole run. */
const EVENTS = Number(process.env.LEAK_EVENTS ?? 100_000);
const PARTS = 10;
/** One in so many is new; the others come again, as platforms send them again. */
const NEW_OF = 5;
const BENCH_MS = 7_200_000;
/** The first parts fill what is kept for good: compiled code, words, statements. */
const SETTLED = 3;
/** Bytes for each event that are no more than noise: what is kept of an event by mistake is more. */
const MOST_BYTES = 10;

interface Held {
  readonly events: number;
  readonly heap: number;
  readonly rss: number;
  /** Shout-outs that were stored in this part. */
  readonly kept: number;
}

/** The slope of the line that lies nearest to the points. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const [over, under] = points.reduce(
    ([a, b], [px, py]) => [a + (px - x) * (py - y), b + (px - x) ** 2],
    [0, 0],
  );
  return over / under;
}

test("what a process holds stays the same, however many events it handles", {
  timeout: BENCH_MS,
}, async () => {
  const args = [EVENTS, PARTS, NEW_OF].map(String);
  const execArgv = ["--import", "tsx", "--expose-gc"];
  const from = performance.now();
  const child = fork("test/bench/leak-child.ts", args, { execArgv });
  const held: Held[] = [];
  child.on("message", (told: Held) => held.push(told));
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  const later = held.slice(SETTLED);
  const bytes = Math.max(0, slopeOf(later.map(({ events, heap }) => [events, heap])));
  const mega = (pick: (one: Held) => number) => later.map((one) => pick(one) / 2 ** 20);
  report(`${EVENTS.toLocaleString("en-US")} events in one process, four of five come again`, {
    "heap after collection": spread(
      mega(({ heap }) => heap),
      "MB",
    ),
    "growth an event": spread([bytes], "bytes").atMost(MOST_BYTES),
    "resident memory": spread(
      mega(({ rss }) => rss),
      "MB",
    ),
    "events a second": spread([EVENTS / ((performance.now() - from) / 1000)], "events"),
  });
  const kept = held.reduce((sum, one) => sum + one.kept, 0);
  expect(held).toHaveLength(PARTS);
  // Some people left the district, and thank nobody.
  expect(kept).toBeGreaterThan((0.9 * EVENTS) / NEW_OF);
});
