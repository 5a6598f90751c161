import { afterAll, beforeAll, expect, test } from "vitest";
import { runErase } from "#cli/records-erase.ts";
import type { CommandLine } from "#compose";
import { type PersonId, toId } from "#domain/ids.ts";
import { giveShoutOut } from "#usecases/give-shout-out.ts";
import { type Product, school, startProduct } from "./playground-rig.ts";
import { openLine, printed } from "./records-year.ts";

const SHORT = "helping me out";
const LONG = "helping me with my class today";
const LONGER = `${LONG}, and for the cake`;

let product: Product;
let line: CommandLine;
let people: Awaited<ReturnType<Product["people"]>>;

const who = (at: number) => people[at] ?? { id: "", name: "" };
const noteTo = async (at: number) => JSON.stringify(await product.inbox(who(at).id));
const channel = async () => JSON.stringify(await product.channel(school));

/** One colleague of the school thanks another for what helped in math. */
async function thank(from: number, to: number, text: string): Promise<void> {
  const { product: inside } = product.app;
  const [district = toId("")] = await inside.store.listDistricts();
  const place = { district, platform: "local", workspace: "playground" } as const;
  const act = {
    ...place,
    person: toId<PersonId>(who(from).id),
    eventKey: `${from}:${to}:${text}`,
  } as const;
  const receivers = [toId<PersonId>(who(to).id)];
  const said = { text, helped: "Math", practice: "", value: "", share: "site" } as const;
  await giveShoutOut(inside, act, { receivers, ...said });
}

async function erase(at: number): Promise<void> {
  const sure = { person: who(at).id, json: false, yes: true, copies: false };
  await printed(async () => await runErase(line, sure));
}

/** The cards of the outbox and of the playground in which the words stand. */
async function cardsWith(words: string): Promise<readonly string[]> {
  const { store } = product.app.product;
  const [district = toId("")] = await store.listDistricts();
  const list = await store.read(district, (tx) => tx.records.list("message", {}, { limit: 999 }));
  return list
    .filter(({ values }) => JSON.stringify(values.card).includes(words))
    .map(({ values }) => String(values.kind))
    .sort();
}

beforeAll(async () => {
  product = await startProduct();
  line = await openLine(product);
  people = await product.people(`site=${school}&role=teacher&limit=50`);
});
afterAll(async () => await product.stop());

test("thanks in the same words that still wait reach everybody but whom the erased ones were for", async () => {
  await product.moveTo("2025-08-19T22:00:00Z");
  await thank(0, 1, SHORT);
  await thank(2, 3, SHORT);
  await thank(0, 1, LONG);
  await thank(4, 5, LONGER);
  await erase(0);
  expect(await cardsWith(SHORT)).toEqual(["shout_out_direct", "shout_out_post"]);
  expect(await cardsWith(LONG)).toEqual(["shout_out_direct", "shout_out_post"]);
  await product.moveTo("2025-08-20T14:00:00Z");
  expect(await product.inbox(who(1).id)).toEqual([]);
  expect(await noteTo(3)).toContain(`${who(2).name} noticed something you did`);
  expect(await noteTo(3)).toContain(SHORT);
  expect(await noteTo(3)).toContain("Math");
  expect(await noteTo(5)).toContain(LONGER);
  expect(await channel()).toContain(`${who(2).name} thanked ${who(3).name}`);
  expect(await channel()).not.toContain(who(0).name);
});

test("thanks in the same words that were delivered stay in notes, posts and the roundup", async () => {
  await thank(6, 1, SHORT);
  await product.moveTo("2025-08-22T21:00:00Z");
  const before = await cardsWith(SHORT);
  expect(before.filter((kind) => kind === "roundup")).toHaveLength(1);
  const others = await Promise.all([noteTo(1), noteTo(5)]);
  await erase(2);
  await product.advance("PT10M");
  expect(await product.inbox(who(3).id)).toEqual([]);
  expect(await Promise.all([noteTo(1), noteTo(5)])).toEqual(others);
  const up = await channel();
  expect(up).toContain(`${who(6).name} thanked ${who(1).name}: \\"${SHORT}\\"`);
  expect(up).toContain(`${who(4).name} thanked ${who(5).name}: \\"${LONGER}\\"`);
  expect(up).not.toContain(who(2).name);
  // Of the roundup the change that followed says the rest.
  expect(await cardsWith(SHORT)).toEqual(["reply", "shout_out_direct", "shout_out_post"]);
  expect(await cardsWith(LONGER)).toEqual(["reply", "shout_out_direct", "shout_out_post"]);
  expect(await cardsWith(who(2).name)).toEqual([]);
});
