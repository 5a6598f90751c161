import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  cardOf,
  colleague,
  last,
  newYork,
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

describe("thanks stay in the hands of those concerned", () => {
  test("a receiver hides the post, and it leaves the channel", async () => {
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    await product.press(principal, last(await product.inbox(principal)), "Hide the post");
    expect(await product.channel(school)).toEqual([]);
  });

  test("a giver takes it back, and it is gone everywhere", async () => {
    const reply = await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    await product.press(teacher, cardOf(reply), "Take it back");
    expect(await product.channel(school)).toEqual([]);
    expect(await product.inbox(principal)).toEqual([]);
  });

  test("somebody else can neither hide nor take back", async () => {
    const given = cardOf(await product.say(teacher, `/praise @Jun Brânză for ${deed}`));
    const reply = await product.press(colleague, given, "Take it back");
    expect(reply.text).toContain("not yours");
    expect(await product.channel(school)).toHaveLength(1);
  });

  test("who wants to be thanked in private is, and the giver is told kindly", async () => {
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    await product.press(principal, last(await product.inbox(principal)), "Thank me in private");
    const reply = await product.say(colleague, `/praise @Jun Brânză for ${deed}`);
    expect(reply.text).toContain("rather be thanked in private");
    expect(await product.channel(school)).toHaveLength(1);
  });

  test("a second thank-you on the same day waits for the next, and joins a third", async () => {
    await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    expect(await product.inbox(principal)).toHaveLength(1);
    const second = await product.say(colleague, `/praise @Jun Brânză for ${deed} again`);
    expect(second.text).toContain("tomorrow at 7:15 AM");
    await product.say(teacher, `/praise @Jun Brânză for ${deed} once more`);
    expect(await product.inbox(principal)).toHaveLength(1);
    await product.moveTo("2025-08-19T12:00:00Z");
    const inbox = await product.inbox(principal);
    expect(inbox).toHaveLength(2);
    expect(newYork(last(inbox).at)).toBe("Tue 07:15");
    expect(last(inbox).card.text).toContain("again");
    expect(last(inbox).card.text).toContain("once more");
  });

  test("in the evening the post and the note wait for the next school day", async () => {
    await product.moveTo("2025-08-22T23:00:00Z");
    const reply = await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    expect(reply.text).toContain("on Monday, August 25");
    const posts = async () => JSON.stringify(await product.channel(school));
    expect(await posts()).not.toContain(deed);
    await product.moveTo("2025-08-25T12:00:00Z");
    expect(await posts()).toContain(deed);
    expect(newYork(last(await product.inbox(principal)).at)).toBe("Mon 07:15");
    expect(newYork(last(await product.channel(school)).at)).toBe("Mon 07:00");
  });

  test("who stopped all messages still finds the thanks in /pl mine", async () => {
    await product.say(principal, "/pl stop");
    const reply = await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
    expect(reply.text).toContain("gets no messages from me");
    expect(await product.inbox(principal)).toEqual([]);
    const mine = await product.say(principal, "/pl mine");
    expect(JSON.stringify(mine.card?.fields)).toContain(deed);
    expect(mine.card?.context).toContain("Only you");
  });
});

test("somebody who is not on the staff list is turned away, and nothing is kept", async () => {
  const reply = await product.say("rbps-u04896", `/praise @Jun Brânză for ${deed}`);
  expect(reply.text).toContain("can't find you on the staff list");
  expect(await product.channel(school)).toEqual([]);
});
