import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
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
import { closeTwoWeeks, fieldOf, filled, labelsOf, obstruct, waveDesk } from "./wave-rig.ts";

const riverside = toId<SiteId>("rbps-s002");
const wave1 = toId<WaveId>("wave-1");

let product: Product;
let desk: Awaited<ReturnType<typeof waveDesk>>;
let other = "";
let heldLine = "";

beforeAll(async () => {
  product = await startProduct();
  desk = await waveDesk(product);
  other = (await product.people("q=bao jankowski&role=pl_lead"))[0]?.id ?? "";
  heldLine = product.app.product.words.library.coachLines.maybe_student_name ?? "";
});
afterAll(async () => await product.stop());

const say = async (text: string, as = lead) => await product.say(as, text);
const show = async (text: string, as = lead) => cardOf(await say(text, as));

describe("a PL lead makes a wave and chooses its schools", () => {
  test("the form suggests what follows the newest wave", async () => {
    const days = { opens: "2026-01-06", window: "26", start: "February", next: "May" };
    const more = { name: "Wave 2", target: "", capacity: "", time: "about two hours" };
    expect(filled(formOf(await say("/pl wave new")))).toEqual({ ...days, ...more });
  });

  test("everything that does not fit is said at its field, and nothing is kept", async () => {
    const wrong = { name: "wave 1", target: "20", capacity: "10", opens: "2025-08-23" };
    const more = { window: "5", time: "Ask Jayceon T. about it" };
    const { errors = {} } = await desk.make("", { ...wrong, ...more });
    expect(errors.name).toContain('"wave 1"');
    expect(errors.capacity).toContain("You hope for 20 schools");
    expect(errors.opens).toContain("Saturday, August 23 is no school day");
    expect(errors.opens).toContain("Monday, August 25 (2025-08-25)");
    expect(errors.window).toContain("from 10 to 60");
    expect(errors.time).toBe(heldLine);
    const past = await desk.make("Open doors", { opens: "soon", target: "many" });
    expect(past.errors?.opens).toContain("like 2025-08-19");
    expect(past.errors?.name).toContain('"open" is a command');
    expect(past.errors?.target).toContain("whole number");
    expect(await desk.read((tx) => tx.waves.listWaves())).toHaveLength(1);
  });

  test("a draft is kept with its name, and the list says how many schools are in", async () => {
    const card = cardOf(await desk.make("Spring Wave", { target: "20", capacity: "25" }));
    expect(card.title).toBe("Spring Wave is a draft");
    expect(fieldOf(card, "Hoped for")).toBe("20 schools; room for 25");
    expect(labelsOf(card)).toEqual(["Choose schools", "Change it"]);
    const { text } = await show("/pl wave");
    expect(text).toContain("Wave 1: ready to open, 87 schools chosen.");
    expect(text).toContain("Spring Wave: ready to open, 0 schools chosen. Hoped for: 20.");
    expect((await desk.make("spring wave")).errors?.name).toContain("already");
  });

  test("a school is in one wave at a time, and who is left out is named with the reason", async () => {
    const none = await show("/pl wave add Spring Wave: Lindenwood, high");
    expect(none.text).toContain("No school was added.");
    expect(none.text).toContain("In Wave 1, which still waits for them: Lindenwood Elementary");
    await say("/pl wave remove Wave 1: cluster Alder, Riverside Elementary");
    const card = await show("/pl wave add Spring Wave: Lindenwood, Riverside Elementary");
    expect(card.title).toBe("Spring Wave: 2 schools");
    expect(card.text).toBe("Added: Lindenwood Elementary School and Riverside Elementary School.");
    const back = await show("/pl wave add Wave 1: Lindenwood");
    expect(back.text).toContain("In Spring Wave, which still waits for them: Lindenwood");
  });

  test("a name that nobody has gives the nearest, and changes nothing", async () => {
    const typed = "Lindenwod Elementry School";
    const near = await say(`/pl wave add Spring Wave: ${typed}, Hillcrest Elementary`);
    expect(near.text).toContain("Did you mean");
    expect(near.text).toContain("Lindenwood Elementary School");
    const form = formOf(await say("/pl wave add Spring Wave"));
    const { errors = {} } = await product.submit(lead, form, { names: typed });
    expect(errors.names).toContain("Lindenwood Elementary School");
    expect((await product.submit(lead, form, {})).errors?.names).toContain("at least one school");
    const picked = cardOf(await product.submit(lead, form, { signature: "IB", level: "k8" }));
    expect(picked.title).toBe("Spring Wave: 3 schools");
  });

  test("two leads who edit at once keep one truth, and the second sees it", async () => {
    const mine = formOf(await say("/pl wave edit Spring Wave"));
    const theirs = formOf(await say("/pl wave edit Spring Wave", other));
    const first = await desk.submit(mine, { target: "30", capacity: "40" });
    expect(cardOf(first).title).toBe("Spring Wave is changed");
    const answer = formOf(await desk.submit(theirs, { target: "10" }, other));
    expect(answer.note).toContain("Somebody changed Spring Wave");
    expect(filled(answer).target).toBe("30");
    const typed = { target: "35", reminders: "5", last: "" };
    const again = cardOf(await desk.submit(answer, typed, other));
    expect(fieldOf(again, "Hoped for")).toBe("35 schools; room for 40");
    expect(fieldOf(again, "Reminders")).toBe("after 5 school days");
    const { errors = {} } = await desk.edit("Spring Wave", { reminders: "2, 10, 20" });
    expect(errors.reminders).toContain("At most 2 here");
  });
});

describe("the dry run and the second press", () => {
  beforeAll(async () => await product.reset());

  test("every obstacle is named with its schools, and it cannot open before somebody wrote what has changed", async () => {
    const [stopped, snoozed, before, vacant, silent] = await desk.write(obstruct);
    const card = await show("/pl wave open Wave 1");
    expect(card.text).toContain("invites 83 schools");
    expect(card.text).toContain("4 more are in it and get nothing now");
    expect(fieldOf(card, "Stopped these messages")).toBe(stopped?.name);
    expect(fieldOf(card, "Asked for a later month")).toBe(`November: ${snoozed?.name}`);
    expect(fieldOf(card, "Said no or not yet before")).toBe(before?.name);
    expect(fieldOf(card, "No principal on the list")).toContain(`${vacant?.name}:`);
    expect(fieldOf(card, "The bot is not installed")).toBe(silent?.name);
    expect(fieldOf(card, "No chat account")).toMatch(/^[\w ]+ School: \w+ \w+$/);
    const usual = "after 4 and 10 school days; 2 before it closes, if nobody called";
    expect(fieldOf(card, "Reminders")).toBe(usual);
    expect(labelsOf(card)).toEqual(["Write what has changed", "Choose schools", "Change it"]);
    const press = { as: lead, kind: "press", action: "open-wave", value: "wave-1" };
    expect(labelsOf(cardOf(await product.event(press)))[0]).toBe("Write what has changed");
  });

  test("what has changed is written once for all, and guarded", async () => {
    const form = formOf(await say("/pl wave changed Wave 1"));
    expect(form.note).toContain("2 schools in Wave 1 said not yet");
    expect((await desk.submit(form)).errors?.all).toContain("Write one sentence");
    const held = await desk.submit(form, { all: "Now my student Jayceon likes it." });
    expect(held.errors?.all).toBe(heldLine);
    await desk.submit(form, { all: "A coach comes to each school." });
    expect((await desk.findWave("Wave 1")).changes).toEqual({
      "": "A coach comes to each school.",
    });
    expect(JSON.stringify(await desk.audited())).not.toContain("coach");
  });

  test("only the second press of the same lead sends, and another lead is told who has begun", async () => {
    const dryRun = await show("/pl wave open Wave 1");
    const question = cardOf(await product.press(lead, dryRun, "Open it for 84"));
    expect(question.text).toContain("This asks 84 schools; the first are asked now.");
    expect(question.context).toContain("until 9:45 AM");
    const foreign = cardOf(await product.press(other, question, "Yes, send it"));
    expect(foreign.text).toContain("has begun this. Only they can say yes, until 9:45 AM");
    const theirs = cardOf(await product.press(other, foreign, "Start it myself"));
    const mine = cardOf(await product.press(lead, question, "Yes, send it"));
    expect(mine.text).toContain("Bao Jankowski has begun this");
    await desk.edit("Wave 1", { target: "20" });
    const stale = cardOf(await product.press(other, theirs, "Yes, send it"));
    expect(stale.text).toContain("the wave has changed since");
    const again = cardOf(await product.press(lead, dryRun, "Open it"));
    await say("/pl wave remove Wave 1: Riverside Elementary", other);
    const gone = cardOf(await product.press(lead, again, "Yes, send it"));
    expect(gone.text).toContain("the wave has changed since");
    const late = cardOf(await product.press(lead, dryRun, "Open it"));
    await product.advance("PT16M");
    expect(cardOf(await product.press(lead, late, "Yes, send it")).text).toContain("too old");
    expect((await desk.findWave("Wave 1")).state).toBe("draft");
    expect(await product.inbox(principal)).toEqual([]);
  });

  test("a break and a week of state tests are said with the day on which it goes on", async () => {
    await desk.write(closeTwoWeeks);
    const card = await show("/pl wave open Wave 1");
    expect(fieldOf(card, "On a break until")).toContain("Tuesday, September 2: Lindenwood");
    expect(fieldOf(card, "In a testing week until")).toContain("Tuesday, September 2: ");
    expect(card.table?.rows[0]?.[0]).toContain("on Tuesday, September 2 at");
  });
});

describe("a PL lead changes an open wave, and closes it", () => {
  beforeAll(async () => {
    await product.reset();
    await openWave(product);
    await product.moveTo("2025-08-29T20:00:00Z");
  });

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
    expect(card.text).toContain("85 schools have not answered");
    const question = cardOf(await product.press(lead, card, "Close it"));
    const foreign = cardOf(await product.press(other, question, "Yes, close it"));
    expect(foreign.text).toContain("has begun this");
    expect((await desk.findWave("Wave 1")).state).toBe("open");
    const done = cardOf(await product.press(lead, question, "Yes, close it"));
    expect(done.text).toContain("Wave 1 is closed");
    expect((await say("/pl wave edit Wave 1")).text).toContain("stays as it is");
  });

  test("everyone still out comes into the next wave, and is asked again with what has changed", async () => {
    await desk.make("Wave 2", { opens: "2025-09-02" });
    const added = await show("/pl wave add Wave 2: everyone still out");
    expect(added.title).toBe("Wave 2: 87 schools");
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
});
