import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { mainRole } from "#domain/roster.ts";
import { readDistrict } from "#imports/read-district.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { keepWeeksOf } from "./kept-weeks.ts";
import {
  admin,
  last,
  lead,
  openWave,
  type Product,
  principal,
  school,
  startProduct,
  teacher,
} from "./playground-rig.ts";

const sample = "sample-district";
const tables = ["manifest.csv", "orgs.csv", "users.csv", "roles.csv"];
const meant = { dryRun: false, allowRemovals: true };
const noChange = { added: 0, changed: 0, removed: 0 };

let product: Product;
const folders: string[] = [];

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => await product.stop());
beforeEach(async () => await product.reset());
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

type Change = (text: string) => string;

/** A folder with the tables of the sample and nothing around it; some of them changed. */
function bareExport(
  from = "oneroster-1.2",
  changes: Readonly<Record<string, Change>> = {},
): string {
  const around = mkdtempSync(path.join(tmpdir(), "groundswell-again-"));
  folders.push(around);
  const folder = path.join(around, "export");
  mkdirSync(folder);
  for (const name of tables.filter((each) => from !== "oneroster-1.1" || each !== "roles.csv")) {
    const text = readFileSync(path.join(sample, from, name), "utf8");
    writeFileSync(path.join(folder, name), changes[name]?.(text) ?? text);
  }
  return folder;
}

async function importFolder(folder: string) {
  return await importDistrict(product.app.product, await readDistrict(folder), meant);
}

async function read<T>(body: (tx: Transaction) => Steps<T>): Promise<T> {
  return await product.app.product.store.read(toId("rbps"), body);
}

const person = async (id: string) => await read(({ roster }) => roster.getPerson(toId(id)));
const site = async (id: string) => await read(({ roster }) => roster.getSite(toId(id)));
const planned = async (id: string) => await read(({ schedule }) => schedule.find(id));

function without(start: string): Change {
  return (text) =>
    text
      .split("\n")
      .filter((line) => !line.startsWith(start))
      .join("\n");
}

/** The rows of users and roles that name one of these people, as a delta. */
function deltaOf(...people: readonly string[]): string {
  const keep: Change = (text) =>
    text
      .split("\n")
      .filter((line, at) => at === 0 || people.some((id) => line.includes(`${id},`)))
      .join("\n");
  const manifest: Change = (text) => text.replace("file.users,bulk", "file.users,delta");
  const orgs: Change = (text) => text.split("\n").slice(0, 1).join("\n");
  return bareExport("oneroster-1.2", {
    "manifest.csv": manifest,
    "users.csv": keep,
    "roles.csv": keep,
    "orgs.csv": orgs,
  });
}

/** Queues a message to the principal for next week. */
async function queueLater(more: Partial<QueuedMessage>): Promise<void> {
  await product.app.product.store.transaction(toId("rbps"), function* (tx) {
    const to = yield* tx.roster.findAddress(toId<PersonId>(principal));
    if (!to) return;
    const card = { text: "Later", fallback: "Later" };
    const dueAt = new Date("2025-08-25T14:00:00Z");
    const delivery = { do: "post", to, card } as const;
    yield* tx.outbox.queue({ key: toId("later"), kind: "reminder", delivery, dueAt, ...more });
  });
}

const stateOfLater = async () => (await read(({ outbox }) => outbox.find(toId("later"))))?.state;

test("an export without side files takes no rights and no bells, and changes nothing", async () => {
  const [before, bells] = [await person(lead), await site(school)];
  const bare = bareExport();
  for (const folder of [`${sample}/oneroster-1.2`, bare, `${sample}/oneroster-1.2`, bare]) {
    const { sites, people, calendarChanged } = await importFolder(folder);
    expect([sites, people, calendarChanged]).toEqual([noChange, noChange, false]);
  }
  expect(await person(lead)).toEqual(before);
  expect(await site(school)).toEqual(bells);
  expect(mainRole(await person(admin))).toBe("it_admin");
  expect(await read(({ roster }) => roster.listHolders("coach"))).not.toEqual([]);
});

test("a delta row for a PL lead and a teacher takes neither rights nor a home", async () => {
  const [leadBefore, teacherBefore] = [await person(lead), await person(teacher)];
  const { people } = await importFolder(deltaOf(lead, teacher));
  expect(people).toEqual(noChange);
  expect(await person(lead)).toEqual(leadBefore);
  expect(await person(teacher)).toEqual(teacherBefore);
});

test("a delta that renames a school keeps its bells, its chat and its materials", async () => {
  const before = await site("rbps-s003");
  const { renamed } = await importFolder(bareExport("oneroster-1.2-delta"));
  expect(renamed).toHaveLength(1);
  expect(await site("rbps-s003")).toEqual({ ...before, name: renamed[0]?.to });
});

test("principals named beside a 1.1 export stay when it comes again alone", async () => {
  const folder = bareExport("oneroster-1.1");
  const side = path.join(folder, "staff_roles.csv");
  cpSync(path.join(sample, "staff_roles.csv"), side);
  const told = `${readFileSync(side, "utf8")}${principal},principal,${school}\r\n`;
  writeFileSync(side, told);
  await importFolder(folder);
  rmSync(side);
  const { people, sites } = await importFolder(folder);
  expect([people, sites]).toEqual([noChange, noChange]);
  expect(mainRole(await person(principal))).toBe("principal");
});

test("somebody who comes back after leaving has no rights of before", async () => {
  const gone = bareExport("oneroster-1.2", {
    "users.csv": without(`${lead},`),
    "roles.csv": without(`${lead}-`),
  });
  const { people } = await importFolder(gone);
  expect(people.removed).toBe(1);
  await importFolder(bareExport());
  expect(mainRole(await person(lead))).toBe("staff");
});

const leaving: readonly (readonly [string, Change])[] = [
  ["is missing from the export", without(`${teacher},`)],
  ["is disabled", (text) => text.replace(`${teacher},,,true,`, `${teacher},,,false,`)],
];

test.each(leaving)("a teacher who %s gets no ideas and no waiting message", async (_how, users) => {
  await product.say(teacher, "/pl start");
  await openWave(product);
  const waiting = await product.inbox(teacher);
  await importFolder(bareExport("oneroster-1.2", { "users.csv": users }));
  expect((await person(teacher)).active).toBe(false);
  expect(await planned(`personal-nudge:${teacher}`)).toBeUndefined();
  const address = await read(({ roster }) => roster.findAddress(toId<PersonId>(teacher)));
  expect(address).toBeUndefined();
  await keepWeeksOf(product, [school]);
  await product.moveTo("2025-09-03T16:00:00Z");
  expect(await product.inbox(teacher)).toHaveLength(waiting.length);
});

test("an invitation that waits for a principal is taken back when the principal leaves", async () => {
  await openWave(product);
  const before = await product.inbox(principal);
  await queueLater({ recipient: toId<PersonId>(principal) });
  await importFolder(bareExport("oneroster-1.2", { "users.csv": without(`${principal},`) }));
  expect(await stateOfLater()).toBe("cancelled");
  await keepWeeksOf(product, [school]);
  await product.moveTo("2025-08-26T16:00:00Z");
  expect(await product.inbox(principal)).toHaveLength(before.length);
});

test("a school that closes hears nothing more, and no wave asks it", async () => {
  await openWave(product);
  await product.press(principal, last(await product.inbox(principal)), "Yes");
  const other = "rbps-s007";
  await queueLater({ group: `wave:wave-1:${other}` });
  expect(await planned(`nudge:${school}`)).toBeDefined();
  expect(await planned(`reminder:wave-1:${other}`)).toBeDefined();
  const close: Change = (text) =>
    text
      .replace(`${school},,,`, `${school},tobedeleted,2025-08-18T00:00:00Z,`)
      .replace(`${other},,,`, `${other},tobedeleted,2025-08-18T00:00:00Z,`);
  const closing = bareExport("oneroster-1.2", { "orgs.csv": close });
  await importFolder(closing);
  for (const id of [school, other]) {
    expect((await site(id)).active).toBe(false);
    for (const row of [`nudge:${id}`, `roundup:${id}`, `reminder:wave-1:${id}`])
      expect(await planned(row)).toBeUndefined();
    expect(await read(({ waves }) => waves.isJoined(toId<SiteId>(id)))).toBe(false);
  }
  expect(await stateOfLater()).toBe("cancelled");
  expect((await importFolder(closing)).sites).toEqual(noChange);
});

test("next year's calendar starts every weekly thing that ended with the last one", async () => {
  await openWave(product);
  await product.press(principal, last(await product.inbox(principal)), "Yes");
  await product.say(teacher, "/pl start");
  const rows = ["digest", `roundup:${school}`, `nudge:${school}`, `personal-nudge:${teacher}`];
  const late = "rbps-u00006";
  await product.app.product.store.transaction(toId("rbps"), function* (tx) {
    for (const row of rows) yield* tx.schedule.remove(row);
    yield* tx.roster.replaceCalendar([]);
    const calendar = [
      { day: "2023-08-01", kind: "first_day", label: "First day" },
      { day: "2024-05-20", kind: "last_day", label: "Last day" },
    ] as const;
    yield* tx.roster.replaceCalendar(calendar);
  });
  await product.say(late, "/pl start");
  expect(await planned(`personal-nudge:${late}`)).toBeUndefined();
  await importFolder(`${sample}/oneroster-1.2`);
  for (const row of [...rows, `personal-nudge:${late}`]) expect(await planned(row)).toBeDefined();
});

test("an import leaves what is planned already at its time", async () => {
  const before = await planned(`roundup:${school}`);
  await product.advance("1h");
  await importFolder(`${sample}/oneroster-1.2`);
  expect(await planned(`roundup:${school}`)).toEqual(before);
});
