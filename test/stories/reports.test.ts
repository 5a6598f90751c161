import { expect, test } from "vitest";
import { type ShoutOutId, toId } from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import { settleReport } from "#usecases/report-shout-out.ts";
import { cardIn } from "./answers-desk.ts";
import { type Opened, person, type World } from "./answers-rig.ts";
import { DEED, NEW, type PraiseWorld, read, usePraiseWorlds, who } from "./praise-world.ts";

const { ana, ben, cy, elm, gil, lia, mo } = who;

const DAY = 24 * 60;

let product: Opened;
let world: World;
let desk: PraiseWorld;
usePraiseWorlds((opened) => {
  ({ product, world, desk } = opened);
});

async function thank(who: string, names: string): Promise<Card> {
  const note = cardIn(await desk.give(who, names));
  await world.deliver();
  return note;
}
const idIn = (note: Card) => toId<ShoutOutId>(note.buttons?.[0]?.value ?? "");
const textsOf = (who: string) => desk.reports(who).map(({ text }) => text);
const cardOf = (who: string): Card => {
  const card = desk.reports(who).at(-1);
  if (card) return card;
  throw new RangeError(`${who} was told nothing.`);
};
async function stop(...people: readonly string[]): Promise<void> {
  const stopped = { thanks: "public", stoppedAt: product.clock.now() } as const;
  for (const each of people) {
    await world.run((tx) => tx.roster.savePreferences(person(each), stopped));
  }
}

test("a lead decides on what it says now, in the lead's language, also before the card arrives", async () => {
  const note = await thank(cy, "Ana of oak");
  await world.run((tx) =>
    tx.roster.savePreferences(person(mo), { thanks: "public", language: "es" }),
  );
  await desk.report(elm, "unkind");
  await desk.after(1);
  await desk.change(cy, note, { saw: NEW });
  await desk.after(DAY);
  for (const who of [lia, mo]) {
    expect(textsOf(who)).toEqual([expect.stringContaining(NEW)]);
    expect(textsOf(who).join()).not.toContain(DEED);
  }
  expect(cardOf(lia).text).toContain("Changed by its giver since.");
  expect(cardOf(mo)).toMatchObject({ language: "es", title: "Se reportó una publicación" });
});

test("one that is taken back, or hidden by somebody thanked, leaves no words with a lead", async () => {
  const note = await thank(cy, "Ana of oak");
  await desk.report(elm, "private");
  await desk.after(DAY);
  const asked = cardOf(lia);
  await world.press(cy, note, "Take it back");
  await world.deliver();
  for (const who of [lia, mo, ben]) {
    expect(textsOf(who)).toEqual(["A post was reported. It was taken back."]);
  }
  expect(read(await world.press(lia, asked, "Leave it up"))).toContain("not up any more");

  await thank(cy, "Ana of oak");
  await desk.report(elm, "private");
  await desk.after(DAY);
  const thanks = desk.notes(ana).at(-1);
  if (thanks) await world.press(ana, thanks, "Hide the post");
  await world.deliver();
  expect(JSON.stringify(desk.reports(lia))).not.toContain(DEED);
  expect(textsOf(lia).at(-1)).toContain("taken down before anybody decided");
});

test("nobody hides what nobody reported, or what they are in themselves", async () => {
  const note = await thank(cy, "Ana of oak");
  const settle = async (who: string, id: ShoutOutId) =>
    (await settleReport(product, world.act(who), { id, outcome: "hidden" })).kind;
  expect(await settle(lia, idIn(note))).toBe("gone");
  await desk.report(elm, "unkind");
  expect([await settle(ana, idIn(note)), desk.posts("oak").length]).toEqual(["own", 1]);

  const own = await thank(ben, "Cy of oak");
  const said = cardIn(await desk.report(lia, "unkind"));
  expect(await settle(ben, idIn(own))).toBe("own");
  await world.press(lia, said, "Hide it");
  await world.deliver();
  expect(desk.posts("oak")).toHaveLength(1);
});

test("the first decision stands, and the second lead reads whose it was", async () => {
  await thank(cy, "Ana of oak");
  await desk.report(elm, "unkind");
  await desk.after(DAY);
  const [first, second] = [cardOf(mo), cardOf(lia)];
  await world.press(mo, first, "Leave it up");
  await world.deliver();
  const late = await world.press(lia, second, "Hide it");
  expect([late.kind, read(late)]).toEqual([
    "note",
    "Mo of the office decided already, and left it up.",
  ]);
  await world.deliver();
  expect(desk.posts("oak")).toHaveLength(1);
  for (const who of [lia, mo, ben]) expect(textsOf(who).join()).toMatch(/^Mo .+ left it up\.$/);
});

test("after a change the same colleague may report it again, and leads get a card of their own for it", async () => {
  const note = await thank(cy, "Ana of oak");
  await desk.report(elm, "unkind");
  await desk.after(DAY);
  await world.press(lia, cardOf(lia), "Leave it up");
  expect(read(await desk.report(elm, "unkind"))).toContain("A lead looked at it");
  await desk.after(1);
  await desk.change(cy, note, { saw: NEW });
  await world.deliver();
  expect(textsOf(mo)).toEqual([expect.stringContaining("left it up")]);
  expect(read(await desk.report(elm, "student"))).toContain("A lead will look");
  await desk.after(DAY);
  expect(textsOf(mo)).toEqual([
    expect.stringContaining("left it up"),
    expect.stringMatching(new RegExp(`name a student[^]+${NEW}`)),
  ]);
  await world.press(mo, cardOf(mo), "Hide it");
  await world.deliver();
  expect(desk.posts("oak")).toEqual([]);
  expect(textsOf(lia).map((text) => text.includes("hid a post"))).toEqual([false, true]);
});

test("where no message reaches a lead, the area lead hears of it, then IT without the words, then nobody", async () => {
  const ira = "ira-slack";
  await thank(cy, "Ana of oak");
  await stop(lia, mo, ben);
  expect(read(await desk.report(elm, "student"))).toContain("A lead will look");
  await desk.after(DAY);
  expect([lia, mo, ben, gil].map((who) => desk.reports(who).length)).toEqual([0, 0, 0, 1]);

  await stop(gil);
  expect(read(await desk.report(ana, "other"))).toContain("Please ask Ben of oak");
  await world.run(function* ({ roster }) {
    const names = { givenName: "Ira", familyName: "of IT", active: true };
    const assignments = [{ role: "it_admin" as const, place: toId<never>(world.district) }];
    yield* roster.savePeople([{ ...names, id: person(ira), assignments }]);
    const account = { platform: "slack", workspace: "T", account: toId<never>(ira) } as const;
    yield* roster.saveAccounts([{ ...account, person: person(ira) }]);
  });
  expect(read(await desk.report(cy, "other"))).toContain("IT is asked");
  await desk.after(DAY);
  const told = desk.reports(ira);
  expect([told.length, told[0]?.buttons ?? []]).toEqual([1, []]);
  expect(JSON.stringify(told)).not.toContain(DEED);
});
