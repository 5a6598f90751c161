import fc from "fast-check";
import { expect, test } from "vitest";
import { type PersonId, toId, type WaveId } from "#domain/ids.ts";
import type { Wave } from "#domain/wave.ts";
import { waveNamed } from "#domain/wave-names.ts";
import {
  armedUntil,
  changedParts,
  defaultReminderPlan,
  FIRST_AFTER_DAYS,
  fittingPlan,
  isWindow,
  LEAST_APART_DAYS,
  LONGEST_WINDOW_DAYS,
  MOST_OFFSETS,
  MOST_REMINDERS,
  planFault,
  SHORTEST_WINDOW_DAYS,
  stampOf,
} from "#domain/wave-plan.ts";

const wave: Wave = {
  id: toId<WaveId>("w1"),
  name: "Wave 1",
  state: "draft",
  sender: toId<PersonId>("ana"),
  timeNeeded: "two hours",
  startMonth: "October",
  nextWaveMonth: "January",
  windowDays: 26,
};

test("a lead who types 2 means Wave 2, and an end that two waves share means neither", () => {
  const waves = ["Wave 1", "Wave 2", "Spring 2", "Fall North", "Late North"].map((name) => ({
    ...wave,
    name,
  }));
  const named = ["2", "WAVE 2", "spring 2", "wave 1", "1", "north", "late north", "", "3"];
  expect(named.map((typed) => waveNamed(waves, typed)?.name)).toEqual([
    ...["Wave 2", "Wave 2", "Spring 2", "Wave 1", "Wave 1", undefined, "Late North"],
    ...[undefined, undefined],
  ]);
});

const windows = fc.integer({ min: SHORTEST_WINDOW_DAYS, max: LONGEST_WINDOW_DAYS });
const anyPlan = fc.record({
  offsets: fc.array(fc.integer({ min: -2, max: 70 }), { maxLength: 4 }),
  beforeClose: fc.option(fc.integer({ min: -2, max: 70 }), { nil: undefined }),
});

/** Said once more, from the school days on which a principal would hear something. */
function isWithinCaps(
  plan: { offsets: number[]; beforeClose?: number | undefined },
  window: number,
) {
  const { offsets, beforeClose } = plan;
  const days = [...offsets, ...(beforeClose === undefined ? [] : [window - beforeClose])];
  const gaps = days.map((day, index) => day - (days[index - 1] ?? 0));
  const isFirst = days[0] === undefined || days[0] >= FIRST_AFTER_DAYS;
  const isApart = gaps.slice(1).every((gap) => gap >= LEAST_APART_DAYS);
  return offsets.length <= MOST_OFFSETS && isFirst && isApart && days.every((day) => day < window);
}

test("a plan within the caps is taken, and no other", () => {
  fc.assert(
    fc.property(anyPlan, windows, (plan, window) => {
      expect(planFault(plan, window) === undefined).toBe(isWithinCaps(plan, window));
    }),
    { numRuns: 2000 },
  );
});

test("nobody gets more than three reminders, whatever a lead plans", () => {
  fc.assert(
    fc.property(anyPlan, windows, (plan, window) => {
      fc.pre(planFault(plan, window) === undefined);
      const count = plan.offsets.length + (plan.beforeClose === undefined ? 0 : 1);
      expect(count).toBeLessThanOrEqual(MOST_REMINDERS);
    }),
  );
});

test.each([
  [{ offsets: [2, 10] }, "reminders", "first_too_early"],
  [{ offsets: [4, 6] }, "reminders", "too_close"],
  [{ offsets: [10, 4] }, "reminders", "too_close"],
  [{ offsets: [4, 8, 12] }, "reminders", "too_many"],
  [{ offsets: [4, 26] }, "reminders", "after_close"],
  [{ offsets: [4, 1.5] }, "reminders", "no_number"],
  [{ offsets: [4, 10], beforeClose: 0 }, "last", "close_too_near"],
  [{ offsets: [4, 22], beforeClose: 2 }, "last", "too_close"],
  [{ offsets: [4], beforeClose: Number.NaN }, "last", "no_number"],
] as const)("the plan %j is refused at its field", (plan, part, problem) => {
  expect(planFault(plan, 26)).toEqual({ part, problem });
});

test("a wave may have no reminder at all, and the usual plan fits the usual window", () => {
  expect(planFault({ offsets: [] }, 26)).toBeUndefined();
  expect(planFault(defaultReminderPlan, 26)).toBeUndefined();
});

test("a short window keeps as much of the plan as it has room for", () => {
  expect(fittingPlan(defaultReminderPlan, 26)).toEqual(defaultReminderPlan);
  expect(fittingPlan(defaultReminderPlan, 10)).toEqual({ offsets: [4], beforeClose: 2 });
  fc.assert(
    fc.property(windows, (window) => {
      expect(planFault(fittingPlan(defaultReminderPlan, window), window)).toBeUndefined();
    }),
  );
});

test("a window is a whole number of school days between the caps", () => {
  expect([9, 10, 26.5, 60, 61, Number.NaN].map(isWindow)).toEqual([
    false,
    true,
    false,
    true,
    false,
    false,
  ]);
});

test("every edit gives another stamp, and a first press gives none", () => {
  const edits: Partial<Wave>[] = [
    { name: "Wave 2" },
    { target: 20 },
    { capacity: 20 },
    { opensOn: "2025-09-02" },
    { windowDays: 20 },
    { closesOn: "2025-09-24" },
    { startMonth: "November" },
    { nextWaveMonth: "February" },
    { timeNeeded: "an hour" },
    { reminders: { offsets: [5] } },
    { changes: { "": "There is money for it." } },
    { state: "open" },
  ];
  const stamps = edits.map((edit) => stampOf({ ...wave, ...edit }));
  expect(new Set([stampOf(wave), ...stamps]).size).toBe(edits.length + 1);
  const armed = { ...wave, armedBy: toId<PersonId>("ana"), armedAt: new Date() };
  expect(stampOf(armed)).toBe(stampOf(wave));
  expect(changedParts(wave, { ...wave, target: 20, windowDays: 20 })).toEqual([
    "target",
    "windowDays",
  ]);
});

test("a first press counts for a quarter of an hour", () => {
  const armedAt = new Date("2025-08-18T13:30:00Z");
  const armed = { ...wave, armedBy: toId<PersonId>("ana"), armedAt };
  const until = new Date("2025-08-18T13:45:00Z");
  expect(armedUntil(armed, new Date("2025-08-18T13:44:59Z"))).toEqual(until);
  expect(armedUntil(armed, until)).toBeUndefined();
  expect(armedUntil(wave, armedAt)).toBeUndefined();
});
