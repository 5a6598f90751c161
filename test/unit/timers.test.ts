import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { createTimers } from "#worker/timers.ts";

const oak = toId<DistrictId>("oak");
const start = new Date("2025-09-02T14:00:00Z");
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

/** How many seconds after the start a district is looked at, where each look finds the same. */
function looksWithin(seconds: number, find: (at: number) => number | undefined) {
  const looks: number[] = [];
  const secondsNow = (): number => (Date.now() - start.getTime()) / 1000;
  const timers = createTimers({ now: () => new Date() }, (district) => {
    looks.push(secondsNow());
    set(district);
  });
  const set = (district: DistrictId): void => {
    const next = find(secondsNow());
    timers.set(district, next === undefined ? undefined : after(next));
  };
  set(oak);
  vi.advanceTimersByTime(seconds * 1000);
  timers.stop();
  return looks;
}

test("a district in which nothing can go is looked at less and less often", () => {
  expect(looksWithin(100, () => -60)).toEqual([1, 3, 7, 15, 31, 61, 91]);
});

test("what is due later is looked at when it is due, and afterwards soon again", () => {
  const looks = looksWithin(20, (at) => (at >= 3 && at < 10 ? 10 : -60));
  expect(looks).toEqual([1, 3, 10, 11, 13, 17]);
});

test("a district with nothing planned within the minute waits for the minute's look", () => {
  expect(looksWithin(200, () => 90)).toEqual([]);
  expect(looksWithin(200, () => undefined)).toEqual([]);
});

test("a district in which something left is looked at a second later, as after the first time", () => {
  const looks: number[] = [];
  const timers = createTimers({ now: () => new Date() }, () => looks.push(Date.now()));
  timers.set(oak, after(-1));
  timers.set(oak, after(-1));
  timers.noteMoved(oak);
  timers.set(oak, after(-1));
  vi.advanceTimersByTime(5000);
  expect(looks).toEqual([after(1).getTime()]);
});
