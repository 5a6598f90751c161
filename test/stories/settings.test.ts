import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Card } from "#ports/card.ts";
import { keepWeeksOf } from "./kept-weeks.ts";
import {
  admin,
  cardOf,
  colleague,
  homeOf,
  last,
  lead,
  newYork,
  openWave,
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

const fieldsOf = ({ fields = [] }: Card): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.map(({ label, value }) => [label, value]));
const status = async (person: string) => fieldsOf(cardOf(await product.say(person, "/pl status")));
const labels = (cards: readonly Card[]) =>
  cards.flatMap(({ buttons = [] }) => buttons.map(({ label }) => label));
/** A card of the own page, by its place or its title. */
const ownCard = async (person: string, wanted: number | string): Promise<Card> => {
  const cards = await homeOf(product, person);
  const found = cards.find(({ title }, index) => index === wanted || title === wanted);
  return cardOf({ kind: "page", ...(found ? { card: found } : {}) });
};
const settings = async (person: string) => await ownCard(person, "Your settings");

describe("somebody asks how things are set", () => {
  test("a teacher reads the own settings in words, and who sees them", async () => {
    expect(await status(teacher)).toEqual({
      "Messages from me": "On, inside your staff hours.",
      "Your weekly idea": "Not asked for. /pl start brings one a week.",
      "How you are thanked": "May be posted in a channel. You can hide every post.",
      "Who sees this": "Only you. Nobody is told what you chose, and nobody is counted.",
    });
    await product.say(teacher, "/pl start");
    expect((await status(teacher))["Your weekly idea"]).toBe(
      "The next one comes tomorrow at 7:30 AM.",
    );
    await product.say(teacher, "/pl stop");
    expect((await status(teacher))["Messages from me"]).toContain("Stopped");
  });

  test("a principal also reads the school's answer", async () => {
    expect(Object.keys(await status(principal))).toHaveLength(5);
    await openWave(product);
    const asked = last(await product.inbox(principal));
    const name = "Lindenwood Elementary School";
    expect((await status(principal))[name]).toContain("waits for your school's answer");
    await product.press(principal, asked, "Yes");
    expect((await status(principal))[name]).toContain("Your answer now: Yes");
  });

  test("a lead also reads the waves, and that everything arrived", async () => {
    expect((await status(lead)).Waves).toBe("No wave is open.");
    await openWave(product);
    expect((await status(lead)).Waves).toContain("Wave 1: 0 yes");
    expect((await status(lead))["Not delivered"]).toContain("has arrived");
  });
});

describe("a pause", () => {
  test("nothing the bot starts arrives for two weeks, and what waited comes then", async () => {
    await product.say(principal, "/pl start");
    const reply = await product.say(principal, "/pl pause");
    expect(reply.text).toContain("nothing before Monday, September 1");
    await openWave(product);
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    await keepWeeksOf(product, [school]);
    await product.moveTo("2025-08-31T12:00:00Z");
    expect(await product.inbox(principal)).toEqual([]);
    await product.moveTo("2025-09-03T20:00:00Z");
    const inbox = await product.inbox(principal);
    expect(inbox.map(({ card }) => card.title).sort()).toEqual([
      "A small start, if the timing is right",
      "A thank-you for you",
      // The idea that the pause held back comes in the first free week.
      "Say what this replaces",
    ]);
    expect(inbox.map(({ at }) => newYork(at))).toEqual(["Tue 07:15", "Tue 07:15", "Tue 07:30"]);
  });

  test("who thanks somebody who has paused is not told of it", async () => {
    await product.say(principal, "/pl pause");
    const reply = await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    expect(reply.text).toBe(
      "Posted in lindenwood-elementary-staff: thanks to Jun Brânză. Thank you for taking the minute.",
    );
  });

  test("what waited already is put off too, and a nudge of those weeks is left out", async () => {
    await product.say(teacher, "/pl start");
    await keepWeeksOf(product, [school]);
    await product.moveTo("2025-08-19T00:00:00Z");
    await product.say(colleague, `/praise Christopher Reyes for ${deed}`);
    await product.say(teacher, "/pl pause until 2025-08-29");
    await product.moveTo("2025-08-28T23:00:00Z");
    expect(await product.inbox(teacher)).toEqual([]);
    expect((await status(teacher))["Messages from me"]).toContain("Friday, August 29");
    await product.moveTo("2025-08-29T20:00:00Z");
    expect(last(await product.inbox(teacher)).card.title).toBe("A thank-you for you");
    expect((await status(teacher))["Messages from me"]).toContain("On,");
  });

  test("/pl start ends it at once, and leaves everything else as it was", async () => {
    await product.say(principal, "/pl pause");
    expect((await product.say(principal, "/pl start")).text).toContain("The pause is over");
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    expect(await product.inbox(principal)).toHaveLength(1);
    expect((await status(principal))["Your weekly idea"]).toContain("Not asked for");
  });

  test.each(["until yesterday", "until 2025-08-18", "until 2025-02-30", "2027-01-01"])(
    "a day that makes no sense is answered with one that does: %s",
    async (text) => {
      const reply = await product.say(teacher, `/pl pause ${text}`);
      expect(reply.text).toContain("/pl pause until Monday, September 1");
      expect((await status(teacher))["Messages from me"]).toContain("On");
    },
  );
});

describe("the bot's own page", () => {
  test("a teacher finds the week, the settings and help, and nothing of leads", async () => {
    const cards = await homeOf(product, teacher);
    expect(cards.map(({ title }) => title)).toEqual([
      "Your week",
      "Your settings",
      "What I can do",
    ]);
    expect(labels(cards)).toEqual([
      "Thank a colleague",
      "Send me one idea a week",
      "Pause for two weeks",
      "Stop all messages",
      "Thank me in private from now on",
    ]);
  });

  test("the buttons do what they say, and then offer the way back", async () => {
    await product.press(teacher, await settings(teacher), "Pause for two weeks");
    expect(labels([await settings(teacher)])[0]).toBe("End the pause");
    await product.press(teacher, await settings(teacher), "End the pause");
    await product.press(teacher, await settings(teacher), "Send me one idea");
    expect(labels([await settings(teacher)])[0]).toBe("Pause for two weeks");
    await product.press(teacher, await settings(teacher), "Stop all messages");
    expect(labels([await settings(teacher)])[0]).toBe("Start messages again");
    await product.press(teacher, await settings(teacher), "Start messages again");
    const week = await ownCard(teacher, 0);
    expect(week.text).toBe("Your weekly idea: The next one comes tomorrow at 7:30 AM.");
    const form = await product.press(teacher, week, "Thank a colleague");
    expect(form.kind).toBe("form");
  });

  test("thanks of the week are there, and the one that waits is announced", async () => {
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    // The first has arrived before the second is given.
    await product.inbox(principal);
    await product.say(colleague, `/praise @Jun Brânză for ${deed} again`);
    const week = await ownCard(principal, 0);
    expect(week.text).toContain("A thank-you waits for you. It comes tomorrow at 7:15 AM.");
    expect(week.text).toContain(`From Christopher Reyes: "${deed}"`);
  });

  test("a principal answers for the school there, and may change it", async () => {
    await openWave(product);
    const asked = await ownCard(principal, 1);
    expect(asked.buttons).toHaveLength(5);
    await product.press(principal, asked, "Yes");
    const answered = await ownCard(principal, 1);
    expect(answered.text).toContain("Your answer now: Yes");
    expect(answered.buttons?.map(({ spoken }) => spoken)).toEqual([
      "Change the answer of Lindenwood Elementary School",
    ]);
  });

  test("a lead sees the open wave and what was not delivered", async () => {
    await openWave(product);
    const titles = (await homeOf(product, lead)).map(({ title }) => title);
    expect(titles).toEqual([
      "Your week",
      "Wave 1",
      "Not delivered",
      "Your settings",
      "What I can do",
    ]);
    expect((await homeOf(product, admin)).map(({ title }) => title)).not.toContain("Wave 1");
  });
});
