import { describe, expect, test } from "vitest";
import type { ShoutOutId } from "#domain/ids.ts";
import type { ThanksWish } from "#domain/shout-out.ts";
import { chooseThanks } from "#usecases/take-back-shout-out.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { MONDAY, type Opened, useWorlds, type World } from "./answers-rig.ts";
import { DAY_MS, DEED, FRIDAY, NEXT_MONDAY, sections, spreadRig } from "./spread-rig.ts";

let world: World;
let product: Opened;
let rig: ReturnType<typeof spreadRig>;
useWorlds((opened) => {
  ({ world, product } = opened);
  rig = spreadRig(opened);
});

const [ANA, BEN, CY] = ["oak-ana-slack", "oak-ben-teams", "oak-cy-slack"] as const;
const [LIA, MO, GIL] = ["lia-slack", "mo-teams", "gil-slack"] as const;
const GOOD = "This week's good";
const OTHER = "From another school";
const week = (count: number) => new Date(FRIDAY.getTime() + count * 7 * DAY_MS);
const backsOf = async (id: ShoutOutId) => {
  const backs = await world.run((tx) => tx.praise.listThankBacks(id));
  return backs.map(({ text }) => text);
};

describe("the Friday roundup", () => {
  test("who thanks six times fills no roundup, and a school without thanks hears nothing", async () => {
    await rig.openChannels();
    for (const turn of ["one", "two", "three", "four", "five", "six"]) {
      await rig.give(ANA, { to: CY, text: `${DEED}, ${turn}` });
    }
    await rig.give(GIL, { to: ANA, text: `${DEED} herself` });
    await rig.give(LIA, { to: BEN, text: `${DEED} as well` });
    await rig.goTo(FRIDAY);
    const lines = rig.roundup("oak")?.[GOOD] ?? [];
    expect(lines).toHaveLength(5);
    expect(lines).toContain(`Gil of the office thanked Ana of oak: "${DEED} herself"`);
    expect(lines).toContain(`Lia of the office thanked Ben of oak: "${DEED} as well"`);
    expect(rig.roundup("elm")).toBeUndefined();
  });

  test("what is edited or hidden after it is so in the roundup too, and the rest stays", async () => {
    await rig.openChannels();
    const one = await rig.give(ANA, { to: CY });
    const other = await rig.give(CY, { to: BEN, text: `${DEED} too` });
    await rig.goTo(FRIDAY);
    await rig.edit(ANA, one, `${DEED} all week`);
    await rig.hide(BEN, other);
    expect(rig.roundup("oak")?.[GOOD]).toEqual([
      `Ana of oak thanked Cy of oak: "${DEED} all week"`,
    ]);
    await rig.hide(CY, one);
    expect(rig.roundup("oak")?.[GOOD]?.[0]).toContain("Quiet week.");
  });

  test("one whose card is gone by its time is taken back, as nobody can say what else it said", async () => {
    await rig.openChannels();
    const id = await rig.give(ANA, { to: CY });
    await rig.goTo(FRIDAY);
    await world.run(function* (tx) {
      const [key] = yield* tx.praise.listQuoting(id);
      const message = key && (yield* tx.outbox.find(key));
      yield* tx.records.blankCards(message ? [message.id] : []);
    });
    await rig.hide(CY, id);
    expect(rig.roundup("oak")).toBeUndefined();
  });

  test("who wants to be thanked in private leaves the roundups of two weeks, and no older one", async () => {
    await rig.openChannels();
    const wish = async (thanks: ThanksWish) => {
      await chooseThanks(product, world.act(CY), thanks);
      await rig.settle();
    };
    await rig.give(ANA, { to: CY });
    await rig.goTo(FRIDAY);
    await rig.goTo(new Date(FRIDAY.getTime() + 15 * DAY_MS));
    await wish("private");
    expect(rig.roundup("oak")?.[GOOD]?.[0]).toContain(DEED);
    await wish("public");
    await rig.give(ANA, { to: CY, text: `${DEED} again` });
    await rig.goTo(week(3));
    expect(rig.roundup("oak")?.[GOOD]?.[0]).toContain("again");
    await wish("private");
    expect(rig.roundup("oak")?.[GOOD]?.[0]).toContain("Quiet week.");
  });

  test("an erasure takes its words out, and brings back nothing that was hidden before", async () => {
    await rig.openChannels();
    const hidden = await rig.give(CY, { to: BEN, text: `${DEED} in secret` });
    await rig.give(ANA, { to: CY, text: `${DEED} for good` });
    await rig.give(LIA, { to: ANA, text: `${DEED} from the office` });
    await rig.give(BEN, { to: CY, text: `${DEED} and stays` });
    await rig.goTo(FRIDAY);
    await rig.hide(BEN, hidden);
    await rig.erase(ANA);
    expect(rig.roundup("oak")?.[GOOD]).toEqual([
      `Ben of oak thanked Cy of oak: "${DEED} and stays"`,
    ]);
  });
});

test("the district's digest tells what is meant for the district, and follows what becomes of it", async () => {
  await rig.openChannels();
  const id = await rig.give(ANA, { to: CY, share: "district" });
  await rig.give(BEN, { to: ANA, text: `${DEED}, for us alone` });
  await rig.goTo(NEXT_MONDAY);
  expect(rig.digest(LIA)).toContain(`Cy of oak at Oak School: "${DEED}"`);
  expect(rig.digest(LIA)).not.toContain("for us alone");
  await rig.edit(ANA, id, `${DEED} all week`);
  for (const lead of [LIA, MO]) expect(rig.digest(lead)).toContain("all week");
  await rig.hide(CY, id);
  for (const lead of [LIA, MO]) expect(rig.digest(lead)).not.toContain(DEED);
  expect(sections(rig.note(MO, "digest:"))["Do this week"]).toBeDefined();
});

describe("thanks that come back", () => {
  test("one line reaches the giver alone, once, and stays the receiver's own words", async () => {
    const id = await rig.give(ANA, { to: CY });
    const held = await rig.sayBack(CY, "You helped Maria Gonzalez so much.");
    expect(held.kind).toBe("errors");
    expect((await rig.sayBack(CY, " ")).kind).toBe("errors");
    const sent = cardIn(await rig.sayBack(CY, "That made my week."));
    expect(sent.text).toBe("Sent to Ana of oak, and to nobody else.");
    await world.deliver();
    expect(rig.note(ANA, "thank-back:").text).toBe('Cy of oak: "That made my week."');
    expect(cardIn(await rig.sayBack(CY, "And my day.")).text).toContain("already");
    await rig.hide(CY, id);
    expect(rig.note(ANA, "thank-back:").text).toContain("made my week");
    expect(await backsOf(id)).toEqual(["That made my week."]);
  });

  test("several lines on one day come as one note the next, and an erasure takes out its own", async () => {
    for (const to of [CY, BEN, LIA]) await rig.give(ANA, { to });
    await rig.sayBack(CY, "First line.");
    await world.deliver();
    const waits = cardIn(await rig.sayBack(BEN, "Second line."));
    expect(waits.text).toContain("Ana of oak gets it tomorrow");
    await rig.sayBack(LIA, "Third line.");
    product.clock.moveTo(new Date(MONDAY.getTime() + DAY_MS));
    await world.deliver();
    const notes = world.inbox(ANA).filter(({ key }) => key.startsWith("thank-back:"));
    expect(notes.map(({ card }) => card.text)).toEqual([
      'Cy of oak: "First line."',
      'Ben of oak: "Second line."\nLia of the office: "Third line."',
    ]);
    await rig.erase(BEN);
    expect(rig.note(ANA, "thank-back:").text).toBe('Lia of the office: "Third line."');
  });

  test("a giver who stopped all messages gets none, and the line is kept", async () => {
    const id = await rig.give(ANA, { to: CY });
    await world.say(ANA, "/pl stop");
    const kept = cardIn(await rig.sayBack(CY, "That made my week."));
    expect(kept.text).toContain("/pl mine");
    expect(await backsOf(id)).toEqual(["That made my week."]);
  });

  test("of a note that tells of several, one is chosen in a form", async () => {
    product.clock.moveTo(new Date("2025-08-18T23:00:00Z"));
    await rig.give(ANA, { to: CY });
    const second = await rig.give(BEN, { to: CY, text: `${DEED} too` });
    product.clock.moveTo(new Date("2025-08-19T14:00:00Z"));
    await world.deliver();
    const form = formIn(await world.press(CY, rig.note(CY), "Answer or hide one"));
    await world.submit(CY, form, { which: second, what: "thank_back", line: "Same to you." });
    expect(await backsOf(second)).toEqual(["Same to you."]);
    await world.submit(CY, form, { which: second, what: "hide", line: "" });
    expect(await world.run((tx) => tx.praise.findShoutOut(second))).toBeUndefined();
  });
});

describe("what another school reads", () => {
  test("is read there once everybody in it agreed, and is gone when one takes it back", async () => {
    await rig.openChannels();
    const id = await rig.give(ANA, { to: CY, practice: "choice" });
    await rig.give("elm-ana-slack", { to: "elm-cy-slack", text: `${DEED} at Elm` });
    await rig.agree(ANA, id);
    await rig.goTo(FRIDAY);
    expect(rig.roundup("elm")?.[OTHER]).toBeUndefined();
    const agreed = cardIn(await world.press(CY, rig.note(CY), "Let other"));
    expect(agreed.text).toContain("When everyone named agrees");
    await rig.give("elm-ben-teams", { to: "elm-cy-slack", text: `${DEED} once more` });
    await rig.goTo(week(1));
    expect(rig.roundup("elm")?.[OTHER]).toEqual([
      `Ana of oak thanked Cy of oak at Oak School: "${DEED}" (Choice)`,
    ]);
    await world.press(CY, agreed, "Stop sharing");
    await rig.settle();
    expect(rig.roundup("elm")?.[OTHER]).toBeUndefined();
    expect(rig.roundup("elm")?.[GOOD]).toHaveLength(1);
  });

  test("nobody is shown to other schools twice in a month, and a private one never", async () => {
    await rig.openChannels();
    for (const turn of ["one", "two"]) {
      const id = await rig.give(ANA, { to: CY, text: `${DEED} ${turn}` });
      for (const who of [ANA, CY]) await rig.agree(who, id);
    }
    const inPrivate = await rig.give(BEN, { to: LIA, share: "private" });
    expect(cardIn(await rig.agree(LIA, inPrivate)).text).toContain("private");
    const shown: number[] = [];
    for (const count of [0, 1]) {
      await rig.give("elm-ben-teams", { to: "elm-cy-slack", text: `${DEED} in week ${count}` });
      await rig.goTo(week(count));
      shown.push(rig.roundup("elm")?.[OTHER]?.length ?? 0);
    }
    expect(shown).toEqual([1, 0]);
  });
});
