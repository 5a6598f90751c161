import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runErase } from "#cli/records-erase.ts";
import { runExport } from "#cli/records-export.ts";
import { release, runHold } from "#cli/records-holds.ts";
import type { CommandLine } from "#compose";
import { keepWeeksOf } from "./kept-weeks.ts";
import { lead, type Product, school, startProduct } from "./playground-rig.ts";
import {
  filesWith,
  liveAYear,
  openLine,
  others,
  printed,
  SECRETS,
  SOMEBODY,
  somebody,
} from "./records-year.ts";

/** Longer than the messages keep their words. */
const WEEKS = 16;

let product: Product;
let line: CommandLine;
let folder: string;

beforeAll(async () => {
  product = await startProduct();
  line = await openLine(product);
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-export-"));
  await keepWeeksOf(product, [school]);
  await liveAYear(product, WEEKS);
});
afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true });
});

const asked = { person: somebody, json: false };
const sure = { ...asked, yes: true, copies: false };

/** What of somebody's words stands in the data folder. */
const found = () => SECRETS.flatMap((word) => filesWith(product.folder, word));

function rowsOf(type: string): readonly Record<string, string>[] {
  return parse(readFileSync(path.join(folder, `${type}.csv`)), { bom: true, columns: true });
}

test("everything about one person is given out, as files for this account alone", async () => {
  const text = await printed(async () => await runExport(line, { ...asked, out: folder }));
  expect(text).toContain(`shout_out.csv: ${2 * WEEKS + 1}`);
  const files = readdirSync(folder);
  for (const type of ["shout_out", "answer", "call_task", "message", "person", "preference"]) {
    expect(files).toContain(`${type}.csv`);
  }
  expect(files.map((file) => statSync(path.join(folder, file)).mode & 0o777)).toEqual(
    files.map(() => 0o600),
  );
  const praise = rowsOf("shout_out");
  expect(praise).toHaveLength(2 * WEEKS + 1);
  expect(praise[0]).toMatchObject({ text: expect.stringContaining("zebrawood"), redaction: "" });
  expect(rowsOf("call_task").map(({ words }) => words)).toContain(
    "Who pays for the marzipan substitutes?",
  );
  expect(rowsOf("person")).toMatchObject([{ givenName: "Jun", familyName: "Brânză" }]);
  const all: unknown = JSON.parse(readFileSync(path.join(folder, "records.json"), "utf8"));
  expect(all).toMatchObject({
    asked: { person: somebody },
    records: { person: [{ id: somebody }] },
  });
});

test("an export is never written over, and is written down before it is given", async () => {
  const again = printed(async () => await runExport(line, { ...asked, out: folder }));
  await expect(again).rejects.toMatchObject({ code: "RECORDS_UNWRITABLE" });
  const { store } = line.product;
  const [district] = await store.listDistricts();
  const entries = district ? await store.read(district, (tx) => tx.audit.list(5)) : [];
  const exports = entries.filter(({ action }) => action === "records_exported");
  expect(exports.map(({ subject, facts }) => ({ subject, shoutOuts: facts.shout_out }))).toEqual([
    // How many shout-outs speak of one person is kept nowhere.
    { subject: `person:${somebody}`, shoutOuts: "some" },
  ]);
});

test("without --yes an erasure says what would go, and changes nothing", async () => {
  const text = await printed(async () => await runErase(line, { ...sure, yes: false }));
  expect(text).toContain(`This would delete: ${2 * WEEKS + 1} shout_out, 1 call_task`);
  expect(text).toContain("Nothing was changed. Add --yes if it is meant");
  expect(SECRETS.map((word) => filesWith(product.folder, word).length > 0)).toEqual([
    true,
    true,
    true,
  ]);
});

test("under a hold every word stays", async () => {
  const held = { ...asked, reason: "case 7", by: "records officer", json: true };
  const { id } = readId(await printed(async () => await runHold(line, held)));
  const text = await printed(async () => await runErase(line, sure));
  expect(text).toContain("Deleted: nothing.");
  expect(text).toContain(`A hold keeps: ${2 * WEEKS + 1} shout_out`);
  expect(SECRETS.map((word) => filesWith(product.folder, word).length > 0)).toEqual([
    true,
    true,
    true,
  ]);
  await printed(async () => await release(line, id, {}));
});

function readId(text: string): { readonly id: string } {
  return JSON.parse(text);
}

test("one person's year is erased: their words are in no channel, no inbox and no file", async () => {
  await line.backups.make();
  const copies = filesWith(product.folder, "zebrawood").filter((file) =>
    file.startsWith("backups"),
  );
  expect(copies).toHaveLength(1);
  const from = performance.now();
  const text = await printed(async () => await runErase(line, { ...sure, copies: true }));
  const seconds = (performance.now() - from) / 1000;
  expect(found()).toEqual([]);
  process.stdout.write(`A year was erased in ${seconds.toFixed(2)} s.\n`);
  expect(text).toContain("Nothing of it is left in the database's own files.");
  expect(text).toContain("Copies of the database that are deleted too:");
  expect(text).toContain("The name stays on the staff roster");
  await product.advance("PT10M");
  const channel = JSON.stringify(await product.channel(school));
  for (const word of SECRETS) expect(channel).not.toContain(word);
  expect(JSON.stringify(await product.inbox(lead))).not.toContain("zebrawood");
  expect(found()).toEqual([]);
});

test("what was said to others stays, without the name", async () => {
  const channel = await product.channel(school);
  const posts = channel.map(({ card }) => `${card.title ?? ""} ${card.text}`);
  expect(posts.filter((post) => post.includes("obsidian"))).toEqual([
    'Christopher Reyes thanked Carmen Woods and a colleague "carrying the obsidian easel with a colleague up the stairs for us"',
  ]);
  expect(posts.join()).not.toContain(SOMEBODY);
  const { store } = line.product;
  const [district] = await store.listDistricts();
  if (!district) throw new RangeError("there is no district");
  const kept = await store.read(district, (tx) => tx.records.list("shout_out", {}, { limit: 9 }));
  expect(kept.map(({ values }) => values.text)).toContain(others);
});

test("the school's answer stays, and names nobody", async () => {
  const { store } = line.product;
  const [district] = await store.listDistricts();
  if (!district) throw new RangeError("there is no district");
  const answers = await store.read(district, (tx) => tx.records.list("answer", {}, { limit: 9 }));
  expect(answers.map(({ values }) => [values.kind, values.person])).toEqual([
    ["question", "erased-person"],
  ]);
  const status = await product.say(lead, "/pl wave Wave 1");
  expect(JSON.stringify(status.card?.table?.rows)).toContain("A colleague");
});

test("a second erasure finds nothing", async () => {
  const text = await printed(async () => await runErase(line, sure));
  expect(text).toContain("Deleted: nothing.");
});
