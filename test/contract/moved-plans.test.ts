import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { type SiteId, toId } from "#domain/ids.ts";
import { moveWeekly } from "#usecases/move-weekly.ts";
import { planWeekAgain } from "#usecases/release-held.ts";
import { roundupId } from "#usecases/send-roundup.ts";
import { productOn } from "./product-on.ts";
import { type Place, useStore } from "./store-rig.ts";

const now = new Date("2025-08-25T13:30:00Z");
const friday = new Date("2025-08-29T15:00:00Z");
const nextFriday = new Date("2025-09-05T15:00:00Z");
const zone = "America/New_York";
const oak = toId<SiteId>("oak");
const id = roundupId(oak);

describe("a plan that changes while another replica has it in hand", () => {
  const rig = useStore("postgres");

  async function plan(nextAt: Date): Promise<Place> {
    const place = rig.fresh();
    await place.run(function* ({ roster, schedule }) {
      yield* roster.saveDistrict({ id: place.district, name: "D", shortName: "D", zone });
      const students = { studentStart: "08:00", studentEnd: "14:30" };
      const bells = { ...students, staffStart: "07:30", staffEnd: "15:30" };
      const more = { level: "elementary", coreMaterials: [], active: true };
      yield* roster.saveSites([{ id: oak, name: "Oak", zone, bells, ...more }]);
      yield* schedule.save({ id, campaign: "roundup", subject: oak, nextAt });
    });
    return place;
  }

  /** Does it while another replica has the roundup in hand, which ends with `end` soon after. */
  async function whileHeld(place: Place, end: string, act: () => Promise<void>): Promise<Date> {
    const holder = new pg.Client({ connectionString: rig.url });
    await holder.connect();
    await holder.query(`begin; set local groundswell.district = '${place.district}'`);
    await holder.query("select from schedule for update");
    const acting = act();
    await wait(300);
    await holder.query(end);
    await holder.end();
    await acting;
    return (await place.run(({ schedule }) => schedule.find(id)))?.nextAt ?? now;
  }

  const close = async (place: Place): Promise<void> =>
    await place.run(function* (tx) {
      yield* tx.roster.replaceCalendar([{ day: "2025-08-29", kind: "closed", label: "Closed" }]);
      yield* moveWeekly({ tx, product: productOn(rig.store, now), now });
    });

  test.each([
    ["gives it up", "rollback"],
    [
      "moves it within the day",
      `update schedule set next_at = next_at + interval '1 minute'; commit`,
    ],
  ])("moves off a day that closes, also if the other %s", async (_what, end) => {
    const place = await plan(friday);
    const moved = await whileHeld(place, end, async () => await close(place));
    expect(moved.toISOString()).toMatch(/^2025-08-2[678]/);
  });

  test("comes in this week again after a pause that ended", async () => {
    const place = await plan(nextFriday);
    const moved = await whileHeld(
      place,
      "rollback",
      async () =>
        await place.run((tx) =>
          planWeekAgain({ tx, product: productOn(rig.store, now), now }, undefined),
        ),
    );
    expect(moved.toISOString()).toMatch(/^2025-08-/);
  });
});
