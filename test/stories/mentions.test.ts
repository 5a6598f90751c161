import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mention } from "#domain/mentions.ts";
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
import { cardIn, startWorkspace, textOf, type Workspace } from "./workspace-rig.ts";

const deed = "letting students choose the order of their tasks in reading today";
const MARKS = /[\u{E000}\u{E001}]/u;

describe("a mention is exact", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => await product.stop());
  beforeEach(async () => await product.reset());

  test.each([
    `/praise <@${principal}> for ${deed}`,
    `/praise <@${principal}> ${deed}`,
    `/praise @<@${principal}> because ${deed}`,
  ])("who is mentioned is thanked: %s", async (text) => {
    const reply = await product.say(teacher, text);
    expect(reply.text).toContain("thanks to Jun Brânză");
    expect(last(await product.channel(school)).card.text).toBe(`"${deed}"`);
  });

  test("several are thanked, mentioned or by name", async () => {
    const text = `/praise <@${principal}> <@${colleague}> for ${deed}`;
    await product.say(teacher, text);
    const people = await product.people(`site=${school}&limit=500`);
    const name = people.find(({ id }) => id === colleague)?.name;
    await product.say(teacher, `/praise <@${principal}> and ${name} for ${deed} too`);
    const titles = (await product.channel(school)).map(({ card }) => card.title);
    expect(titles).toHaveLength(2);
    for (const title of titles) {
      expect(title).toContain("Jun Brânză");
      expect(title).toContain(name);
    }
  });

  test("a colleague who is mentioned in the words stands there by name, and no mark is kept", async () => {
    const text = `/praise <@${principal}> for helping <@${colleague}> and <@nobody> plan the lab`;
    await product.say(teacher, text);
    const post = last(await product.channel(school)).card;
    expect(post.text).toContain(" and a colleague plan the lab");
    expect(JSON.stringify(post)).not.toMatch(MARKS);
    const mine = cardOf(await product.say(teacher, "/pl mine"));
    expect(mine.text).not.toMatch(MARKS);
  });

  test("a mark that somebody typed is no mention", async () => {
    const form = formOf(await product.say(teacher, "/praise"));
    const values = { who: [principal], saw: `You were ${mention(colleague)} ${deed}.` };
    await product.submit(teacher, form, values);
    expect(last(await product.channel(school)).card.text).not.toMatch(MARKS);
  });

  test("the shortcut on a message opens the form for who wrote it", async () => {
    const open = async (about?: string) => {
      const reply = await product.event({ as: teacher, kind: "shortcut", name: "praise", about });
      const who = formOf(reply).fields.find(({ name }) => name === "who");
      return who?.type === "people" ? who.values?.map(({ value }) => value) : undefined;
    };
    expect(await open(principal)).toEqual([principal]);
    expect(await open(teacher)).toEqual([]);
    expect(await open("a-bot")).toEqual([]);
    expect(await open()).toEqual([]);
  });
});

describe("an account nobody has met is mentioned", () => {
  let place: Workspace;
  beforeEach(async () => {
    place = await startWorkspace();
    place.desk.add("U5", await place.emailOf(teacher));
    await place.command("U5", "/pl help");
  });
  afterEach(async () => await place.stop());

  test("staff are found by their e-mail", async () => {
    place.desk.add("U1", await place.emailOf(principal));
    const reply = await place.command("U5", `/praise ${mention("U1")} for ${deed}`);
    expect(textOf(reply)).toContain("thanks to Jun Brânză");
  });

  test("a guest is not thanked; the words are kept for the form", async () => {
    place.desk.add("U9", await place.emailOf(principal), "guest");
    const card = cardIn(await place.command("U5", `/praise ${mention("U9")} for ${deed}`));
    expect(card.text).toContain("not on the staff list");
    expect(card.context).toContain(deed);
    expect(card.buttons?.map(({ label }) => label)).toEqual(["Open the form"]);
  });

  test("while the platform is silent nothing is posted, and one press tries again", async () => {
    place.desk.down = true;
    place.desk.add("U1", await place.emailOf(principal));
    const card = cardIn(await place.command("U5", `/praise ${mention("U1")} for ${deed}`));
    expect(card.text).toContain("try again in a minute");
    place.desk.down = false;
    const { action = "", value = "" } = card.buttons?.[0] ?? {};
    const reply = await place.send("U5", { kind: "press", action, value });
    expect(textOf(reply)).toContain("thanks to Jun Brânză");
  });
});
