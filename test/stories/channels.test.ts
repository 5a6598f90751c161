import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  admin,
  last,
  lead,
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

const typeIn = async (channel: string | undefined, as: string, text: string) =>
  await product.event({ as, kind: "command", text, channel, channelName: channel });
const messages = async (channel: string) =>
  (
    await product.call<{ messages: readonly { card: { title?: string } }[] }>(
      "GET",
      `inbox?channel=${channel}`,
    )
  ).messages;

test("a principal links the channel where it is typed to the own school", async () => {
  const reply = await typeIn("oak-room", principal, "/pl channel here");
  expect(reply.text).toContain("for Lindenwood Elementary School go to oak-room");
  await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
  expect(last(await messages("oak-room")).card.title).toContain("thanked Jun Brânză");
  expect(await product.channel(school)).toEqual([]);
});

test("a channel belongs to one school, and a school has one channel", async () => {
  await typeIn("oak-room", principal, "/pl channel here");
  await typeIn("oak-room", lead, "/pl channel here for Waterford");
  await product.say(teacher, `/praise @Jun Brânză for ${deed}`);
  expect(await messages("oak-room")).toEqual([]);
  const { channels } = await product.call<{ channels: readonly { id: string }[] }>(
    "GET",
    "channels",
  );
  expect(channels.filter(({ id }) => id === "oak-room")).toHaveLength(1);
});

test("a lead or an IT admin names the school, or the district", async () => {
  expect((await typeIn("a", lead, "/pl channel here")).text).toContain("Which school");
  expect((await typeIn("a", admin, "/pl channel here district")).text).toContain("go to a");
  expect((await typeIn("b", lead, "/pl channel here for lindenwood")).text).toContain("go to b");
  expect((await typeIn("c", lead, "/pl channel here Lindenwod Elementary")).text).toContain(
    "Did you mean Lindenwood Elementary School",
  );
  expect((await typeIn("c", lead, "/pl channel here elementary")).text).toContain("More than one");
  expect((await typeIn("c", lead, "/pl channel here Qqqqq")).text).toContain('called "Qqqqq"');
});

test("a teacher links none, and a principal no other school's and not the district's", async () => {
  for (const [as, text] of [
    [teacher, "/pl channel here"],
    [teacher, "/pl channel here Lindenwood"],
    [principal, "/pl channel here for Waterford"],
    [principal, "/pl channel here district"],
  ] as const) {
    expect((await typeIn("d", as, text)).text).toContain("not yours");
  }
});

test("outside a channel it says where to type it", async () => {
  expect((await typeIn(undefined, principal, "/pl channel here")).text).toContain("channel itself");
  expect((await typeIn("d", principal, "/pl channel")).text).toContain("/pl channel here");
});
