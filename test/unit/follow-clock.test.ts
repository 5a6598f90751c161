import { expect, test } from "vitest";
import { createCorrectedClock, createMovableClock } from "#host/clock.ts";
import { followClock } from "#worker/follow-clock.ts";

const right = new Date("2025-09-02T14:00:00Z").getTime();

/** A replica whose machine is so many seconds off, and a database whose answer takes so long. */
function openReplica(offSeconds: number, tookMs = 0) {
  const machine = createMovableClock(new Date(right + offSeconds * 1000), {
    now: () => new Date(0),
  });
  const clock = createCorrectedClock(machine);
  const lines: string[] = [];
  const log = {
    info: () => undefined,
    error: () => undefined,
    warn: (line: string) => void lines.push(line),
  };
  const answer = { isAway: false, offSeconds: 0 };
  const readClock = async (): Promise<Date> => {
    if (answer.isAway) throw new RangeError("away");
    machine.moveTo(new Date(machine.now().getTime() + tookMs));
    return await Promise.resolve(new Date(right + answer.offSeconds * 1000 + tookMs / 2));
  };
  const look = async () => await followClock({ health: { readClock }, log, machine, clock });
  return { clock, look, lines, answer };
}

test("replicas whose machines disagree by minutes take the database's time, and say so once", async () => {
  const [early, late] = [openReplica(-90), openReplica(90)];
  for (const { look } of [early, late, early, late]) await look();
  expect(early.clock.now()).toEqual(new Date(right));
  expect(late.clock.now()).toEqual(new Date(right));
  expect([...early.lines, ...late.lines]).toEqual(["clock_put_right", "clock_put_right"]);
});

test("a machine that is put right again goes by its own clock", async () => {
  const { clock, look, answer } = openReplica(90);
  await look();
  answer.offSeconds = 91;
  await look();
  expect(clock.aheadMs()).toBe(0);
});

test("less than two seconds is left alone, and so is what a slow or missing answer says", async () => {
  const [near, slow, away] = [openReplica(1.5), openReplica(90, 1500), openReplica(90)];
  away.answer.isAway = true;
  for (const { look, clock, lines } of [near, slow, away]) {
    await look();
    expect([clock.aheadMs(), lines]).toEqual([0, []]);
  }
});
