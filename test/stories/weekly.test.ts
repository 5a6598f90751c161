import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keepWeeksOf } from "./kept-weeks.ts";
import {
  cardOf,
  formOf,
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
/** Another elementary school. */
const otherSchool = "rbps-s007";

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());

/** What stands in a school's channel, but for the question of a week without thanks. */
const posts = async (site: string) =>
  (await product.channel(site)).filter(
    ({ card }) => !card.buttons?.some(({ label }) => label === "Not in this channel"),
  );

async function answer(person: string, label: string): Promise<void> {
  await product.press(person, last(await product.inbox(person)), label);
}

const times = (list: readonly { at: string }[]) => list.map(({ at }) => newYork(at));

describe("a school has joined, and three weeks go by", () => {
  beforeAll(async () => {
    await product.reset();
    await openWave(product);
    await keepWeeksOf(product, [school]);
    await answer(principal, "Yes");
    await product.moveTo("2025-09-06T16:00:00Z");
  });

  test("a joined school's channel gets one idea a week, on Tuesday morning, in season", async () => {
    const nudges = (await product.channel(school)).filter(({ card }) =>
      card.fields?.some(({ label }) => label === "Try this"),
    );
    expect(times(nudges)).toEqual(["Tue 07:30", "Tue 07:30", "Tue 07:30"]);
    const titles = nudges.map(({ card }) => card.title);
    expect(new Set(titles).size).toBe(3);
  });

  test("nobody who did not ask gets an idea in person", async () => {
    expect(await product.inbox(teacher)).toEqual([]);
  });
});

describe("from the first morning on", () => {
  beforeEach(async () => await product.reset());

  test("a school that changes its mind gets no further idea", async () => {
    await keepWeeksOf(product, [school]);
    await openWave(product);
    await answer(principal, "Yes");
    await product.moveTo("2025-08-20T16:00:00Z");
    const before = await posts(school);
    const again = cardOf(await product.say(principal, "/pl answer"));
    await product.press(principal, again, "Not this year");
    await product.moveTo("2025-09-03T16:00:00Z");
    expect(await posts(school)).toHaveLength(before.length);
  });

  test("a teacher who asks gets one idea a week in person, until /pl stop", async () => {
    await keepWeeksOf(product, [school]);
    const reply = await product.say(teacher, "/pl start");
    expect(reply.text).toContain("on Tuesday around 7:30 AM");
    await product.moveTo("2025-08-27T16:00:00Z");
    const inbox = await product.inbox(teacher);
    expect(times(inbox)).toEqual(["Tue 07:30", "Tue 07:30"]);
    expect(last(inbox).card.context).toContain("/pl stop");
    const stopped = await product.say(teacher, "/pl stop");
    expect(stopped.text).toContain("off the list");
    await product.moveTo("2025-09-17T16:00:00Z");
    expect(await product.inbox(teacher)).toHaveLength(2);
  });

  test("the Friday roundup brings the week's thanks, an hour before dismissal", async () => {
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    await product.moveTo("2025-08-23T16:00:00Z");
    const roundup = last(await product.channel(school));
    expect(newYork(roundup.at)).toBe("Fri 13:45");
    expect(roundup.card.title).toBe("Friday thank-yous");
    expect(roundup.card.fields?.[0]?.value).toBe(`Christopher Reyes thanked Jun Brânză: "${deed}"`);
  });

  test("a quiet week is a question in a joined school, and silence elsewhere", async () => {
    await openWave(product);
    await answer(principal, "Yes");
    await product.moveTo("2025-08-23T16:00:00Z");
    expect(last(await product.channel(school)).card.fields?.[0]?.value).toContain("Quiet week.");
    expect(await posts(otherSchool)).toEqual([]);
  });

  test("private and hidden thanks stay out of the roundup and the digest", async () => {
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    const inbox = await product.inbox(principal);
    await product.press(principal, last(inbox), "Hide the post");
    await product.moveTo("2025-08-25T16:00:00Z");
    expect(await posts(school)).toEqual([]);
    expect(JSON.stringify(await product.inbox(lead))).not.toContain(deed);
  });

  test("the district digest comes on Monday at 7:30, with its asks and without empty parts", async () => {
    await openWave(product);
    await answer(principal, "Yes");
    const form = formOf(await product.say(teacher, "/praise"));
    const forDistrict = { who: [principal], saw: deed, share: "district" };
    await product.submit(teacher, form, forDistrict);
    await product.moveTo("2025-08-25T16:00:00Z");
    const digest = last(await product.inbox(lead));
    expect(newYork(digest.at)).toBe("Mon 07:30");
    expect(digest.card.title).toBe("PL weekly: week of Monday, August 25");
    expect(digest.card.fields?.map(({ label }) => label)).toEqual([
      "This week in one line",
      "Do this week",
      "Good we found",
      "Where the waves stand",
      "People to call",
      "How the messages went",
    ]);
    const text = JSON.stringify(digest.card.fields);
    expect(text).toContain("1 of 87 schools are in. 1 joined this week.");
    expect(text).toContain("A slow start is normal.");
    expect(text).toContain("Wave 1: has begun, few answers yet.");
    expect(text).toContain(
      "1. Call Lindenwood Elementary School, overdue since Thursday, August 21 (Bao Jankowski, by Tuesday, August 26)",
    );
    expect(text).toContain(`Jun Brânză at Lindenwood Elementary School: \\"${deed}\\"`);
  });

  test("a closed Monday moves the digest to Tuesday, and reasons of fewer than three schools stay hidden", async () => {
    await openWave(product);
    const principals = (await product.people("role=principal&limit=10")).slice(0, 4);
    await product.moveTo("2025-08-18T14:00:00Z");
    for (const [index, { id }] of principals.entries()) {
      const form = (await product.press(id, last(await product.inbox(id)), "Not yet")).form;
      const pitfalls = index < 3 ? ["competing_ib"] : ["competing_grant"];
      if (form) await product.submit(id, form, { pitfalls });
    }
    await product.moveTo("2025-09-02T16:00:00Z");
    const digests = (await product.inbox(lead)).filter(({ card }) =>
      card.title?.startsWith("PL weekly"),
    );
    expect(newYork(last(digests).at)).toBe("Tue 07:30");
    const fields = digests.flatMap(({ card }) => card.fields ?? []);
    const told = fields.filter(({ label }) => label === "What's in the way");
    // Nothing has changed by the second digest.
    expect(told).toHaveLength(1);
    const [inTheWay] = told;
    expect(inTheWay?.value).toContain("IB or another program review: 3 schools");
    expect(inTheWay?.value).not.toContain("grant");
    const training = fields.find(({ label }) => label === "Training worth offering");
    expect(training?.value).toContain("One lesson, two purposes");
  });
});
