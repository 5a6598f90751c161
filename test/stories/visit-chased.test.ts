import { beforeEach, expect, test } from "vitest";
import { readDistrictFacts } from "#usecases/read-district-facts.ts";
import { cardIn } from "./answers-desk.ts";
import { useWorlds, type World } from "./answers-rig.ts";
import { all, type ExpeditionWorld, expeditionWorld, only } from "./expedition-world.ts";

const [lia, ana, cy] = ["lia-slack", "oak-ana-slack", "oak-cy-slack"];

let world: World;
let desk: ExpeditionWorld;
useWorlds((opened) => {
  world = opened.world;
});
beforeEach(async () => {
  desk = await expeditionWorld(world);
});

test("whoever planned a visit is asked once on the next school morning whether it was done", async () => {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-25", "16:00");
  expect(desk.mail(lia)).toEqual([]);
  await desk.go("2025-08-26", "09:30");
  const asked = only(desk.mail(lia));
  expect(asked.title).toBe("Was the visit at Oak School done?");
  expect(asked.buttons?.map(({ label }) => label)).toEqual(["Record", "Call it off"]);
  await desk.go("2025-08-27", "09:30");
  expect(desk.mail(lia)).toHaveLength(1);
  const facts = await world.run(function* (tx) {
    const work = { tx, product: world.product, now: world.product.clock.now() };
    const [lead] = yield* tx.roster.listHolders("pl_lead");
    if (!lead) throw new RangeError("There is no lead.");
    const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
    const week = { since: new Date(0), until: work.now };
    return yield* readDistrictFacts(work, { reader: lead, clusters: undefined, sites }, week);
  });
  expect(facts.facts.asks.map(({ kind }) => kind)).toContain("finish_visit");
});

test("a visit that was finished or called off is not asked for", async () => {
  await desk.plan(lia, { day: "8/25" });
  const sure = cardIn(await world.press(lia, await desk.opened(lia), "Call it off"));
  await world.press(lia, sure, "Call it off");
  await desk.go("2025-08-26", "09:30");
  expect(desk.mail(lia)).toEqual([]);
});

test("a snow day puts a visit off: its planner is told, the post says so, and a gone pause brings it back", async () => {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-22", "10:00");
  const card = cardIn(await world.say(ana, "/pl pause school 8/25"));
  await world.press(ana, card, "Pause");
  await desk.go("2025-08-22", "11:00");
  expect(all(only(desk.mail(lia)))).toContain("There is no school at Oak School on Monday");
  expect(all(only(desk.posts()))).toContain("The visit is put off");
  expect((await desk.list(lia)).text).toContain("there is no school that day any more");
  expect((await desk.opened(lia)).text).toContain("so the visit is put off");
});

test("nobody is told off for a visit that is not there, and a principal has no room to skip", async () => {
  await desk.plan(lia, { day: "8/25" });
  const card = await desk.opened(lia);
  await desk.go("2025-08-22", "10:00");
  const [post] = desk.posts();
  if (!post) throw new RangeError("There is no post.");
  expect(cardIn(await world.press(ana, post, "Skip my room")).text).toContain("have a room");
  expect(cardIn(await world.press(cy, post, "Skip my room")).text).toContain("leave your room out");
  expect(cardIn(await world.press(cy, card, "Call it off")).text).toContain("not there any more");
});
