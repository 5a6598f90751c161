import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runStudents } from "#cli/students.ts";
import { type CommandLine, openCommandLine } from "#compose";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { checkLine } from "#usecases/check-line.ts";
import { person } from "./answers-rig.ts";
import { printed } from "./records-year.ts";

const folder = mkdtempSync(path.join(tmpdir(), "groundswell-students-"));
const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
const district = toId<DistrictId>("home");
const act = { district, platform: "slack", workspace: "T", eventKey: "e" } as const;
let line: CommandLine;

const colleague = (id: string, givenName: string, familyName: string): Person => ({
  id: person(id),
  givenName,
  familyName,
  active: true,
  assignments: [{ role: "teacher", place: district }],
});

beforeAll(async () => {
  line = await openCommandLine({ DATABASE_URL, LOG_LEVEL: "silent" });
  await line.product.store.transaction(district, function* ({ roster }) {
    yield* roster.saveDistrict({ id: district, name: "Home", shortName: "Home", zone: "UTC" });
    yield* roster.savePeople([
      colleague("cy", "Cy", "Marlow"),
      colleague("elena", "Elena", "Ruiz"),
      colleague("grace", "Grace", "Kim"),
    ]);
  });
});
afterAll(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const take = async (file: string | undefined, remove = false) =>
  await printed(async () => await runStudents(line, file, { remove, json: false }));
const check = async (text: string, vouched: readonly string[] = []) =>
  await checkLine(line.product, { ...act, person: person("cy") }, { text, vouched });
const audited = async () => await line.product.store.read(district, (tx) => tx.audit.list(1));

const LIST = `given_name,family_name,preferred_name,student_id
Wrenlow,Tideford,Wren,30418827
María José,Hernández López,,
Grace,Kim,,
`;

test("a student on the list is held in any case and order, and nobody can vouch for them", async () => {
  const unknown = "we all thank wrenlow tideford for the card";
  expect(await check(unknown)).toBeUndefined();
  expect(await take(write("students.csv", LIST))).toContain("3 students");
  for (const text of [
    unknown,
    "TIDEFORD, WRENLOW made a card",
    "a card of wren tideford’s",
    "maria lopez made a card",
    "Ask for María José Hernández López today",
    "wrenlow t. tideford made a card",
    "a card by wrenlow anne tideford",
    "wrenlow/tideford and wrenlow (tideford)",
    "wrenlow_tideford",
    "wrenlow  tideford",
    "wrenlow\u2011tideford",
    "wren\u200blow\u00a0tideford",
    "wrenlow\ntideford",
  ]) {
    const held = await check(text, ["Wrenlow Tideford", "Wren", "María José Hernández López"]);
    expect(held, text).toMatchObject({ why: "student_name", mayVouch: false });
  }
  expect(await check("the card with 30418827 on it")).toMatchObject({ names: ["30418827"] });
  expect(await check("wrenlow made a card")).toBeUndefined();
  expect(await check("wrenlow and tideford made a card")).toBeUndefined();
});

test("a colleague of the same name is held only where the words call them a student", async () => {
  expect(await check("Grace Kim shared her plan with Elena Ruiz")).toBeUndefined();
  expect(await check("my student Grace Kim shared her plan")).toMatchObject({ mayVouch: false });
});

test("no name of the list lies in the database, nor how many students there are in the audit log", async () => {
  const [entry] = await audited();
  expect(entry).toMatchObject({ action: "students_imported", facts: { amount: "under 1,000" } });
  for (const name of ["groundswell.db", "groundswell.db-wal"]) {
    const bytes = readFileSync(path.join(folder, name)).toString("latin1").toLowerCase();
    for (const word of ["wrenlow", "tideford", "30418827", "hern"])
      expect(bytes).not.toContain(word);
  }
  expect(readFileSync(path.join(folder, "students.csv"), "utf8")).toContain("Wrenlow");
});

test("a broken list names line and column, no student, and changes nothing", async () => {
  const broken = write("broken.csv", "given_name,family_name\nQuillon,Marsh\nTamsin,\n");
  const failed = await take(broken).catch((error: unknown) => error);
  expect(String(failed)).toContain("broken.csv line 3, column family_name");
  expect(String(failed)).not.toMatch(/Quillon|Tamsin/);
  expect(await check("we thank quillon marsh")).toBeUndefined();
  expect(await check("we thank wrenlow tideford")).toBeDefined();
  expect(await take(undefined).catch(String)).toContain("--remove");
});

test("a list may be headed in capitals, and one with semicolons is told so", async () => {
  const semicolons = write("other.csv", "given_name;family_name\nQuillon;Marsh\n");
  const failed = String(await take(semicolons).catch((error: unknown) => error));
  expect(failed).toContain("other.csv line 1: has semicolons between its columns");
  expect(failed).not.toMatch(/Quillon|names no student/);
  const bad = write("bad.csv", "given_name,family_name\nTamsin,\n");
  expect(String(await take(bad).catch(String))).not.toContain("names no student");
  const rows = LIST.slice(LIST.indexOf("\n"));
  const headed = write("headed.csv", `Given_Name,FAMILY NAME,Preferred_name,Student_ID${rows}`);
  expect(await take(headed)).toContain("3 students");
  expect(await check("we thank wrenlow tideford")).toBeDefined();
});

test("a list that the product's key does not open is none, and once removed nothing of it is left", async () => {
  const other = await openCommandLine({
    DATABASE_URL,
    LOG_LEVEL: "silent",
    SECRET_KEY: Buffer.alloc(32, 9).toString("base64"),
  });
  const marks = { ...line.product, marks: other.product.marks };
  const asked = { ...act, person: person("cy") };
  expect(await checkLine(marks, asked, "we thank wrenlow tideford")).toBeUndefined();
  await other.close();
  expect(await take(undefined, true)).toContain("removed");
  expect(await check("we thank wrenlow tideford")).toBeUndefined();
  expect((await audited())[0]?.facts).toEqual({ amount: "removed" });
});
