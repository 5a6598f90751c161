import { expect, test } from "vitest";
import { addDays, localDay, mondayOf } from "#domain/local-time.ts";
import { at, ideasTo, startServing } from "#test/stories/serving-rig.ts";
import { type WaveWorld, zone } from "#test/stories/wave-world.ts";
import { createChance } from "./chance.ts";
import { addRow } from "./table.ts";
import { expectClean } from "./verdict.ts";

const MONDAY = "2025-08-18";
const WEEKS = 6;
const SITES = 2;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const JUMPS = WEEKS * 2;
const TEST_MS = 60_000;

/** What one school's channel got twice of one week, or not at all. */
function judgeWeeks(world: WaveWorld) {
  const lost: string[] = [];
  const doubled: string[] = [];
  for (let site = 0; site < SITES; site++) {
    for (let week = 0; week < WEEKS; week++) {
      const monday = addDays(MONDAY, 7 * week);
      const ideas = ideasTo(world.sent, site).filter(
        ({ sentAt }) => mondayOf(localDay(sentAt, zone)) === monday,
      );
      const name = `school ${site}, week of ${monday}`;
      if (ideas.length === 0) lost.push(name);
      if (ideas.length > 1) doubled.push(name);
    }
  }
  return { lost, doubled };
}

/** What should have run and has not. */
async function listStuck({ product }: WaveWorld): Promise<readonly string[]> {
  const [district] = await product.store.listDistricts();
  if (district === undefined) return ["no district"];
  const due = await product.store.read(district, ({ schedule }) =>
    schedule.listDue(new Date(product.clock.now().getTime() - HOUR_MS), 100),
  );
  return due.map(({ id }) => id);
}

test("a clock that goes back an hour and forward a day costs no week its idea, and doubles none", {
  timeout: TEST_MS,
}, async () => {
  const chance = createChance("clock");
  const start = at(`${MONDAY}T06:00`);
  const world = await startServing({ start, sites: SITES });
  try {
    for (let week = 0; week < WEEKS; week++) {
      const monday = at(`${addDays(MONDAY, 7 * week)}T06:00`).getTime();
      // Back within the first days; forward at latest from Wednesday: a school day is left of the week.
      const back = monday + chance.between(0, 1.9 * DAY_MS);
      const forward = monday + chance.between(2 * DAY_MS, 3 * DAY_MS);
      await world.goTo(new Date(back));
      world.clock.moveTo(new Date(back - HOUR_MS));
      await world.goTo(new Date(forward));
      world.clock.moveTo(new Date(forward + DAY_MS));
    }
    await world.goTo(at(`${addDays(MONDAY, 7 * WEEKS)}T05:00`));
    const found = { ...judgeWeeks(world), disordered: [], stuck: await listStuck(world) };
    addRow(expectClean({ fault: "clock back an hour, forward a day", times: JUMPS }, found));
    expect(new Set(world.sent.map(({ key }) => key)).size).toBe(world.sent.length);
  } finally {
    await world.stop();
  }
});
