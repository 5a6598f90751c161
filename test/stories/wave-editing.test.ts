import { afterAll, beforeAll, expect, test } from "vitest";
import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { addCallTask } from "#usecases/call-tasks.ts";
import { endSiteMessages } from "#usecases/end-messages.ts";
import {
  cardOf,
  formOf,
  lead,
  newest,
  openWave,
  type Product,
  principal,
  school,
  startProduct,
} from "./playground-rig.ts";
import { fieldOf, waveDesk } from "./wave-rig.ts";

const riverside = toId<SiteId>("rbps-s002");
const hillcrest = toId<SiteId>("rbps-s003");
const wave1 = toId<WaveId>("wave-1");

let product: Product;
let desk: Awaited<ReturnType<typeof waveDesk>>;
let other = "";

/** Wave 1 is open without Hillcrest, and its second week ends. */
beforeAll(async () => {
  product = await startProduct();
  desk = await waveDesk(product);
  other = (await product.people("q=bao jankowski&role=pl_lead"))[0]?.id ?? "";
  await say("/pl wave remove Wave 1: Hillcrest Elementary");
  await openWave(product);
  await product.moveTo("2025-08-29T20:00:00Z");
});
afterAll(async () => await product.stop());

const say = async (text: string, as = lead) => await product.say(as, text);
const show = async (text: string, as = lead) => cardOf(await say(text, as));

test("a longer window moves the close, a shorter one never into the past, and nothing is sent", async () => {
  const before = await product.inbox(principal);
  const longer = cardOf(await desk.edit("Wave 1", { window: "30", target: "20" }));
  expect(fieldOf(longer, "Closes")).toBe("Tuesday, September 30");
  expect(await desk.plannedAt("close:wave-1")).toBe("2025-10-01T04:00:00.000Z");
  const past = await desk.edit("Wave 1", { window: "2025-08-22" });
  expect(past.errors?.window).toContain("from Tuesday, September 2 (2025-09-02)");
  const byDay = cardOf(await desk.edit("Wave 1", { window: "2025-09-10" }));
  expect(fieldOf(byDay, "Closes")).toBe("Wednesday, September 10");
  expect((await desk.findWave("Wave 1")).windowDays).toBe(16);
  await product.advance("PT1H");
  expect(await product.inbox(principal)).toEqual(before);
});

test("a school that is still silent is reminded by the new plan", async () => {
  const reminder = `reminder:wave-1:${school}`;
  await desk.edit("Wave 1", { window: "26", reminders: "4, 15", last: "" });
  expect(await desk.plannedAt(reminder)).toMatch(/^2025-09-09/);
  await desk.edit("Wave 1", { reminders: "4, 10", last: "2" });
  // Three school days from now, and not the second of September.
  expect(await desk.plannedAt(reminder)).toMatch(/^2025-09-04/);
});

test("a school that comes into an open wave is asked in its own hours, with as many days as the others", async () => {
  const [head] = await product.people("role=principal&site=rbps-s003");
  const card = await show("/pl wave add Wave 1: Hillcrest Elementary");
  expect(card.text).toContain("Added: Hillcrest Elementary School.");
  expect(card.text).toContain("asked in their own hours");
  const asked = await desk.read((tx) => tx.waves.findInvitation(wave1, hillcrest));
  expect(asked).toMatchObject({ invitedOn: "2025-09-02", closesOn: "2025-10-08" });
  expect(await product.inbox(head?.id ?? "")).toEqual([]);
  const moved = cardOf(await desk.edit("Wave 1", { window: "20" }));
  expect(fieldOf(moved, "Closes")).toBe("Tuesday, September 16");
  const later = await desk.read((tx) => tx.waves.findInvitation(wave1, hillcrest));
  expect(later?.closesOn).toBe("2025-09-30");
});

test("a silent school that is taken out hears no more; one that has answered stays", async () => {
  await product.press(principal, await newest(product, principal), "Not yet");
  const card = await show("/pl wave remove Wave 1: Lindenwood, Riverside Elementary");
  expect(card.text).toContain("Taken out: Riverside Elementary School.");
  expect(card.text).toContain("Have answered, so they stay: Lindenwood Elementary School.");
  const left = await desk.read((tx) => tx.waves.findInvitation(wave1, riverside));
  expect(left?.endedOn).toBe("2025-08-29");
  expect(await desk.plannedAt(`reminder:wave-1:${riverside}`)).toBeUndefined();
  const again = await show("/pl wave add Wave 1: Riverside Elementary");
  expect(again.text).toContain("can come into the next one: Riverside");
});

test("the wave is closed by hand with two presses of one lead", async () => {
  const card = await show("/pl wave close Wave 1");
  expect(card.text).toContain("Schools without an answer: 85.");
  const question = cardOf(await product.press(lead, card, "Close it"));
  const foreign = cardOf(await product.press(other, question, "Yes, close it"));
  expect(foreign.text).toContain("has begun this");
  expect((await desk.findWave("Wave 1")).state).toBe("open");
  const done = cardOf(await product.press(lead, question, "Yes, close it"));
  expect(done.text).toContain("Wave 1 is over. Only schools that asked for a later month");
  expect(await desk.plannedAt("reminder:wave-1:rbps-s005")).toBeUndefined();
  expect((await show("/pl wave")).text).toContain("Wave 1: over (a few schools still have time)");
  expect((await say("/pl wave edit Wave 1")).text).toContain("stays as it is");
});

test("everyone still out comes into the next wave, and is asked again with what has changed", async () => {
  await desk.make("Wave 2", { opens: "2025-09-02" });
  const added = await show("/pl wave add Wave 2: everyone still out");
  expect(added.title).toBe("Schools in Wave 2: 86");
  expect(added.text).toContain("In Wave 1, which still waits for them: Hillcrest Elementary");
  const dryRun = await show("/pl wave open Wave 2");
  expect(fieldOf(dryRun, "Said no or not yet before")).toBe("Lindenwood Elementary School");
  const form = formOf(await say("/pl wave changed Wave 2"));
  await desk.submit(form, { all: "A coach comes to you now." });
  await openWave(product, "Wave 2");
  await product.moveTo("2025-09-02T14:00:00Z");
  const asked = await newest(product, principal);
  expect(asked.card.text).toContain("A coach comes to you now.");
  const written = ["wave_drafted", "wave_edited", "wave_schools_changed", "wave_change_written"];
  expect((await desk.audited()).map(({ action }) => action)).toEqual(
    expect.arrayContaining(written),
  );
});

test("nobody is asked to call a school that the district has closed, and its time in the wave is over", async () => {
  const { product: running } = product.app;
  const wave = await desk.findWave("Wave 2");
  const closed = toId<SiteId>("rbps-s005");
  await desk.write(function* (tx) {
    const work = { tx, product: running, now: running.clock.now() };
    const site = yield* tx.roster.getSite(closed);
    yield* addCallTask(work, { wave, site, reason: "no_answer", words: "" });
    yield* endSiteMessages(work, site);
  });
  const tasks = await desk.read((tx) => tx.waves.listSiteCallTasks(closed));
  expect(tasks.map(({ doneAt }) => doneAt === undefined)).toEqual([false]);
  const asked = await desk.read((tx) => tx.waves.findInvitation(wave.id, closed));
  expect(asked?.endedOn).toBe("2025-09-02");
});
