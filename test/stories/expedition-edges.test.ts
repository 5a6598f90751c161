import { beforeEach, expect, test } from "vitest";
import { runSchedule } from "#usecases/run-schedule.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { useWorlds, type World } from "./answers-rig.ts";
import { all, type ExpeditionWorld, expeditionWorld, only } from "./expedition-world.ts";

const lia = "lia-slack";
const NOTICED = { rooms: "7", seen: ["L01", "L04"], heard: ["L04"] };

let world: World;
let desk: ExpeditionWorld;
useWorlds((opened) => {
  world = opened.world;
});
beforeEach(async () => {
  desk = await expeditionWorld(world);
});

test("nobody reads what the staff could not read yet: their two days begin with the post", async () => {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-25", "09:30");
  await desk.record(lia, NOTICED);
  await desk.finish(lia);
  // Nothing is delivered until Thursday.
  world.product.clock.moveTo(new Date("2025-08-28T11:05:00Z"));
  await runSchedule(world.product, world.district);
  expect((await desk.state()).nextOn).toBe("2025-09-02");
  await desk.go("2025-08-29", "08:00");
  expect(all(desk.report())).toContain("until Monday, September 1");
  expect(await desk.state()).toMatchObject({ state: "staff" });
});

test("where a school has no channel, its principal and the planner get words to pass on", async () => {
  await world.school("elm", ["ana-slack"]);
  const said = cardIn(await desk.plan(lia, { school: "Elm School", day: "8/25" })).text;
  expect(said).toContain("Elm School has no linked channel");
  await world.deliver();
  const told = only(desk.mail("elm-ana-slack"));
  expect(all(told)).toContain(
    "For your staff\nOn Monday, August 25, a colleague from the district",
  );
  await desk.go("2025-08-25", "09:30");
  const form = formIn(await world.press(lia, await desk.list(lia), "Record: Elm"));
  await world.submit(lia, form, NOTICED);
  const card = cardIn(await world.press(lia, await desk.list(lia), "Open: Elm"));
  const preview = cardIn(await world.press(lia, card, "Finish and show"));
  const done = cardIn(await world.press(lia, preview, "Finish and show"));
  expect(all(done)).toContain("For the staff\nThank you for opening 7 rooms.");
  await world.deliver();
  expect(desk.mail("elm-ana-slack")).toHaveLength(1);
});
