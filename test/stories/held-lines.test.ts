import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { profileValueField } from "#messages/profile-cards.ts";
import { taskOf } from "./connection-rig.ts";
import {
  formOf,
  lead,
  newest,
  openWave,
  type Product,
  principal,
  type Reply,
  school,
  startProduct,
  teacher,
} from "./playground-rig.ts";
import { filled, waveDesk } from "./wave-rig.ts";

/** Nobody of the staff, and a word that stands nowhere else. */
const HELD = [
  "Marcus Bell needs help with quagga",
  "We ask about Marcus Bell, and quagga",
  "One boy has autism and quagga",
] as const;

let product: Product;
let wave: string;
beforeAll(async () => {
  product = await startProduct();
  await openWave(product);
  const desk = await waveDesk(product);
  wave = (await desk.findWave("Wave 1")).id;
  await product.press(principal, await newest(product, principal), "Yes");
});
afterAll(async () => await product.stop());

/** Every file that the product has written: the database, and what it has not folded in yet. */
const stored = (): string =>
  readdirSync(product.folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(product.folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "latin1"))
    .join("\n");
const send = async (as: string, [id, context]: readonly [string, string], values: object) =>
  await product.submit(as, { id, context, title: "", submit: "", fields: [] }, values);
const own = () => `${wave}|${school}`;
const task = async (reason: "question" | "return_requested") =>
  (await taskOf(product, school, reason))?.id ?? "";
const opened = async (as: string, text: string, typed: Record<string, string>) => {
  const form = formOf(await product.say(as, text));
  return await product.submit(as, form, filled(form, typed));
};
const aValue = () => profileValueField(product.app.product.words.library.values[0]?.id ?? "");
const story = (kind: string) => async (text: string) =>
  await send(lead, ["story", ""], { text, owner: [principal], kind, months: "6" });

/** Every place where people type what is kept, in an order in which each is open. */
const places: Readonly<Record<string, (text: string) => Promise<Reply>>> = {
  question: async (question) => await send(principal, ["question", own()], { question }),
  "answer to a question": async (reply) =>
    await send(lead, ["question-reply", await task("question")], { reply }),
  "something else": async (other) =>
    await send(principal, ["pitfalls", own()], { pitfalls: [], other }),
  "return wish": async (wish) => {
    await product.say(principal, "/pl come back");
    return await send(principal, ["describe-return", own()], { wish });
  },
  "call form": async (line) =>
    await send(lead, ["call", `${await task("return_requested")}|2025-08-18|`], {
      line,
      next: "2025-08-25",
    }),
  "call command": async (line) =>
    await product.say(lead, `/pl called Lindenwood Elementary School: ${line}`),
  "visit line": async (line) => {
    await product.say(principal, "/pl come back");
    const days = { first: "9/3", second: "9/4" };
    return await send(lead, ["offer-dates", await task("return_requested")], { ...days, line });
  },
  "what changed": async (all) => await opened(lead, "/pl wave changed Wave 1", { all }),
  "wave name": async (name) =>
    await opened(lead, "/pl wave new", { name: [...name].slice(-40).join("") }),
  "time needed": async (time) =>
    await opened(lead, "/pl wave edit Wave 1", { time: [...time].slice(0, 40).join("") }),
  story: story("story"),
  testimonial: story("testimonial"),
  "why line form": async (why) => await send(principal, ["why-line", school], { why }),
  "why line command": async (line) => await product.say(principal, `/pl why-line ${line}`),
  thanks: async (line) => await product.say(principal, `/pl thanks ${line}`),
  mission: async (mission) => await send(lead, ["profile", ""], { mission }),
  vision: async (vision) => await send(lead, ["profile", ""], { vision }),
  "a value": async (word) => await send(lead, ["profile", ""], { [aValue()]: word }),
  praise: async (line) =>
    await product.say(teacher, `/praise @Jun Brânză for ${line}, which helped our whole team`),
};

test("what may name a student is kept nowhere, wherever it is typed, and who typed it is told why", async () => {
  const missed: string[] = [];
  let count = 0;
  for (const [place, type] of Object.entries(places)) {
    for (const text of HELD) {
      const reply = await type(text);
      const said = JSON.stringify([reply.errors, reply.text, reply.form?.note]);
      if (!/may name a student|looks personal/.test(said)) missed.push(`${place}: ${said}`);
    }
    count += 1;
    const fine = await type(`We start soon, okapi${count}x`);
    const kept = stored().includes(`okapi${count}x`);
    if (!kept) missed.push(`${place} keeps nothing at all: ${JSON.stringify(fine).slice(0, 300)}`);
  }
  expect(missed).toEqual([]);
  expect(stored().toLowerCase()).not.toContain("quagga");
  expect(stored()).not.toContain("Marcus Bell");
});

test("a colleague, a school and a wave may be named in every line", async () => {
  const line = "Jun Brânză of Lindenwood Elementary School says Wave 1 fits, after Spring Break";
  const logged = await product.say(lead, `/pl called Lindenwood Elementary School: ${line}`);
  expect(logged.text).toContain("Lindenwood");
  expect(stored()).toContain("fits, after Spring Break");
});
