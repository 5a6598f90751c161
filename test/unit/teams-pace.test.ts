import fc from "fast-check";
import { expect, test } from "vitest";
import { createPace } from "#adapters/teams/pace.ts";

const START = Date.parse("2025-09-09T14:00:00Z");

function createDesk() {
  let now = START;
  const pace = createPace({ now: () => new Date(now) });
  return {
    pace,
    forward: (ms: number): void => {
      now += ms;
    },
    now: () => now,
  };
}

test("an eighth message in one second to one conversation waits, and says how long", () => {
  const { pace, forward } = createDesk();
  for (let sent = 0; sent < 7; sent++) expect(pace.take("w", "c")).toBeUndefined();
  expect(pace.take("w", "c")).toBe(1);
  expect(pace.take("w", "another")).toBeUndefined();
  forward(1000);
  expect(pace.take("w", "c")).toBeUndefined();
  expect(pace.take("w", "c")).toBe(1);
});

test("a workspace that is asked to wait waits alone", () => {
  const { pace, forward } = createDesk();
  pace.wait("slow", 30);
  expect(pace.take("slow", "c")).toBe(30);
  expect(pace.takeAny("slow")).toBe(30);
  expect(pace.take("other", "c")).toBeUndefined();
  forward(30_000);
  expect(pace.take("slow", "c")).toBeUndefined();
});

test("what a person waits for is counted, and never refused", () => {
  const { pace } = createDesk();
  for (let sent = 0; sent < 45; sent++) pace.count("w", `c${sent}`);
  expect(pace.take("w", "new")).toBe(1);
  expect(() => pace.count("w", "new")).not.toThrow();
});

test("a clock that is put back keeps nobody waiting", () => {
  const { pace, forward } = createDesk();
  for (let sent = 0; sent < 7; sent++) pace.take("w", "c");
  forward(-3_600_000);
  expect(pace.take("w", "c")).toBeUndefined();
});

/** Teams' own limits for one bot in one conversation. */
const limits = [
  { most: 7, ms: 1000 },
  { most: 8, ms: 2000 },
  { most: 60, ms: 30_000 },
  { most: 1800, ms: 3_600_000 },
];

test("whatever is asked for and whenever, no limit of Teams is ever exceeded", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 400 });
  fc.assert(
    fc.property(steps, (waits) => {
      const { pace, forward, now } = createDesk();
      const sent: number[] = [];
      for (const wait of waits) {
        forward(wait);
        if (pace.take("w", "c") === undefined) sent.push(now());
      }
      for (const { most, ms } of limits) {
        for (const at of sent) {
          expect(sent.filter((one) => one > at - ms && one <= at).length).toBeLessThanOrEqual(most);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("who waits as long as was said is let through", () => {
  const { pace, forward, now } = createDesk();
  const times: number[] = [];
  while (times.length < 70) {
    const seconds = pace.take("w", "c");
    if (seconds === undefined) times.push(now());
    else forward(Math.ceil(seconds * 1000));
  }
  expect((times.at(-1) ?? 0) - START).toBeLessThan(60_000);
});
