import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDay, mondayOf } from "#domain/local-time.ts";
import type { NudgeDay } from "#domain/site-choices.ts";
import { chooseSchoolWeek } from "#usecases/choose-school-week.ts";
import { endSchoolPause } from "#usecases/end-pause.ts";
import { pauseSchool } from "#usecases/pause-school.ts";
import { at, ideasTo, startServing } from "./serving-rig.ts";
import { actOf, district, principalAt, siteAt, type WaveWorld, zone } from "./wave-world.ts";

const MONDAY = "2025-09-08";
const WEEKS = 8;
const HOURS = WEEKS * 7 * 24;
const HOUR_MS = 60 * 60 * 1000;

/** A pause that begins so many days after it is typed, and perhaps ends early. */
interface Quiet {
  readonly hour: number;
  readonly ahead: number;
  readonly days: number;
  readonly endsAfter: number | undefined;
}

const quiets = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: HOURS }),
    ahead: fc.integer({ min: 0, max: 4 }),
    days: fc.integer({ min: 1, max: 5 }),
    endsAfter: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  }),
  { minLength: 6, maxLength: 10 },
);
const chosenDays = fc.constantFrom<NudgeDay>(2, 3, 4, 5);

/** What is typed when, in order. */
function stepsOf(all: readonly Quiet[]) {
  return all
    .flatMap(({ hour, endsAfter, ...days }) => [
      { hour, days },
      ...(endsAfter === undefined ? [] : [{ hour: hour + endsAfter, days: undefined }]),
    ])
    .sort((a, b) => a.hour - b.hour);
}

test("whichever day a school chose and however it pauses, no week has two ideas, and none only where no day was left", async () => {
  await fc.assert(
    fc.asyncProperty(quiets, chosenDays, async (all, chosen) => {
      const world = await startServing({ start: at(`${MONDAY}T00:00`), sites: 1 });
      try {
        await keepIdeasAlone(world);
        const act = actOf(principalAt(0));
        await chooseSchoolWeek(world.product, act, { place: "", site: siteAt(0), to: chosen });
        const open = await live(world, all);
        for (let week = 0; week < WEEKS; week++) {
          const monday = addDays(MONDAY, 7 * week);
          const ideas = ideasTo(world.sent, 0).filter(
            ({ sentAt }) => mondayOf(localDay(sentAt, zone)) === monday,
          );
          expect(ideas.length).toBeLessThanOrEqual(1);
          const days = [1, 2, 3, 4].map((each) => addDays(monday, each));
          const late = days.filter((day) => open.has(day) && day >= addDays(monday, chosen - 1));
          if (late.length > 0) expect([monday, ideas.length]).toEqual([monday, 1]);
        }
      } finally {
        await world.stop();
      }
    }),
    { numRuns: 2 },
  );
}, 60_000);

/** Runs through the weeks; gives the days that were open when their slot came. */
async function live(world: WaveWorld, all: readonly Quiet[]): Promise<ReadonlySet<string>> {
  const { product } = world;
  const act = actOf(principalAt(0));
  const start = at(`${MONDAY}T00:00`).getTime();
  const open = new Set<string>();
  const pauses: { from: string; until: string }[] = [];
  const goTo = async (to: Date): Promise<void> => {
    for (let day = localDay(product.clock.now(), zone); day <= localDay(to, zone); ) {
      const slot = at(`${day}T07:30`);
      const isPaused = pauses.some(({ from, until }) => from <= day && day <= until);
      if (!isPaused && slot > product.clock.now() && slot <= to) open.add(day);
      day = addDays(day, 1);
    }
    await world.goTo(to);
  };
  for (const { hour, days } of stepsOf(all)) {
    await goTo(new Date(start + hour * HOUR_MS));
    const today = localDay(product.clock.now(), zone);
    if (days === undefined) {
      await endSchoolPause(product, act, "");
      pauses.length = 0;
    } else {
      const from = addDays(today, days.ahead);
      const until = addDays(from, days.days - 1);
      await pauseSchool(product, act, { site: siteAt(0), from, until });
      pauses.push({ from, until });
    }
  }
  await goTo(new Date(start + HOURS * HOUR_MS));
  return open;
}

/** Everything else that is planned costs time and says nothing here. */
async function keepIdeasAlone({ product }: WaveWorld): Promise<void> {
  await product.store.transaction(district, function* ({ schedule }) {
    for (const { id, campaign } of yield* schedule.listDue(at("2027-01-01T00:00"), 100)) {
      if (campaign !== "nudge") yield* schedule.remove(id);
    }
  });
}
