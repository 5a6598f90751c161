import { describe, expect, test } from "vitest";
import { mainRole } from "#domain/roster.ts";
import type { Card } from "#ports/card.ts";
import { planPurge } from "#usecases/purge-records.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { MONDAY, type Opened, person, site, useWorlds, type World } from "./answers-rig.ts";

/** Ten school days after a Monday, 11:00 at the schools. */
const TWO_WEEKS_LATER = new Date("2025-09-01T15:00:00Z");
const ana = "oak-ana-slack";
const ben = "oak-ben-teams";
const cy = "oak-cy-slack";
const elm = "elm-cy-slack";
const everybody = ["lia-slack", "mo-teams", "gil-slack", ana, ben, cy, elm, "elm-ana-slack"];

let product: Opened;
let world: World;
useWorlds((opened) => {
  ({ product, world } = opened);
});

const said = async (who: string, text: string): Promise<Card> => cardIn(await world.say(who, text));
/** Messages about visits, by whom they reached. */
const heard = (who: string): readonly Card[] =>
  world.inbox(who).flatMap(({ key, card }) => (key.startsWith("visit-") ? [card] : []));
const last = (who: string): Card => {
  const card = heard(who).at(-1);
  if (card) return card;
  throw new RangeError(`${who} has heard of no visit`);
};
const labels = ({ buttons = [] }: Card) => buttons.map(({ label }) => label);
/** Who is named, line by line, before the last one. */
const names = ({ text }: Card) =>
  text.split("\n").flatMap((line) => (line.includes(" (") ? [line.split(" (")[0]] : []));

async function ask(who: string, host: string, line = "") {
  const form = formIn(await world.press(who, await said(who, "/pl ask choice"), `Ask ${host}`));
  const reply = await world.submit(who, form, { line });
  await world.deliver();
  return reply;
}

/** Everybody's e-mail is their id at the district. */
const giveEmail = async (who: string) =>
  await world.run(function* (tx) {
    const found = yield* tx.roster.getPerson(person(who));
    yield* tx.roster.savePeople([{ ...found, email: `${who}@world.example` }]);
  });

describe("a visit between colleagues", () => {
  test("is asked for with a line, agreed, and thanked two school weeks later; nobody else hears of it", async () => {
    await world.school("elm", ["ana-slack"]);
    await giveEmail(elm);
    const offered = await said(elm, "/pl show Elección");
    expect(offered.text).toContain("Nothing else is shown");
    const asked = await ask(cy, "Cy of elm", "Could I come before lunch?");
    expect(cardIn(asked).text).toContain("I ask Cy of elm");
    expect(last(elm).text).toContain("Cy of oak (Oak School) would like to see how you do Choice");
    expect(last(elm).text).toContain("Could I come before lunch?");

    const yes = await world.press(elm, last(elm), "Yes");
    expect(yes.kind).toBe("replace");
    await world.deliver();
    expect(last(cy).text).toContain("elm-cy-slack@world.example");
    expect(cardIn(await world.press(elm, heard(elm)[0] ?? last(elm), "Not now")).text).toContain(
      "settled already",
    );

    product.clock.moveTo(TWO_WEEKS_LATER);
    await runSchedule(product, world.district);
    await world.deliver();
    expect(last(cy).text).toContain("makes their week");
    const form = formIn(await world.press(cy, last(cy), "Thank Cy"));
    expect(JSON.stringify(form.fields)).toContain(elm);
    expect(form.fields.find(({ name }) => name === "practice")).toMatchObject({ value: "choice" });
    expect((await world.press(cy, last(cy), "It did not")).kind).toBe("replace");

    const others = everybody.filter((who) => who !== cy && who !== elm);
    expect(others.filter((who) => heard(who).length > 0)).toEqual([]);
  });

  test("may be declined without a reason, and the asker is shown somebody else", async () => {
    await said(ana, "/pl show choice");
    await said(ben, "/pl show choice");
    await ask(cy, "Ben of oak");
    await world.press(ben, last(ben), "Not now");
    await world.deliver();
    expect(last(cy).text).toContain("can't show Choice just now");
    const others = cardIn(await world.press(cy, last(cy), "See who else"));
    expect(names(others)).toEqual(["Ana of oak"]);
    await said(ben, "/pl show stop");
    await said(ben, "/pl show choice");
    await ask(cy, "Ana of oak");
    expect(heard(ben)).toHaveLength(1);
  });

  test("is asked of a host by two at a time: a third reads to try later, and no number", async () => {
    await said(ana, "/pl show choice");
    await world.school("elm", ["ana-slack"]);
    await ask(cy, "Ana of oak");
    await ask(elm, "Ana of oak");
    const seen = await said(ben, "/pl ask choice");
    expect(seen.text).toContain("Ana of oak (Principal, Oak School): asked already, try later");
    expect(labels(seen)).toEqual([]);
    expect(`${seen.text} ${seen.fallback}`).not.toMatch(/\d/);
    expect(heard(ana)).toHaveLength(2);
  });

  test("with a line that may name a student is not asked for, and the line is kept nowhere", async () => {
    await said(ana, "/pl show choice");
    const held = await ask(cy, "Ana of oak", "Jayceon T. is in my fourth period.");
    expect(held.kind).toBe("errors");
    expect(heard(ana)).toEqual([]);
    expect(await world.run((tx) => tx.showing.listVisitsOf(person(cy)))).toEqual([]);
  });

  test("is asked for in the host's own language", async () => {
    await said(ben, "/pl show choice");
    await world.run((tx) =>
      tx.roster.savePreferences(person(ben), { thanks: "public", language: "es" }),
    );
    await ask(cy, "Ben of oak");
    expect(labels(last(ben))).toEqual(["Sí, con gusto", "Ahora no"]);
  });
});

describe("who shows a practice", () => {
  test("nobody does: I read so, get one idea, and hear once when somebody near begins; the nearest first", async () => {
    await world.school("elm", ["ana-slack"]);
    const none = await said(elm, "/pl ask choice");
    expect(none.text).toContain("Nobody has said yet");
    expect(none.text).toContain("To try now");
    await world.press(elm, none, "Tell me");
    await world.press(cy, await said(cy, "/pl ask choice"), "Tell me");
    await said(ben, "/pl show choice");
    await world.deliver();
    expect(last(cy).text).toContain("Ben of oak (Oak School) is happy to show Choice");
    expect(labels(last(cy))).toEqual(["Ask Ben of oak"]);
    expect(heard(cy)).toHaveLength(1);
    expect(heard(elm)).toEqual([]);
    await said(ana, "/pl show choice");
    await world.deliver();
    expect(last(elm).text).toContain("Ana of oak");
    expect(heard(cy)).toHaveLength(1);
  });

  test("offers while messages are stopped or paused: whoever waits hears once they can be asked", async () => {
    await world.school("elm", ["ana-slack"]);
    const tellMe = async (who: string) =>
      await world.press(who, await said(who, "/pl ask choice"), "Tell me");
    await tellMe(cy);
    for (const text of ["/pl stop", "/pl show choice"]) await said(ben, text);
    expect(heard(cy)).toEqual([]);
    await said(ben, "/pl start");
    await world.deliver();
    expect(last(cy).text).toContain("Ben of oak");
    await said(ben, "/pl pause");
    await tellMe(elm);
    product.clock.moveTo(TWO_WEEKS_LATER);
    await world.run((tx) => planPurge({ tx, now: MONDAY }));
    await runSchedule(product, world.district);
    await world.deliver();
    expect(heard(elm)).toHaveLength(1);
    expect(heard(cy)).toHaveLength(1);
  });

  test("I wait for three at most, may stop each, and can still ask three colleagues", async () => {
    const wait = async (practice: string) =>
      cardIn(await world.press(cy, await said(cy, `/pl ask ${practice}`), "Tell me")).text;
    expect(await wait("voice")).toContain("within 90 days");
    for (const practice of ["reflection", "targeted"]) await wait(practice);
    expect(await wait("materials")).toContain("up to 3 practices");
    const waits = await said(cy, "/pl ask voice");
    expect(cardIn(await world.press(cy, waits, "Stop waiting")).text).toContain("no longer look");
    expect(labels(await said(cy, "/pl ask voice"))).toEqual(["Tell me when somebody does"]);
    await said(ana, "/pl show choice");
    expect(cardIn(await ask(cy, "Ana of oak")).text).toContain("I ask Ana of oak");
    await said(cy, "/pl stop");
    const no = await world.press(ana, last(ana), "Not now");
    expect(cardIn(no).text).toBe("Not now is fine. Your answer is kept, and it needs no reason.");
  });

  test("whoever stops showing it, stops all messages or leaves is not named any more", async () => {
    for (const who of [ana, ben, cy]) await said(who, "/pl show choice");
    await world.school("elm", ["ana-slack"]);
    const seen = async () => names(await said(elm, "/pl ask choice")).toSorted();
    expect(await seen()).toEqual(["Ana of oak", "Ben of oak", "Cy of oak"]);
    await said(ana, "/pl show stop");
    await said(ben, "/pl stop");
    expect(await seen()).toEqual(["Cy of oak"]);
    expect((await said(ben, "/pl show voice")).text).toContain("nobody sees it");
    await world.run((tx) => tx.roster.deactivatePeople([person(cy)]));
    expect(await seen()).toEqual([]);
  });

  test("is a plain question too, and a sentence that only begins so is none", async () => {
    await said(ana, "/pl show choice");
    expect(names(cardIn(await world.write(cy, "ask choice?")))).toEqual(["Ana of oak"]);
    const help = cardIn(await world.write(cy, "Show Ben where the printer is"));
    expect(cardIn(await world.write(cy, "ask Ana about the choice board"))).toEqual(help);
    expect(cardIn(await world.write(cy, "group 4: meet at the gym"))).toEqual(help);
    expect(labels(await said(cy, "/pl ask juggling"))).toContain("Voice");
  });
});

describe("a group", () => {
  const thanked = (who: string) =>
    world
      .inbox(who)
      .some(({ key, card }) => key.startsWith("thanks:") && card.text.includes("rubric"));

  test("of colleagues is thanked by its name, and whoever gives thanks is left out", async () => {
    const saved = await said(ana, "/pl group Science team: Ana of oak, Ben of oak and Cy of oak.");
    expect(saved.text).toContain("Ana of oak, Ben of oak and Cy of oak");
    await world.write(ana, "praise the science team for sharing the rubric before the unit began");
    await world.deliver();
    expect([ana, ben, cy].map(thanked)).toEqual([false, true, true]);
    await said(cy, "/pl group remove science");
    expect((await said(ana, "/pl group")).text).toContain("No group has a name yet");
  });

  test("is a grade of the staff list without anybody naming it", async () => {
    await world.run(function* (tx) {
      const found = yield* tx.roster.getPerson(person(cy));
      expect(mainRole(found)).toBe("teacher");
      yield* tx.roster.savePeople([{ ...found, grades: ["04"] }]);
    });
    expect((await said(ana, "/pl group cuarto grado")).text).toBe("Grade 4: Cy of oak");
    await world.write(
      ana,
      "praise the 4th grade team for sharing the rubric before the unit began",
    );
    await world.deliver();
    expect([ben, cy].map(thanked)).toEqual([false, true]);
  });

  test("has two people of one school at least, and is not called like a person", async () => {
    await world.school("elm", ["ana-slack"]);
    const refused = async (typed: string) => (await said(ana, `/pl group ${typed}`)).text;
    expect(await refused("Science: Ben of oak")).toContain("2 to 30 people");
    expect(await refused("Science: Ben of oak, Cy of elm")).toContain(
      "Not at Oak School: Cy of elm",
    );
    expect(await refused("Ben: Ana of oak, Cy of oak")).toContain("somebody's name");
    expect(await refused("Science: Ana of oak, Zachary Quill")).toContain("Nothing was saved");
    expect(await refused(`${"x".repeat(41)}: Ana of oak, Cy of oak`)).toContain("40");
    expect(await world.run((tx) => tx.showing.listGroups(site("oak")))).toEqual([]);
  });
});
