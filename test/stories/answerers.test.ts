import { beforeEach, describe, expect, test } from "vitest";
import type { Person } from "#domain/roster.ts";
import type { WaveState } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { namePitfalls } from "#usecases/name-pitfalls.ts";
import { reminderId } from "#usecases/schedule-ids.ts";
import { showHome } from "#usecases/show-home.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import {
  MONDAY,
  type Opened,
  person,
  site,
  toWave,
  useWorlds,
  type World,
  w1,
} from "./answers-rig.ts";

let product: Opened;
let world: World;
useWorlds(
  (opened) => {
    ({ product, world } = opened);
  },
  ["ana-slack"],
);

const ana = "oak-ana-slack";
const cy = "oak-cy-slack";
const gil = "gil-slack";
const lia = "lia-slack";

const card = (who: string, start = "invitation"): Card => {
  const found = world.inbox(who).find(({ key }) => key.startsWith(start));
  if (found) return found.card;
  throw new RangeError(`${who} has no message "${start}"`);
};
const answer = async (who: string, school = "") =>
  cardIn(await world.say(who, `/pl answer ${school}`));
const invitation = async (school = "oak") =>
  await world.run((tx) => tx.waves.findInvitation(w1, site(school)));
const reminder = async () => await world.run((tx) => tx.schedule.find(reminderId(w1, site("oak"))));
const leave = async (who: string) =>
  await world.run((tx) => tx.roster.deactivatePeople([person(who)]));
const stoppedAt = async () =>
  (await world.run((tx) => tx.waves.listOpenCallTasks()))
    .filter(({ reason }) => reason === "stopped")
    .map((task) => task.site)
    .sort();
const moveWave = async (state: WaveState) =>
  await world.run((tx) =>
    tx.waves.saveWave(toWave(w1, { name: "Wave 1", state, openedAt: MONDAY })),
  );
const ask = async () => {
  const form = formIn(await world.press(ana, card(ana), "I have a q"));
  await world.submit(ana, form, { question: "Who pays?" });
  await world.deliver();
};
const reply = async () => {
  const form = formIn(await world.press(lia, card(lia, "question"), "Answer it"));
  return await world.submit(lia, form, { reply: "The district does." });
};
const become = async (who: string, school: string) =>
  await world.run(function* ({ roster }) {
    const known = yield* roster.getPerson(person(who));
    yield* roster.savePeople([withPost(known, school)]);
  });

function withPost(known: Person, school: string): Person {
  const post = { role: "principal", place: site(school) } as const;
  return { ...known, assignments: [...known.assignments, post] };
}

/** The district's next files change what they say of teacher Cy. */
async function bring(change: (known: Person) => Person): Promise<void> {
  const [known, district] = await world.run(function* ({ roster }) {
    return [yield* roster.getPerson(person(cy)), yield* roster.getDistrict()];
  });
  const more = { clusters: [], sites: [], removedPeople: [], dropped: {}, warnings: [] };
  const sideFiles = { staffRoles: false, profiles: new Set<string>() };
  const people = [change(known)];
  const files = { mode: "delta", version: "1.2", district, people, ...more, sideFiles } as const;
  await importDistrict(product, files, { dryRun: false, allowRemovals: false });
}

describe("who answers where nobody leads a school", () => {
  test("an area lead answers for a school whose delegate has left", async () => {
    await world.school("elm", []);
    await world.say(lia, "/pl delegate Cy of elm for Elm");
    expect((await answer(gil)).text).toContain("no open question");
    await leave("elm-cy-slack");
    await world.press(gil, await answer(gil), "Yes");
    expect((await invitation("elm"))?.answer).toBe("yes");
  });

  test("an area lead who also answers for another school reaches both, and the PL lead follows", async () => {
    await world.school("elm", []);
    await world.say(ana, "/pl delegate Gil of the office");
    expect((await answer(gil, "oak")).text).toContain("Oak School");
    expect((await answer(gil, "elm")).text).toContain("Elm School");
    await leave(gil);
    await world.press(lia, await answer(lia, "elm"), "Not yet");
    expect((await invitation("elm"))?.answer).toBe("not_yet");
  });
});

describe("after the only principal stopped", () => {
  beforeEach(async () => {
    await world.press(ana, card(ana), "Stop these");
    expect((await invitation())?.answer).toBe("stop");
  });

  test("a colleague who is named is asked, and the reminders go on", async () => {
    await world.say(lia, "/pl delegate Cy of oak for Oak");
    await world.deliver();
    expect(card(cy).buttons).toHaveLength(5);
    expect((await invitation())?.answer).toBeUndefined();
    expect(await reminder()).toBeDefined();
    expect(await stoppedAt()).toEqual([]);
  });

  test("a successor sees the question, and not the other's stop", async () => {
    await become(cy, "oak");
    expect((await answer(cy)).text).not.toContain("Your answer now");
    expect((await answer(ana)).text).toContain("Your answer now: Stop these messages");
  });

  test("an import that brings a principal has the school asked again; any other leaves it alone", async () => {
    await bring((known) => ({ ...known, givenName: "Cyrus" }));
    expect((await invitation())?.answer).toBe("stop");
    await bring((known) => withPost(known, "oak"));
    expect((await invitation())?.answer).toBeUndefined();
    expect(await reminder()).toBeDefined();
    expect(await stoppedAt()).toEqual([]);
  });

  test("who starts again after the wave's day is in it no more, and free for the next", async () => {
    await moveWave("closing");
    await world.say(ana, "/pl start");
    expect(await invitation()).toMatchObject({ endedOn: "2025-09-30" });
    expect((await invitation())?.answer).toBeUndefined();
    expect(await reminder()).toBeUndefined();
  });

  test("nothing more is sent about what they say is in the way", async () => {
    const codes = ["plate_full"];
    const named = { wave: w1, site: site("oak"), codes, words: "" };
    const thanked = await namePitfalls(product, world.act(ana), named);
    expect(thanked.why).toBe("nobody");
    const told = await world.run((tx) => tx.listening.listDecisions(site("oak"), 1));
    expect(told).toMatchObject([{ step: "connection", verdict: "not_sent", reason: "stopped" }]);
  });
});

test("one stop of somebody with two schools brings a call for each, and both cards say so", async () => {
  await world.school("elm", ["ben-teams"]);
  await world.say("elm-ben-teams", "/pl delegate Ana of oak");
  await world.deliver();
  await leave("elm-ben-teams");
  await world.press(ana, card(ana, "invitation:w1:oak"), "Stop these");
  await world.deliver();
  expect((await invitation("elm"))?.answer).toBe("stop");
  expect(await stoppedAt()).toEqual(["elm", "oak"]);
  expect(card(ana, "invitation:w1:elm").text).toContain("You get no more messages about waves.");
});

test("a question that is open at the close is answered, and the school is free for the next wave", async () => {
  await ask();
  await moveWave("closing");
  expect((await reply()).kind).toBe("note");
  expect(await invitation()).toMatchObject({ endedOn: "2025-09-30" });
  expect((await invitation())?.answer).toBeUndefined();
  expect(await reminder()).toBeUndefined();
});

test("who stopped and wants messages again gets the answer to their question", async () => {
  await ask();
  await world.press(ana, await answer(ana), "Stop these");
  expect(JSON.stringify(await reply())).toContain("Please call.");
  await world.say(ana, "/pl start");
  expect((await reply()).kind).toBe("note");
});

test("a school with a window of its own reads its own last day everywhere", async () => {
  await world.run(function* ({ waves }) {
    const asked = yield* waves.findInvitation(w1, site("oak"));
    if (asked) yield* waves.saveInvitation({ ...asked, closesOn: "2025-10-21" });
  });
  await world.say(ana, "/pl delegate Cy of oak");
  await world.deliver();
  const home = await showHome(product, world.act(ana));
  for (const text of [(await answer(ana)).text, card(cy).text, JSON.stringify(home)]) {
    expect(text).toContain("October 21");
    expect(text).not.toContain("September 30");
  }
});

test("who answers for the school no longer sees that, and not what it says", async () => {
  await world.say(ana, "/pl delegate Cy of oak");
  await world.deliver();
  await world.say(ana, "/pl delegate remove Cy of oak");
  await world.press(ana, card(ana), "Not yet");
  const named = { wave: w1, site: site("oak"), codes: ["plate_full"], words: "" };
  await namePitfalls(product, world.act(ana), named);
  await world.deliver();
  expect(card(ana).title).toBe("Oak School: Not yet");
  expect(card(cy)).toEqual({
    text: "You no longer answer for Oak School.",
    fallback: "You no longer answer for Oak School.",
  });
});
