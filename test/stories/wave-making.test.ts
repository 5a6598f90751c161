import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cardOf, formOf, lead, type Product, principal, startProduct } from "./playground-rig.ts";
import { closeTwoWeeks, fieldOf, filled, labelsOf, obstruct, waveDesk } from "./wave-rig.ts";

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
    const wrong = { name: "wave 1", target: "20", capacity: "10", opens: "Aug 23" };
    const more = { window: "5", time: "Ask Jayceon T. about it" };
    const { errors = {} } = await desk.make("", { ...wrong, ...more });
    expect(errors.name).toContain('"wave 1"');
    expect(errors.capacity).toContain("Hoped for: 20.");
    expect(errors.opens).toContain("Saturday, August 23 is no school day");
    expect(errors.opens).toContain("Monday, August 25 (2025-08-25)");
    expect(errors.window).toContain("from 10 to 60");
    expect(errors.time).toContain(heldLine);
    const past = await desk.make("Open doors", { opens: "soon", target: "many" });
    expect(past.errors?.opens).toContain("like 2025-08-19");
    expect(past.errors?.name).toContain('"open" is a command');
    expect(past.errors?.target).toContain("whole number");
    expect(await desk.read((tx) => tx.waves.listWaves())).toHaveLength(1);
  });

  test("signs that a message would read as marks, and line breaks, are in no wave's name or time", async () => {
    const typed = { time: "2 hours {name} a month" };
    const { errors = {} } = await desk.make("Wave <b>", typed);
    expect(errors).toMatchObject({
      name: 'Please leave out the sign "<".',
      time: 'Please leave out the sign "{".',
    });
    for (const sign of ["{", "}", "<", ">", "*"]) {
      const one = await desk.make("Fall", { name: `Fall ${sign}`, time: `an hour ${sign}` });
      expect(Object.keys(one.errors ?? {}).sort()).toEqual(["name", "time"]);
    }
    const broken = await desk.make("Fall", { name: "Fall\nwave", time: "an hour\na month" });
    expect(broken.errors).toEqual({
      name: "Please write it in one line.",
      time: "Please write it in one line.",
    });
    expect(await desk.read((tx) => tx.waves.listWaves())).toHaveLength(1);
  });

  test("a draft is kept with its name, and the list says how many schools are in", async () => {
    const card = cardOf(await desk.make("Spring Wave", { target: "20", capacity: "25" }));
    expect(card.title).toBe("Spring Wave is a draft");
    expect(fieldOf(card, "Schools hoped for")).toBe("20; room for 25");
    expect(labelsOf(card)).toEqual(["Choose schools", "Change it"]);
    const { text } = await show("/pl wave");
    expect(text).toContain("Wave 1: ready to open, schools chosen: 87.");
    expect(text).toContain("Spring Wave: ready to open, schools chosen: 0. Hoped for: 20.");
    expect((await desk.make("spring wave")).errors?.name).toContain("already");
  });

  test("a school is in one wave at a time, and who is left out is named with the reason", async () => {
    const none = await show("/pl wave add Spring Wave: Lindenwood, high");
    expect(none.text).toContain("No school was added.");
    expect(none.text).toContain("In Wave 1, which still waits for them: Lindenwood Elementary");
    await say("/pl wave remove Wave 1: cluster Alder, Riverside Elementary");
    const card = await show("/pl wave add Spring Wave: Lindenwood, Riverside Elementary");
    expect(card.title).toBe("Schools in Spring Wave: 2");
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
    expect(picked.title).toBe("Schools in Spring Wave: 3");
  });

  test("two leads who edit at once keep one truth, and the second sees it", async () => {
    const mine = formOf(await say("/pl wave edit Spring Wave"));
    const theirs = formOf(await say("/pl wave edit Spring Wave", other));
    const both = await Promise.all([
      desk.submit(mine, { target: "30", capacity: "40" }),
      desk.submit(theirs, { target: "31", capacity: "40" }, other),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["form", "note"]);
    const answer = formOf(both.find(({ kind }) => kind === "form") ?? { kind: "none" });
    expect(answer.note).toContain("Somebody changed Spring Wave");
    expect(filled(answer).target).toBe(both[0]?.kind === "note" ? "30" : "31");
    const typed = { target: "35", reminders: "5", last: "" };
    const again = cardOf(await desk.submit(answer, typed, other));
    expect(fieldOf(again, "Schools hoped for")).toBe("35; room for 40");
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
    expect(card.text).toContain("would invite: 83.");
    expect(card.text).toContain("In it without a message for now: 4.");
    expect(fieldOf(card, "Stopped messages about waves")).toBe(stopped?.name);
    expect(fieldOf(card, "Asked for a later month")).toBe(`November: ${snoozed?.name}`);
    expect(fieldOf(card, "Said no or not yet before")).toBe(before?.name);
    expect(fieldOf(card, "No principal on the list")).toContain(`${vacant?.name}:`);
    expect(fieldOf(card, "The bot is not installed")).toBe(silent?.name);
    expect(fieldOf(card, "Cannot be written to")).toMatch(/^[\w ]+ School: \w+ \w+$/);
    const usual = "after 4 and 10 school days; 2 before it closes, if nobody called";
    expect(fieldOf(card, "Reminders")).toBe(usual);
    expect(labelsOf(card)).toEqual(["Write what has changed", "Choose schools", "Change it"]);
    const press = { as: lead, kind: "press", action: "open-wave", value: "wave-1" };
    expect(labelsOf(cardOf(await product.event(press)))[0]).toBe("Write what has changed");
  });

  test("what has changed is written once for all, and guarded", async () => {
    const form = formOf(await say("/pl wave changed Wave 1"));
    expect(form.note).toContain("that said not yet or not this year before: 2.");
    expect((await desk.submit(form)).errors?.all).toContain("Write one sentence");
    const held = await desk.submit(form, { all: "Now my student Jayceon likes it." });
    expect(held.errors?.all).toContain(heldLine);
    expect((await desk.submit(form, { all: "ok" })).errors?.all).toContain("one plain sentence");
    await desk.submit(form, { all: "A coach comes to each school." });
    expect((await desk.findWave("Wave 1")).changes).toEqual({
      "": "A coach comes to each school.",
    });
    expect(JSON.stringify(await desk.audited())).not.toContain("coach");
  });

  test("who saves what has changed from a form that is old keeps the words, and reads what is stored", async () => {
    const form = formOf(await say("/pl wave changed Wave 1"));
    const first = "Substitutes are paid for now.";
    expect((await desk.submit(form, { all: first })).kind).toBe("note");
    expect((await desk.submit(form, { all: first })).kind).toBe("note");
    const answer = formOf(await desk.submit(form, { all: "Visits are shorter from now on." }));
    expect(filled(answer).all).toBe("Visits are shorter from now on.");
    expect(answer.note).toContain(`Saved now: "${first}"`);
    expect(answer.note).not.toContain("Somebody");
    expect((await desk.findWave("Wave 1")).changes).toEqual({ "": first });
    expect((await desk.submit(answer)).kind).toBe("note");
    expect((await desk.findWave("Wave 1")).changes).toEqual({
      "": "Visits are shorter from now on.",
    });
  });

  test("only the second press of the same lead sends, and another lead is told who has begun", async () => {
    const dryRun = await show("/pl wave open Wave 1");
    const question = cardOf(await product.press(lead, dryRun, "Open it for 84"));
    expect(question.text).toContain("Schools to ask: 84. The first are asked now.");
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
    const unwanted = cardOf(await product.press(lead, dryRun, "Open it"));
    const left = cardOf(await product.press(lead, unwanted, "Not now"));
    expect(left.text).toBe("All right. Wave 1 stays as it is.");
    expect((await desk.findWave("Wave 1")).armedBy).toBeUndefined();
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
