import { beforeEach, expect, test } from "vitest";
import { type ChannelId, type ExpeditionId, toId } from "#domain/ids.ts";
import type { Role } from "#domain/roster.ts";
import type { Card } from "#ports/card.ts";
import { linkChannel } from "#usecases/link-channel.ts";
import { planExpedition } from "#usecases/plan-expedition.ts";
import { planPurge } from "#usecases/purge-records.ts";
import { readExpedition } from "#usecases/read-expedition.ts";
import { readRecorder } from "#usecases/read-recorder.ts";
import { recordPart } from "#usecases/record-part.ts";
import { readFoundToChange, settleCorrection } from "#usecases/settle-correction.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { person, site, useWorlds, type World } from "./answers-rig.ts";
import { all, type ExpeditionWorld, expeditionWorld, only } from "./expedition-world.ts";

const [lia, mo, gil] = ["lia-slack", "mo-teams", "gil-slack"];
const [ana, cy] = ["oak-ana-slack", "oak-cy-slack"];
const CHOICE = "Students pick between two or more ways to do the work.";
const NOTE = "One said the plan helps";
const NOTICED = { rooms: "7", seen: ["L01", "L04"], heard: ["L04"] };

let world: World;
let desk: ExpeditionWorld;
useWorlds((opened) => {
  world = opened.world;
});
beforeEach(async () => {
  desk = await expeditionWorld(world);
});

async function visited(more: object = {}): Promise<ExpeditionId> {
  await desk.plan(lia, { day: "8/25" });
  await desk.go("2025-08-25", "09:30");
  await desk.record(lia, { ...NOTICED, ...more });
  await desk.finish(lia);
  await world.deliver();
  return (await desk.state()).id;
}

async function contest(): Promise<void> {
  const form = formIn(await world.press(cy, desk.report(), "Something is not right"));
  await world.submit(cy, form, { line: "The choice was the week before, not now" });
}

const correction = async () =>
  await world.run(function* ({ visiting }) {
    const [visit] = (yield* visiting.listExpeditions({ site: site("oak") })).toReversed();
    return only(visit ? yield* visiting.listCorrections(visit.id) : []);
  });

const role = async (who: string, held: Role) =>
  await world.run(function* ({ roster }) {
    const one = yield* roster.getPerson(person(who));
    const assignments = [...one.assignments, { role: held, place: site("oak") }];
    yield* roster.savePeople([{ ...one, assignments }]);
  });

const refused = { code: "NOT_ALLOWED" };

/** Every card that still stands in the outbox, whatever became of it. */
const kept = async () =>
  JSON.stringify(await world.run((tx) => tx.records.listCards({ after: undefined, limit: 500 })));

test("only those who visit record and read the total, from its day on, and none while it is with the staff", async () => {
  await desk.plan(lia, { day: "8/25" });
  const { id } = await desk.state();
  const recorder = async (who: string) => await readRecorder(world.product, world.act(who), id);
  const part = { expedition: id, part: "p", revision: 1, rooms: 3, observations: [] };
  const record = async (who: string) => await recordPart(world.product, world.act(who), part);
  expect(await record(lia)).toEqual({ kind: "early", day: "2025-08-25" });
  expect((await recorder(lia)).isOpen).toBe(false);
  await desk.go("2025-08-25", "09:30");
  await desk.record(lia, NOTICED);
  await expect(recorder(mo)).rejects.toMatchObject(refused);
  await expect(record(mo)).rejects.toMatchObject(refused);
  expect(await recorder(lia)).toMatchObject({ isOpen: true, visitorCount: 1 });
  await desk.finish(lia);
  const { total, visitorCount, mine } = await recorder(lia);
  expect([total.rooms, total.noticed, visitorCount, mine?.rooms]).toEqual([0, [], 0, 7]);
});

test("whose room is left out is read by nobody who only leads, and is nowhere after the visit", async () => {
  await desk.plan(lia, { day: "8/25" });
  const { id } = await desk.state();
  await desk.go("2025-08-20", "07:20");
  await world.press(cy, only(desk.posts()), "Skip my room");
  await desk.go("2025-08-20", "09:00");
  const skips = async (who: string) =>
    (await readExpedition(world.product, world.act(who), id)).skips;
  expect([await skips(lia), await skips(mo)]).toEqual([["Cy of oak"], []]);
  expect(await kept()).toContain("Cy of oak");
  // Nobody goes, and nobody finishes it.
  await world.run((tx) => planPurge({ tx, now: world.product.clock.now() }));
  await desk.go("2025-08-25", "23:00");
  expect((await desk.state()).skips).toHaveLength(1);
  await desk.go("2025-08-26", "06:00");
  expect(await desk.state()).toMatchObject({ state: "planned", skips: [] });
  expect(await kept()).not.toContain("Cy of oak");
  expect(desk.mail(lia)).toEqual([]);
});

test("nobody who leads a school visits its rooms, be it from the beginning or since a new post", async () => {
  const plan = { id: toId<ExpeditionId>("v1"), school: "oak", day: "8/25" };
  const planned = await planExpedition(world.product, world.act(lia), {
    ...plan,
    with: [person(ana)],
  });
  expect(planned).toMatchObject({ kind: "supervises", names: ["Ana of oak"] });
  await planExpedition(world.product, world.act(lia), { ...plan, with: [person(gil)] });
  await role(gil, "principal");
  await desk.go("2025-08-20", "07:20");
  await world.press(cy, only(desk.posts()), "Skip my room");
  await desk.go("2025-08-25", "09:30");
  expect(desk.mail(gil).map(all).join()).not.toContain("Cy of oak");
  const shown = await readExpedition(world.product, world.act(gil), plan.id);
  expect([shown.skips, shown.visitors]).toEqual([[], ["Lia of the office"]]);
  expect((await desk.list(gil)).text).not.toContain("Oak School");
  await expect(readRecorder(world.product, world.act(gil), plan.id)).rejects.toMatchObject(refused);
});

test("what staff say is not right in a first visit reaches the principal through no later one", async () => {
  await desk.plan(lia, { day: "8/27" });
  await visited();
  await contest();
  await desk.go("2025-08-27", "09:30");
  await desk.record(lia, { rooms: "5", seen: ["L05"], heard: [] });
  await desk.finish(lia);
  await world.deliver();
  await desk.go("2025-09-01", "07:05");
  await desk.go("2025-09-02", "07:05");
  expect((await desk.state()).state).toBe("staff");
  const { id } = await correction();
  await settleCorrection(world.product, world.act(lia), {
    id,
    out: { lookFors: ["L01"], notes: [] },
  });
  await desk.go("2025-09-03", "07:05");
  await desk.go("2025-09-04", "07:05");
  await desk.go("2025-09-05", "09:00");
  await desk.go("2025-09-08", "09:00");
  const told = desk.mail(ana).map(all).join("\n");
  expect(told).toContain("Another visit to Oak School");
  expect(told).not.toContain(CHOICE);
});

test("a lead who was not there reads no note, and after five school days keeps all or takes out all", async () => {
  await visited({ line: NOTE, about: "L04" });
  await contest();
  const { id } = await correction();
  const { product } = world;
  const early = readFoundToChange(product, world.act(mo), id);
  await expect(early).rejects.toMatchObject(refused);
  expect(await readFoundToChange(product, world.act(lia), id)).toMatchObject({
    kind: "notes",
    correction: { id, text: "The choice was the week before, not now" },
  });
  await desk.go("2025-08-28", "07:05");
  await desk.go("2025-09-04", "07:05");
  await desk.go("2025-09-04", "09:00");
  const asked: Card = only(desk.mail(mo));
  expect(asked.buttons?.map(({ label }) => label)).toEqual(["Take everything out", "Keep them"]);
  const found = JSON.stringify([
    await readFoundToChange(product, world.act(mo), id),
    await readFoundToChange(product, world.act(lia), id),
    await readExpedition(product, world.act(lia), (await desk.state()).id),
  ]);
  expect(found).not.toContain(cy);
  expect(found.split(NOTE)).toHaveLength(2);
  const some = settleCorrection(product, world.act(mo), {
    id,
    out: { lookFors: ["L01"], notes: [] },
  });
  await expect(some).rejects.toMatchObject(refused);
  expect(await kept()).toContain(NOTE);
  cardIn(await world.press(mo, asked, "Take everything out"));
  await world.deliver();
  expect((await desk.state()).parts.flatMap(({ observations }) => observations)).toEqual([]);
  expect(all(desk.report())).not.toContain(CHOICE);
  // What was taken out is in no card of it either, and it is still the teacher's own to be erased.
  expect(await kept()).not.toContain(NOTE);
  const counted = async (who: string) =>
    await world.run((tx) => tx.records.count("correction", { person: person(who) }));
  expect([(await counted(mo)).total, (await counted(cy)).total]).toEqual([0, 1]);
});

test("without a channel a lead who was not there finishes and reads nothing; one that is linked later hears", async () => {
  await world.school("elm", ["ana-slack"]);
  await desk.plan(lia, { school: "elm", day: "8/25" });
  await desk.go("2025-08-25", "09:30");
  const form = formIn(await world.press(lia, await desk.list(lia), "Record: Elm"));
  await world.submit(lia, form, NOTICED);
  const listed = cardIn(await world.say(mo, "/pl visit Elm School"));
  const opened = cardIn(await world.press(mo, listed, "Open: Elm"));
  const preview = cardIn(await world.press(mo, opened, "Finish and show"));
  const done = cardIn(await world.press(mo, preview, "Finish and show"));
  expect(all(done)).toContain("Elm School has no linked channel");
  expect(all(done)).not.toContain(CHOICE);

  await desk.plan(lia, { school: "elm", day: "9/8" });
  const channel = toId<ChannelId>("elm-staff");
  const asked = { channel, name: "elm-staff", reach: undefined, place: "Elm School" };
  await linkChannel(world.product, world.act(lia), asked);
  await desk.go("2025-09-03", "07:20");
  expect(
    world
      .inbox("elm-staff")
      .map(({ card }) => all(card))
      .join(),
  ).toContain("September 8");
});
