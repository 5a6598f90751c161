import { describe, expect, test } from "vitest";
import { type ShoutOutId, toId } from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import { editShoutOut } from "#usecases/edit-shout-out.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import type { Opened, World } from "./answers-rig.ts";
import {
  DEED,
  NEW,
  type PraiseWorld,
  read,
  shownIn,
  usePraiseWorlds,
  who,
} from "./praise-world.ts";

const { ana, ben, cy, elm, gil, lia, mo } = who;

let product: Opened;
let world: World;
let desk: PraiseWorld;
usePraiseWorlds((opened) => {
  ({ product, world, desk } = opened);
});

const texts = (cards: readonly Card[]) => cards.map(({ text }) => text);
const titles = (cards: readonly Card[]) => cards.map(({ title }) => title);
const quoted = (words: string) => `"${words}"`;
/** Cy thanks somebody, and it has arrived; gives Cy's note. */
async function thank(names: string, words = DEED): Promise<Card> {
  const note = cardIn(await desk.give(cy, names, words));
  await world.deliver();
  return note;
}
const idIn = (note: Card) => toId<ShoutOutId>(note.buttons?.[0]?.value ?? "");

describe("for ten minutes its giver may change everything", () => {
  test("new words stand in the channel and in the note", async () => {
    const note = await thank("Ana of oak");
    expect(texts(desk.posts("oak"))).toEqual([quoted(DEED)]);
    const form = formIn(await world.press(cy, note, "Change it"));
    expect(form.note).toContain("11:10");
    expect(read(await desk.change(cy, note, { saw: NEW }))).toContain("changed everywhere");
    await world.deliver();
    expect(texts(desk.posts("oak"))).toEqual([quoted(NEW)]);
    expect(desk.notes(ana)).toHaveLength(1);
    expect(desk.notes(ana)[0]?.text).toContain(NEW);
    expect(await desk.audited()).toEqual(["shout_out_edited"]);
  });

  test("who is thanked no more loses the note, and who is new gets one, in the own school's channel too", async () => {
    const note = await thank("Ana of oak");
    await desk.change(cy, note, { who: [ben, elm] });
    await world.deliver();
    expect(desk.notes(ana)).toEqual([]);
    expect([desk.notes(ben), desk.notes(elm)].map(({ length }) => length)).toEqual([1, 1]);
    const both = [expect.stringMatching(/Ben of oak and Cy of elm|Cy of elm and Ben of oak/)];
    expect([titles(desk.posts("oak")), titles(desk.posts("elm"))]).toEqual([both, both]);
    await desk.change(cy, note, { who: [ana] });
    await desk.after(1);
    expect([desk.notes(ben), desk.notes(elm), desk.posts("elm")]).toEqual([[], [], []]);
    expect(titles(desk.posts("oak"))).toEqual(["Cy of oak thanked Ana of oak"]);
  });

  test("who was left out by mistake and is put back hears of it after all", async () => {
    const note = await thank("Ana of oak and Ben of oak");
    await desk.change(cy, note, { who: [ben] });
    await world.deliver();
    expect(desk.notes(ana)).toEqual([]);
    const back = await desk.change(cy, note, { who: [ana, ben] });
    expect(read(back)).not.toContain("gets no messages");
    await desk.after(24 * 60);
    expect(texts(desk.notes(ana)).join()).toContain(DEED);
  });

  test("it goes where its giver wants it from now on, and nowhere else", async () => {
    const note = await thank("Ana of oak");
    const shows = () => (["oak", "elm", "all"] as const).filter((each) => desk.posts(each)[0]);
    for (const [share, where] of [
      ["district", ["all"]],
      ["private", []],
      ["site", ["oak"]],
    ] as const) {
      await desk.change(cy, note, { share });
      await world.deliver();
      expect([share, shows()]).toEqual([share, where]);
    }
    expect(desk.posts("oak")).toHaveLength(1);
    expect(desk.notes(ana)).toHaveLength(1);
  });
});

describe("after ten minutes", () => {
  test("the words may change for as long as it is up, and nothing else", async () => {
    const note = await thank("Ana of oak");
    const early = formIn(await world.press(cy, note, "Change it"));
    await desk.after(11);
    const form = formIn(await world.press(cy, note, "Change it"));
    expect(Object.keys(shownIn(form))).toEqual(["saw", "helped", "practice", "value"]);
    const late = await world.submit(cy, early, { ...shownIn(early), who: [ben] });
    expect(read(late)).toContain("more than ten minutes");
    await desk.after(60 * 24 * 3);
    await desk.change(cy, note, { saw: NEW });
    await desk.after(1);
    expect(titles(desk.posts("oak"))).toEqual(["Cy of oak thanked Ana of oak"]);
    expect(texts(desk.posts("oak"))).toEqual([quoted(NEW)]);
    expect(desk.notes(ana)[0]?.text).toContain(NEW);
    expect(desk.notes(ben)).toEqual([]);
  });

  test("it is taken back from everywhere, and whoever comes later is told that it is gone", async () => {
    const note = await thank("Ana of oak and Cy of elm");
    await desk.after(60);
    const before = formIn(await world.press(cy, note, "Change it"));
    await world.press(cy, note, "Take it back");
    await world.deliver();
    const left = [desk.posts("oak"), desk.posts("elm"), desk.notes(ana), desk.notes(elm)];
    expect(left).toEqual([[], [], [], []]);
    expect(read(await world.submit(cy, before, { saw: NEW }))).toContain("not up any more");
    expect(await desk.audited()).toEqual(["shout_out_removed"]);
  });
});

describe("who is thanked", () => {
  test("hides the post at any time: it leaves the channels, and its giver is not told", async () => {
    await thank("Ana of oak and Cy of elm");
    await desk.after(60 * 24 * 20);
    const [note] = desk.notes(elm);
    if (note) await world.press(elm, note, "Hide the post");
    await world.deliver();
    expect([desk.posts("oak"), desk.posts("elm"), world.inbox(cy)]).toEqual([[], [], []]);
    expect(desk.notes(elm)).toHaveLength(1);
    expect(await desk.audited()).toEqual(["shout_out_hidden"]);
  });

  test("wants it in private: it is, and the giver reads so kindly, with that name alone", async () => {
    await desk.wish(ben, "private");
    const said = (await thank("Ana of oak and Ben of oak")).text;
    expect(said).toContain("Ben of oak would rather be thanked in private");
    expect(said).not.toContain("Ana");
    expect(desk.posts("oak")).toEqual([]);
    expect([desk.notes(ana).length, desk.notes(ben).length]).toEqual([1, 1]);
  });

  test("wants it in the own school alone: another school's teacher thanks them there", async () => {
    await desk.wish(elm, "school");
    const said = (await thank("Cy of elm")).text;
    expect(said).toContain("Cy of elm would rather be thanked at their own school");
    expect(desk.posts("elm")).toHaveLength(1);
    expect([desk.posts("oak"), desk.posts("all")]).toEqual([[], []]);
    await desk.fill(cy, { who: [elm], share: "district" });
    await world.deliver();
    expect([desk.posts("elm").length, desk.posts("all")]).toEqual([2, []]);
  });
});

describe("a post that should not be up", () => {
  test("is reported by anybody; leads who are not in it decide, and hide it everywhere", async () => {
    await thank("Ana of oak");
    expect(read(await desk.report(elm, "unkind"))).toContain("A lead will look");
    expect(read(await desk.report(elm, "other"))).toContain("already");
    await desk.after(60 * 24);
    const told = [lia, mo, gil, ana, ben, cy, elm].filter((who) => desk.reports(who)[0]);
    expect(told).toEqual([lia, mo, ben]);
    expect(JSON.stringify(desk.reports(lia))).not.toContain("of elm");

    const [card] = desk.reports(lia);
    if (card) await world.press(lia, card, "Hide it");
    await world.deliver();
    expect([desk.posts("oak"), desk.notes(ana)]).toEqual([[], []]);
    for (const who of [mo, ben]) {
      expect(texts(desk.reports(who))).toEqual(["Lia of the office hid a post that was reported."]);
    }
    expect([...(await desk.audited())].sort()).toEqual(["shout_out_hidden", "shout_out_reported"]);
  });

  test("may be left up, and a lead cannot change a word of it", async () => {
    const note = await thank("Ana of oak");
    const words = { id: idIn(note), text: NEW, helped: "", practice: "", value: "" };
    const edit = editShoutOut(product, world.act(lia), words);
    await expect(edit).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await desk.report(lia, "private");
    await desk.after(60 * 24);
    const [card] = desk.reports(mo);
    if (card) await world.press(mo, card, "Leave it up");
    await world.deliver();
    expect(texts(desk.posts("oak"))).toEqual([quoted(DEED)]);
    expect(texts(desk.reports(ben))).toEqual([expect.stringContaining("left it up")]);
  });
});

describe("giving takes little, and nothing that was typed is lost", () => {
  test("a group, a nickname and a preferred name lead to the people who are meant", async () => {
    await desk.rename(ana, { givenName: "William" });
    await desk.rename(ben, { preferredGivenName: "Benito" });
    await world.write(cy, "/pl group Grade 4: William of oak, Benito of oak");
    await thank("the whole 4th grade team");
    const offer = cardIn(await desk.give(cy, "Bill of oak", DEED));
    await world.press(cy, offer, "William");
    await thank("benito of oak");
    expect(titles(desk.posts("oak"))).toEqual([
      expect.stringMatching(/thanked (William|Benito) of oak and (William|Benito) of oak/),
      "Cy of oak thanked William of oak",
      "Cy of oak thanked Benito of oak",
    ]);
  });

  test("the practice that the words speak of is offered, and added with one press", async () => {
    const note = await thank("Ana of oak");
    expect(desk.posts("oak")[0]?.fields).toEqual([]);
    await world.press(cy, note, 'Add "');
    await world.deliver();
    expect(desk.posts("oak")[0]?.fields).toEqual([{ label: "Practice", value: "Choice" }]);
    const form = formIn(await world.press(cy, note, "Change it"));
    expect(shownIn(form)).toMatchObject({ practice: "choice" });
  });

  test("a form that is sent twice posts once", async () => {
    const [form, values] = [await desk.openForm(cy), { who: [ana], saw: DEED, share: "site" }];
    await world.submit(cy, form, values);
    expect(read(await world.submit(cy, form, values))).toContain("not posted twice");
    await world.deliver();
    expect([desk.posts("oak").length, desk.notes(ana).length]).toEqual([1, 1]);
  });

  test("a name that is nobody's on the staff list is held with the words kept, until it is a colleague's", async () => {
    const words = "planning the whole unit with Priya Natarajan from the museum";
    const form = formIn(await desk.give(cy, "Ana of oak", words));
    expect(shownIn(form)).toMatchObject({ who: [ana], saw: words });
    expect(form.note).toContain("Priya Natarajan");
    await world.deliver();
    expect(desk.posts("oak")).toEqual([]);
    const vouched = { ...shownIn(form), vouch: ["Priya Natarajan"] };
    await world.submit(cy, form, vouched);
    await world.deliver();
    expect(texts(desk.posts("oak"))).toEqual([quoted(words)]);
    const entries = await world.run((tx) => tx.audit.list(5));
    expect(entries.map(({ action }) => action)).toEqual(["name_vouched"]);
    expect(JSON.stringify(entries)).not.toContain("Priya");
  });

  test("words that may name a student leave what is up as it was, and stay in the form", async () => {
    const note = await thank("Ana of oak");
    const held = await desk.change(cy, note, { saw: "You got Jayceon T. to read aloud today." });
    expect(held.kind).toMatch(/errors|form/);
    await world.deliver();
    expect(texts(desk.posts("oak"))).toEqual([quoted(DEED)]);
    expect(await desk.audited()).toEqual([]);
  });
});
