import { afterAll, beforeAll, expect, test } from "vitest";
import {
  admin,
  cardOf,
  colleague,
  lead,
  openWave,
  type Product,
  principal,
  startProduct,
  teacher,
} from "./playground-rig.ts";

const COMMANDS = /\/pl [a-z]+(?:-[a-z]+)?/g;
/** These do something at once. */
const CHANGES: ReadonlySet<string> = new Set(["/pl stop", "/pl sign-out"]);

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());

test("a newcomer's help answers how to start, who volunteers and why now", async () => {
  const card = cardOf(await product.say(teacher, "/pl help"));
  const questions = card.text.split("\n").filter((_line, at) => at % 2 === 0);
  expect(questions.slice(0, 3)).toEqual([
    "How do I start?",
    "Who volunteers?",
    "We're swamped. Why now?",
  ]);
  expect(card.fields?.map(({ label }) => label)).toEqual([
    "Thank somebody",
    "Try something",
    "See how others do it",
    "What I send you",
    "Who can help",
  ]);
});

const helpOf = async (person: string) => {
  const { text, fields = [] } = cardOf(await product.say(person, "/pl help"));
  return [text, ...fields.map(({ label, value }) => `${label}\n${value}`)].join("\n");
};

test("each role's help names what that role can do, and no more", async () => {
  expect(await helpOf(teacher)).not.toContain("/pl answer");
  expect(await helpOf(principal)).toContain("/pl answer");
  expect(await helpOf(principal)).toContain("/pl team");
  expect(await helpOf(principal)).not.toContain("/pl wave");
  expect(await helpOf(lead)).toContain("/pl wave");
  expect(await helpOf(lead)).not.toContain("/pl team");
});

test("nobody's help offers what would be refused", async () => {
  const area = await helpOf("rbps-u04875");
  for (const offered of ["/pl waves", "/pl delegate", "/pl channel here", "/pl calls"]) {
    expect(area).toContain(offered);
  }
  expect(area).not.toContain("/pl called");
  expect(area).toContain("silent, notyet or calls");
  expect(await helpOf(principal)).toContain("/pl why");
  expect(await helpOf(teacher)).toContain("/pl stories mine");
  expect(await helpOf(admin)).toContain("/pl waves");
  await product.say(principal, `/pl delegate ${colleague}`);
  const delegate = await helpOf(colleague);
  expect(delegate).toContain("/pl answer");
  expect(delegate).not.toMatch(/pl (?:delegate|channel)/);
  expect(await helpOf(principal)).toMatch(/pl delegate[\s\S]*pl channel here/);
});

test("every command that the help names is one", async () => {
  const named = [...new Set((await helpOf(principal)).match(COMMANDS) ?? [])];
  named.push(...new Set((await helpOf(lead)).match(COMMANDS) ?? []));
  expect(named.length).toBeGreaterThan(20);
  for (const command of named.filter((one) => !CHANGES.has(one))) {
    const reply = await product.say(lead, command);
    expect(reply.text, command).not.toContain("I don't know");
  }
});

test("plain words to the bot are answered with the help, never with silence", async () => {
  const reply = await product.event({ as: teacher, kind: "text", text: "hello?" });
  expect(reply.text).toContain("/praise");
});

test("an unknown command is named, with a way on", async () => {
  const reply = await product.say(teacher, "/pl dance");
  expect(reply.text).toBe('I don\'t know "/pl dance". /pl help shows what I can do.');
});

test("a button from long ago is no riddle", async () => {
  const reply = await product.event({ as: teacher, kind: "press", action: "gone", value: "x" });
  expect(reply.text).toContain("no longer in use");
  const stale = await product.event({
    as: teacher,
    kind: "press",
    action: "answer",
    value: "w9|s9|yes",
  });
  expect(stale.text).toContain("no longer in use");
});

test("a lead may plan a visit with /expedition, and a teacher reads who does", async () => {
  const reply = await product.say(lead, "/expedition");
  expect(reply.text).toContain("No visit is planned");
  expect((await product.say(teacher, "/expedition")).text).toContain("area leads plan visits");
});

test("a principal without an open question is told so", async () => {
  const reply = await product.say(principal, "/pl answer");
  expect(reply.text).toContain("no open question");
});

test("a new lead is told three first steps, until a wave has been opened", async () => {
  expect(await helpOf(lead)).toContain("Your first three steps");
  await openWave(product);
  expect(await helpOf(lead)).not.toContain("Your first three steps");
});
