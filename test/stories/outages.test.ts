import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDay, mondayOf } from "#domain/local-time.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { mayStartAt } from "#domain/windows.ts";
import { at, ideasTo, startServing } from "./serving-rig.ts";
import { district, siteAt, type WaveWorld, zone } from "./wave-world.ts";

const HOUR_MS = 60 * 60 * 1000;
/** From before the clocks go back until after they go forward. */
const MONDAY = "2025-10-20";
const WEEKS = 21;
const DAYS = WEEKS * 7;

interface Off {
  readonly hour: number;
  readonly hours: number;
}

const outages = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: DAYS * 24 }),
    // Some hours, some days, and longer than a week.
    hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 100, max: 300 })),
  }),
  { minLength: 8, maxLength: 16 },
);

const schoolDays = buildSchoolDays([
  { day: "2025-08-04", kind: "first_day", label: "" },
  { day: "2026-05-27", kind: "last_day", label: "" },
]);

test("whenever the bot is off, no channel gets two ideas a week, and none where it was up in time", async () => {
  await fc.assert(
    fc.asyncProperty(outages, async (offs) => {
      const start = at(`${MONDAY}T00:00`);
      const world = await startServing({ start, sites: 1 });
      try {
        await keepIdeasAlone(world);
        const ups = await live(world, start, offs);
        for (let week = 0; week < WEEKS; week++) check(world, addDays(MONDAY, 7 * week), ups);
      } finally {
        await world.stop();
      }
    }),
    { numRuns: 3 },
  );
}, 60_000);

/** Everything else that is planned costs time and says nothing here. */
async function keepIdeasAlone({ product }: WaveWorld): Promise<void> {
  await product.store.transaction(district, function* ({ schedule }) {
    for (const { id, campaign } of yield* schedule.listDue(at("2027-01-01T00:00"), 100)) {
      if (campaign !== "nudge") yield* schedule.remove(id);
    }
  });
}

type Stretch = readonly [from: number, until: number];

/** Runs through the weeks with those outages; gives when it was up. */
async function live(world: WaveWorld, start: Date, offs: readonly Off[]): Promise<Stretch[]> {
  const ups: Stretch[] = [];
  let from = start.getTime();
  for (const { hour, hours } of [...offs].sort((a, b) => a.hour - b.hour)) {
    const off = Math.max(from, start.getTime() + hour * HOUR_MS);
    await world.goTo(new Date(off));
    ups.push([from, off]);
    from = off + hours * HOUR_MS;
    world.sleepUntil(new Date(from));
  }
  const end = start.getTime() + DAYS * 24 * HOUR_MS;
  if (end > from) {
    await world.goTo(new Date(end));
    ups.push([from, end]);
  }
  return ups;
}

function check({ sent }: WaveWorld, monday: string, ups: readonly Stretch[]): void {
  const ideas = ideasTo(sent, 0).filter(
    ({ sentAt }) => mondayOf(localDay(sentAt, zone)) === monday,
  );
  expect(ideas.length).toBeLessThanOrEqual(1);
  const week = {
    from: at(`${addDays(monday, 1)}T07:30`),
    until: at(`${addDays(monday, 5)}T00:00`),
  };
  if (ideas.length === 0) expect(wasUpInTime(week, ups)).toBe(false);
  for (const { sentAt } of ideas) expect(mayBegin(sentAt)).toBe(true);
}

/** True if for a quarter of an hour of the school's hours, from its slot on, it ran. */
function wasUpInTime(
  { from, until }: { readonly from: Date; readonly until: Date },
  ups: readonly Stretch[],
): boolean {
  const step = HOUR_MS / 4;
  for (let time = from.getTime(); time < until.getTime(); time += step) {
    const isUp = ups.some(([begin, end]) => begin <= time && time + step <= end);
    if (isUp && mayBegin(new Date(time)) && mayBegin(new Date(time + step))) return true;
  }
  return false;
}

function mayBegin(time: Date): boolean {
  const bells = {
    studentStart: "08:00",
    studentEnd: "15:00",
    staffStart: "07:15",
    staffEnd: "16:00",
    lunchStart: "11:30",
    lunchEnd: "12:15",
  };
  const site = { zone, bells, site: siteAt(0) };
  return mayStartAt({ kind: "nudge", site, schoolDays, at: time });
}
