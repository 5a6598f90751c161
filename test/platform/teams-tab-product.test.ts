import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FakePerson } from "./fake-teams/index.ts";
import { MORNING } from "./slack-product.ts";
import { findHolder, startTeamsProduct, type TeamsProduct } from "./teams-product.ts";
import { dataOf } from "./teams-tab-desk.ts";
import { say } from "./teams-wave.ts";

let product: TeamsProduct;

beforeEach(async () => {
  product = await startTeamsProduct();
});

afterEach(async () => await product.stop());

/** Asks as the tab's page does, with a token of the product's own time. */
async function ask(person: FakePerson, path: string, body: object): Promise<unknown> {
  const notBeforeInSeconds = Math.floor((MORNING.getTime() - Date.now()) / 1000) - 60;
  const token = product.teams.ssoToken(person.id, { notBeforeInSeconds });
  const response = await product.send(
    new Request(`http://127.0.0.1/teams/tab/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ locale: "en-US", ...body }),
    }),
  );
  expect(response.status).toBe(200);
  return await response.json();
}

const press = (data: object) => ({ id: randomUUID(), data, inputs: {} });

test("a teacher pauses in the tab, and the tab shows it", async () => {
  const teacher = product.fakeOf(findHolder(product, "teacher"));
  const week = await ask(teacher, "page", {});
  expect(JSON.stringify(week)).toContain("Your week");
  const paused = await ask(teacher, "act", press(dataOf(week, "Pause for two weeks")));
  expect(paused).toMatchObject({ kind: "note", brief: true });
  const after = await ask(teacher, "page", {});
  expect(JSON.stringify(after)).toContain("Paused until");
  expect(() => dataOf(after, "Pause for two weeks")).toThrow();
});

test("a teacher's thanks from the tab need a colleague, and keep the words until there is one", async () => {
  const teacher = product.fakeOf(findHolder(product, "teacher"));
  const week = await ask(teacher, "page", {});
  const form = await ask(teacher, "act", press(dataOf(week, "Thank a colleague")));
  const saw = "letting students choose the order of their tasks in reading today";
  const send = press(dataOf(form, "Send the thanks"));
  const missing = await ask(teacher, "act", { ...send, inputs: { saw } });
  expect(missing).toMatchObject({ kind: "errors", inputs: ["who.typed"] });
  expect(JSON.stringify(missing)).toContain(saw);
});

test("a guest of the organization is no colleague, and sees nobody's week", async () => {
  const guest = product.teams.addPerson({ name: "Ana Ruiz", role: "guest" });
  // They have written to the bot before: since then Teams can be asked who they are.
  await say(product, guest, "help");
  const week = await ask(guest, "page", {});
  expect(week).toMatchObject({ cards: [{ type: "AdaptiveCard" }], failed: false });
  expect(JSON.stringify(week)).not.toContain("Your week");
});
