import { afterAll, beforeAll, expect, test } from "vitest";
import { cardOf, lead, type Product, principal, startProduct, teacher } from "./playground-rig.ts";

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());

test("a newcomer's help answers how to start, who volunteers and why now", async () => {
  const card = cardOf(await product.say(teacher, "/pl help"));
  expect(card.fields?.map(({ label }) => label)).toEqual([
    "How do I start?",
    "Who volunteers?",
    "We're swamped. Why now?",
  ]);
});

test("each role's help names what that role can do, and no more", async () => {
  const textOf = async (person: string) => cardOf(await product.say(person, "/pl help")).text;
  expect(await textOf(teacher)).not.toContain("/pl answer");
  expect(await textOf(principal)).toContain("/pl answer");
  expect(await textOf(principal)).not.toContain("/pl wave");
  expect(await textOf(lead)).toContain("/pl wave");
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

test("an expedition says that it is on its way", async () => {
  const reply = await product.say(lead, "/expedition");
  expect(reply.text).toContain("later version");
});

test("a principal without an open question is told so", async () => {
  const reply = await product.say(principal, "/pl answer");
  expect(reply.text).toContain("no open question");
});
