import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addRecordCommands } from "#cli/records.ts";
import { type CommandLine, openCommandLine } from "#compose";
import { type DistrictId, type PersonId, type ShoutOutId, type SiteId, toId } from "#domain/ids.ts";
import type { RecordType } from "#domain/records.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { printed } from "./records-year.ts";

const district = toId<DistrictId>("rbps");
const jun = toId<PersonId>("rbps-u00001");
const chris = toId<PersonId>("rbps-u00005");
const carmen = toId<PersonId>("rbps-u00008");
const s1 = toId<SiteId>("rbps-s001");

let folder: string;
let line: CommandLine;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-records-"));
  const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
  line = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
  const files = await line.readDistrict("sample-district/oneroster-1.2");
  await importDistrict(line.product, files, { dryRun: false, allowRemovals: false });
});
afterAll(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});

/** What `groundswell records ...` prints. */
async function records(...words: readonly string[]): Promise<string> {
  const program = new Command("groundswell");
  addRecordCommands(program, async () => await Promise.resolve({ ...line, close: stayOpen }));
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  return await printed(async () => {
    await program.parseAsync(["records", ...words], { from: "user" });
  });
}
const stayOpen = async (): Promise<void> => await Promise.resolve();

const count = async (type: RecordType) =>
  (await line.product.store.read(district, (tx) => tx.records.count(type, {}))).total;

function shoutOut(id: string, day: string, more: Partial<ShoutOut> = {}): ShoutOut {
  const said = { text: `=sum of all good things on ${day}`, helped: "", practice: "", value: "" };
  const people = { giver: chris, receivers: [jun], site: s1, share: "site" } as const;
  const at = new Date(`${day}T15:00:00Z`);
  return { id: toId<ShoutOutId>(id), ...people, ...said, at, week: "2025-W34", ...more };
}

beforeEach(async () => {
  await line.product.store.transaction(district, function* ({ praise }) {
    yield* praise.addShoutOut(shoutOut("so1", "2025-08-18"));
    yield* praise.addShoutOut(shoutOut("so2", "2025-08-19", { receivers: [jun, carmen] }));
    yield* praise.addShoutOut(shoutOut("so3", "2025-08-20", { site: undefined }));
  });
});

test.each([
  [["export", "--person", "nobody@example.org", "--json"], "PERSON_NOT_FOUND", "--person"],
  [["erase", "--person", "rbps-u99999"], "PERSON_NOT_FOUND", "--person"],
  [["export", "--site", "Nowhere", "--json"], "SITE_NOT_FOUND", "--site"],
  [["export", "--from", "2025-02-30", "--json"], "FLAG_INVALID", "--from"],
  [["export", "--from", "18.08.2025", "--json"], "FLAG_INVALID", "--from"],
  [["export", "--until", "tomorrow", "--json"], "FLAG_INVALID", "--until"],
  [["erase", "--from", "2025-09-02", "--until", "2025-09-01"], "FLAG_INVALID", "--until"],
  [["export"], "FLAG_INVALID", "--out"],
  [["erase"], "FLAG_INVALID", "--person, --site, --type, --from or --until"],
  [["erase", "--type", "audit_entry"], "RECORDS_KEPT", "--type"],
  [["erase", "--type", "hold", "--yes"], "RECORDS_KEPT", "--type"],
  [["erase", "--type", "person", "--site", "rbps-s001"], "RECORDS_KEPT", "--type"],
  [["export", "--district", "nowhere", "--json"], "DISTRICT_UNCLEAR", "rbps"],
  [["release", "nothing"], "HOLD_NOT_FOUND", "nothing"],
  [["keep", "praise", "soon"], "RETENTION_UNCLEAR", "soon"],
  [["keep", "praise", "0"], "RETENTION_UNCLEAR", "from 1 up"],
  [["keep", "delivery_log", "29"], "RETENTION_UNCLEAR", "from 30 up"],
  [["keep", "access", "9"], "RETENTION_UNCLEAR", "access"],
])("%j is refused in words that name what to correct", async (words, code, named) => {
  const refused = records(...words);
  await expect(refused).rejects.toMatchObject({ code });
  await expect(refused).rejects.toThrow(named);
});

test.each([
  [["export", "--type", "kudos"], "--type"],
  [["hold", "--by", "Ana"], "--reason"],
  [["hold", "--reason", "case 1"], "--by"],
  [["keep", "praise"], "days"],
])("%j is refused before anything is opened", async (words, named) => {
  await expect(records(...words)).rejects.toThrow(named);
});

test("one type goes to the terminal as a file that no spreadsheet runs", async () => {
  const csv = await records("export", "--type", "shout_out", "--until", "2025-08-18");
  const [head, row] = csv.split("\r\n");
  expect(head).toMatch(/^id,giver,.*,redaction$/);
  expect(row).toContain("'=sum of all good things on 2025-08-18");
});

test("all of it goes to the terminal as JSON", async () => {
  const all: unknown = JSON.parse(await records("export", "--person", jun, "--json"));
  expect(all).toMatchObject({
    district: "rbps",
    records: { shout_out: [{ id: "so1" }, { id: "so2" }, { id: "so3" }], person: [{ id: jun }] },
  });
});

test("a folder that somebody else's files are in is left as it is", async () => {
  const out = path.join(folder, "out");
  mkdirSync(out);
  writeFileSync(path.join(out, "person.csv"), "mine");
  await expect(records("export", "--person", jun, "--out", out)).rejects.toThrow("person.csv");
  await expect(records("export", "--out", path.join(out, "person.csv", "x"))).rejects.toThrow(
    "cannot be written",
  );
});

test("records of some days, of a school or of a type are erased, and no others", async () => {
  await records("erase", "--type", "shout_out", "--until", "2025-08-18", "--yes");
  expect(await count("shout_out")).toBe(2);
  await records("erase", "--site", "Lindenwood Elementary School", "--yes");
  expect(await count("shout_out")).toBe(1);
  await records("erase", "--from", "2025-08-20", "--yes", "--json");
  expect(await count("shout_out")).toBe(0);
});

test("a hold is placed, shown, obeyed and released", async () => {
  const text = await records("hold", "--person", jun, "--reason", "case 1", "--by", "Ana");
  const [id = ""] = /(?<=release ).+/.exec(text) ?? [];
  expect(await records("holds")).toContain(`${id}  person rbps-u00001  `);
  const erased = await records("erase", "--type", "shout_out", "--yes");
  expect(erased).toContain("Deleted: nothing.\nA hold keeps: 3 shout_out.");
  await records("release", id);
  expect(await records("holds", "--json")).toContain("releasedAt");
  await expect(records("release", id)).rejects.toMatchObject({ code: "HOLD_NOT_FOUND" });
  await records("erase", "--type", "shout_out", "--yes");
  expect(await count("shout_out")).toBe(0);
});

test("what is said to be gone is only what went", async () => {
  const nothing = await records("erase", "--until", "2000-01-01", "--yes");
  expect(nothing).not.toMatch(/Nothing of it is left|Posts that are up/);
  const text = await records("hold", "--person", carmen, "--reason", "case 1", "--by", "Ana");
  const [id = ""] = /(?<=release ).+/.exec(text) ?? [];
  const some = await records("erase", "--type", "shout_out", "--yes");
  expect(some).toContain("Except what a hold keeps, nothing of it is left");
  expect(some).toContain("Except what a hold keeps, posts that are up");
  await records("release", id);
  const all = await records("erase", "--type", "shout_out", "--yes");
  expect(all).toContain("Nothing of it is left");
  expect(all).toContain("\nPosts that are up");
});

test("copies go only with what was erased, under no hold, and with an entry in the log", async () => {
  const copies = async () => (await line.backups.list()).length;
  const eraseAll = async () =>
    await records("erase", "--type", "shout_out", "--yes", "--copies", "--json");
  await line.backups.make();
  const text = await records("hold", "--type", "answer", "--reason", "case 1", "--by", "Ana");
  const [id = ""] = /(?<=release ).+/.exec(text) ?? [];
  const refused = eraseAll();
  await expect(refused).rejects.toMatchObject({ code: "RECORDS_KEPT" });
  await expect(refused).rejects.toThrow(id);
  expect([await count("shout_out"), await copies()]).toEqual([3, 1]);
  await records("release", id);
  expect(await records("erase", "--until", "2000-01-01", "--yes", "--copies")).toContain(
    "Nothing was deleted, so these copies of the database stay:",
  );
  expect(await copies()).toBe(1);
  expect(await eraseAll()).toContain('"copies":[]');
  expect(await copies()).toBe(0);
  const [last] = await line.product.store.read(district, (tx) => tx.audit.list(1));
  expect(last).toMatchObject({ action: "copies_erased", facts: { count: "1" } });
});

test("a class is kept as long as the district says", async () => {
  expect(await records("classes")).toContain("praise        365 days     Shout-outs");
  expect(await records("keep", "praise", "3650")).toContain("praise        3650 days");
  expect(await records("purge")).not.toContain("praise");
  await records("keep", "praise", "1");
  expect(await records("purge", "--json")).toContain('"praise":3');
  await records("keep", "praise", "365");
});

test("somebody who left keeps nothing but an id, and what is others' stays whole", async () => {
  const { store } = line.product;
  await store.transaction(district, (tx) => tx.roster.deactivatePeople([jun]));
  const text = await records("erase", "--person", jun, "--yes");
  expect(text).toContain("Deleted: 3 shout_out");
  expect(text).not.toContain("stays on the staff roster");
  const left = await store.read(district, function* (tx) {
    const [kept] = yield* tx.records.list("shout_out", {}, { limit: 9 });
    return { person: yield* tx.roster.getPerson(jun), receivers: kept?.values.receivers };
  });
  expect(left.receivers).toMatchObject([{ personId: carmen, toldBy: null }]);
  expect(left.person).toEqual({
    id: jun,
    givenName: "A colleague",
    familyName: "",
    active: false,
    assignments: [],
  });
  await expect(records("export", "--person", "jun.branza@riverbend.example")).rejects.toThrow();
});

test("everything that was done is in the audit log, as ids, counts and days", async () => {
  const { store } = line.product;
  const entries = await store.read(district, (tx) => tx.audit.list(200));
  const actions = new Set(entries.map(({ action }) => action));
  for (const action of [
    "records_exported",
    "records_erased",
    "records_purged",
    "hold_placed",
    "hold_released",
    "retention_changed",
  ] as const) {
    expect([...actions]).toContain(action);
  }
  const told = JSON.stringify(entries);
  for (const typed of ["case 1", "Ana", "=sum", "Jun", "Lindenwood"]) {
    expect(told).not.toContain(typed);
  }
});
