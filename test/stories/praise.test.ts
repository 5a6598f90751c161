import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  cardOf,
  colleague,
  formOf,
  last,
  type Product,
  principal,
  school,
  startProduct,
  teacher,
} from "./playground-rig.ts";

const deed = "letting students choose the order of their tasks in reading today";
let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());
beforeEach(async () => await product.reset());

describe("a teacher thanks a colleague in one line", () => {
  test("the receiver gets a note, the school's channel a post, and the giver a word", async () => {
    const reply = await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    expect(reply).toMatchObject({ kind: "note" });
    expect(reply.text).toContain("Posted in lindenwood-elementary-staff");
    expect(last(await product.inbox(principal)).card.text).toContain(deed);
    const post = last(await product.channel(school)).card;
    expect(post.title).toBe("Christopher Reyes thanked Jun Brânză");
    expect(post.text).toContain(deed);
  });

  test("accents and case do not matter", async () => {
    await product.say(teacher, `/praise @jun branza for ${deed}`);
    expect(await product.inbox(principal)).toHaveLength(1);
  });

  test("several colleagues are thanked in one post", async () => {
    const [, , , other] = await product.people(`site=${school}&role=teacher&limit=50`);
    const reply = await product.say(teacher, `/praise @Jun Brânză and @${other?.name} for ${deed}`);
    expect(reply.text).toContain("Posted in");
    expect(last(await product.channel(school)).card.title).toContain(" and ");
    expect(await product.inbox(other?.id ?? "")).toHaveLength(1);
    expect(await product.channel(school)).toHaveLength(1);
  });

  test("sent twice by the network, it is posted once", async () => {
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`, "event-1");
    const again = await product.say(teacher, `/praise @Jun Brânză for ${deed}`, "event-1");
    expect(again).toMatchObject({ kind: "repeated", text: "That was done already." });
    expect(await product.channel(school)).toHaveLength(1);
    expect(await product.inbox(principal)).toHaveLength(1);
  });

  test("thin praise gets one coaching line, and is posted as it is if the giver likes", async () => {
    const reply = await product.say(teacher, "/praise @Jun Brânză for Great job!");
    expect(reply.text).toContain("One detail makes it useful");
    expect(await product.channel(school)).toEqual([]);
    await product.press(teacher, cardOf(reply), "Post it as it is");
    expect(last(await product.channel(school)).card.text).toBe('"Great job!"');
  });

  test("thin praise can get a detail first, with the words kept", async () => {
    const reply = await product.say(teacher, "/praise @Jun Brânză for Great job!");
    const form = formOf(await product.press(teacher, cardOf(reply), "Change the words"));
    const saw = form.fields.find(({ name }) => name === "saw");
    expect(saw).toMatchObject({ value: "Great job!" });
    expect(form.fields.find(({ name }) => name === "who")).toMatchObject({
      values: [{ value: principal }],
    });
  });

  test("an unknown name offers the nearest ones and keeps the words", async () => {
    const reply = await product.say(teacher, `/praise @Jun Branzo for ${deed}`);
    const card = cardOf(reply);
    expect(card.text).toContain("Jun Branzo");
    expect(card.context).toContain(deed);
    expect(card.buttons?.some(({ label }) => label.startsWith("Jun Brânză"))).toBe(true);
    await product.press(teacher, card, "Jun Brânză");
    expect(last(await product.inbox(principal)).card.text).toContain(deed);
  });

  test("a name that several colleagues share gives a choice, with role and school", async () => {
    const everybody = await product.people("limit=5000");
    const counts = new Map<string, number>();
    for (const { name } of everybody) counts.set(name, (counts.get(name) ?? 0) + 1);
    const [shared] = [...counts].find(([, count]) => count > 1) ?? [];
    const homes = everybody.filter(({ name }) => name === shared).map(({ site }) => site.id);
    const outsider = everybody.find(
      ({ site, role }) => role === "it_admin" && !homes.includes(site.id),
    );
    const reply = await product.say(outsider?.id ?? "", `/praise @${shared} for ${deed}`);
    expect(reply.text).toContain("More than one person");
    expect(cardOf(reply).buttons?.[0]?.label).toContain(", ");
  });

  test("words that may name a student are held, explained, and never stored", async () => {
    const held = "helping Jayceon T. to read aloud for the first time";
    const reply = await product.say(teacher, `/praise @Jun Brânză for ${held}`);
    expect(formOf(reply).note).toContain("Nothing has been posted");
    expect(await product.channel(school)).toEqual([]);
    expect(await product.inbox(principal)).toEqual([]);
  });

  test("a full name that is on no staff list may be a student's, and is held", async () => {
    const held = "showing Marcus Bellweather how to get his tablet working";
    const reply = await product.say(teacher, `/praise @Jun Brânză for ${held}`);
    expect(formOf(reply).note).toContain("Nothing has been posted");
    const fine = "showing Christopher Reyes how to sort exit slips by mistake";
    await product.say(colleague, `/praise @Jun Brânză for ${fine}`);
    expect(await product.channel(school)).toHaveLength(1);
  });

  test("nobody thanks themselves", async () => {
    const reply = await product.say(principal, `/praise @Jun Brânză for ${deed}`);
    expect(formOf(reply).note).toContain("somebody else");
  });
});

describe("a teacher uses the form", () => {
  const filled = {
    who: [principal],
    saw: `You were ${deed}.`,
    helped: "They got started right away.",
    practice: "choice",
    value: "trust",
    share: "site",
  };

  test("who, what, effect, practice, value and place arrive in the post", async () => {
    const form = formOf(await product.say(teacher, "/praise"));
    expect(form.fields.map(({ name }) => name)).toEqual([
      "who",
      "saw",
      "helped",
      "practice",
      "value",
      "share",
    ]);
    expect(form.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      "who",
      "saw",
    ]);
    await product.submit(teacher, form, filled);
    const values = last(await product.channel(school)).card.fields?.map(({ value }) => value);
    expect(values).toEqual(["They got started right away.", "Choice", "Trust"]);
  });

  test("missing fields are named, and nothing is posted", async () => {
    const form = formOf(await product.say(teacher, "/praise"));
    const reply = await product.submit(teacher, form, { who: [], saw: "  " });
    expect(reply.kind).toBe("errors");
    expect(Object.keys(reply.errors ?? {}).sort()).toEqual(["saw", "who"]);
    expect(await product.channel(school)).toEqual([]);
  });

  test("a typed name that is wrong is an error with suggestions", async () => {
    const form = formOf(await product.say(teacher, "/praise"));
    const reply = await product.submit(teacher, form, { ...filled, who: ["Jun Branzo"] });
    expect(reply.errors?.who).toContain("Jun Brânză");
  });

  test("thin words get the coaching line once, in the form itself", async () => {
    const form = formOf(await product.say(teacher, "/praise"));
    const coached = formOf(await product.submit(teacher, form, { ...filled, saw: "Love this!" }));
    expect(coached.note).toContain("One detail");
    await product.submit(teacher, coached, { ...filled, saw: "Love this!" });
    expect(await product.channel(school)).toHaveLength(1);
  });

  test("a shout-out for the district goes to the district's channel", async () => {
    const form = formOf(await product.say(teacher, "/praise"));
    await product.submit(teacher, form, { ...filled, share: "district" });
    expect(await product.channel("rbps")).toHaveLength(1);
    expect(await product.channel(school)).toEqual([]);
  });

  test("a private shout-out is seen by the receiver alone", async () => {
    const form = formOf(await product.say(teacher, "/praise"));
    await product.submit(teacher, form, { ...filled, share: "private" });
    expect(await product.channel(school)).toEqual([]);
    expect(await product.inbox(principal)).toHaveLength(1);
  });

  test("people are found while typing, colleagues of the own school first", async () => {
    const reply = await product.event({
      as: teacher,
      kind: "search",
      form: "praise",
      field: "who",
      query: "branza",
    });
    expect(reply.kind).toBe("choices");
    expect(reply.options?.[0]).toMatchObject({ value: principal, label: "Jun Brânză" });
  });
});
