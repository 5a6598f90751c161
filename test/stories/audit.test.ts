import { afterAll, beforeAll, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import { verifyAudit } from "#usecases/read-audit.ts";
import {
  colleague,
  formOf,
  lead,
  newest,
  openWave,
  type Product,
  principal,
  startProduct,
  teacher,
} from "./playground-rig.ts";

const district = toId<DistrictId>("rbps");

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());

async function listEntries() {
  const { store } = product.app.product;
  return await store.read(district, (tx) => tx.audit.listFrom(1, 1000));
}

/** What was done since a number, as "actor action subject". */
async function listSince(number: number): Promise<readonly string[]> {
  const entries = await listEntries();
  const told = entries.filter((entry) => entry.number > number);
  return told.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`);
}

const newestNumber = async () => (await listEntries()).length;

test("an import is one entry, and what it gave to whom at first is not repeated", async () => {
  const entries = await listEntries();
  expect(entries.map(({ action }) => action)).toEqual(["roster_imported"]);
  expect(entries[0]?.facts).toMatchObject({ added: "4895", removed: "0", calendar: "changed" });
});

test("opening a wave, answering for somebody else's school and logging a call are written down", async () => {
  const before = await newestNumber();
  await openWave(product);
  await product.moveTo("2025-08-18T14:00:00Z");
  await product.press(principal, await newest(product, principal), "Yes, count us in");
  const id = "rbps-s002";
  const value = `wave-1|${id}|yes`;
  await product.event({ as: lead, kind: "press", action: "answer", value });
  const { store } = product.app.product;
  const [task] = await store.read(district, (tx) => tx.waves.listOpenCallTasks());
  await product.event({ as: lead, kind: "press", action: "log-call", value: task?.id });
  const told = await listSince(before);
  expect(told[0]).toBe(`person:${lead} wave_opened wave:wave-1`);
  expect(told).toContain(`person:${lead} site_answered_for site:${id}`);
  expect(told.filter((line) => line.includes("call_logged"))).toHaveLength(1);
  // A principal's own answer is the school's, not power over somebody else.
  expect(told.filter((line) => line.includes(`person:${principal}`))).toEqual([]);
});

test("hiding thanks and linking a channel are written down, without a word of what was said", async () => {
  const before = await newestNumber();
  await product.say(teacher, "/praise Ana Zwicky for nothing");
  const form = formOf(await product.say(teacher, "/praise"));
  const saw = "You walked the zebrafish group through their own questions for a whole hour.";
  const given = await product.submit(teacher, form, { who: [colleague], saw, share: "site" });
  expect(given.text ?? given.card?.text).toBeDefined();
  const note = await newest(product, colleague).catch(() => undefined);
  if (!note) await product.moveTo("2025-08-19T14:00:00Z");
  await product.press(colleague, await newest(product, colleague), "Hide");
  const told = await listSince(before);
  expect(told.filter((line) => line.includes("shout_out_hidden"))).toHaveLength(1);
  expect(JSON.stringify(await listEntries())).not.toMatch(/zebrafish|Zwicky/i);
});

test("nobody's own settings are anybody's business", async () => {
  const before = await newestNumber();
  for (const word of ["stop", "start", "pause", "status", "mine"]) {
    await product.say(teacher, `/pl ${word}`);
  }
  expect(await listSince(before)).toEqual([]);
});

test("the chain is whole after all of it", async () => {
  const { fault, head } = await verifyAudit(product.app.product, district);
  expect(fault).toBeUndefined();
  expect(head.number).toBeGreaterThan(3);
});
