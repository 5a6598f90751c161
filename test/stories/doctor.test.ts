import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Places, runDoctor } from "#cli/doctor.ts";
import { checkClock, watchClock } from "#cli/doctor-machine.ts";
import { type CommandLine, lookAround, openCommandLine } from "#compose";
import { type AccountId, type DistrictId, toId } from "#domain/ids.ts";
import type { Finding } from "#ports/chat.ts";
import { importDistrict } from "#usecases/import-district.ts";

const district = toId<DistrictId>("rbps");
const slackIsWell: readonly Finding[] = [{ ok: true, what: "Slack is well.", todo: "" }];
const quiet = { LOG_LEVEL: "silent" };

let seeded: string;
let folder: string;
let file: string;
let opened: CommandLine[];

/** The sample district, imported once; each test looks at a copy of its file. */
beforeAll(async () => {
  const made = mkdtempSync(path.join(tmpdir(), "groundswell-doctor-sample-"));
  seeded = path.join(made, "groundswell.db");
  const line = await openCommandLine({ DATABASE_URL: `file:${seeded}`, ...quiet });
  const files = await line.readDistrict("sample-district/oneroster-1.2");
  await importDistrict(line.product, files, { dryRun: false, allowRemovals: false });
  await endYearOn(line, "2099-06-12");
  await line.backups.make();
  await line.close();
});
afterAll(() => rmSync(path.dirname(seeded), { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-doctor-"));
  file = path.join(folder, "groundswell.db");
  opened = [];
});
afterEach(async () => {
  for (const line of opened) await line.close();
  rmSync(folder, { recursive: true });
});

async function endYearOn(line: CommandLine, day: string | undefined): Promise<void> {
  const days = day === undefined ? [] : [{ day, kind: "last_day", label: "" } as const];
  await line.product.store.transaction(district, (tx) => tx.roster.replaceCalendar(days));
}

/** The sample district, for a test to change. */
async function openSample(): Promise<CommandLine> {
  cpSync(path.dirname(seeded), folder, { recursive: true });
  const line = await openCommandLine({ DATABASE_URL: `file:${file}`, ...quiet });
  opened.push(line);
  return line;
}

interface Asked {
  /** What the adapters find. */
  readonly platforms?: readonly Finding[];
  readonly json?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** What doctor prints and says of the test's own folder. */
async function ask({ platforms = [], json = false, env = {} }: Asked = {}) {
  const all = { DATABASE_URL: `file:${file}`, ...quiet, ...env };
  let printed = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const checks = async () => await Promise.resolve(platforms);
  const places: Places = {
    lookAround: () => lookAround(all),
    open: async () => ({ ...(await openCommandLine(all, { onlyLook: true })), checks }),
  };
  const well = await runDoctor(places, { json }).finally(() => write.mockRestore());
  return { well, printed, lines: printed.trimEnd().split("\n") };
}

const fixes = ({ lines }: Awaited<ReturnType<typeof ask>>) =>
  lines.filter((line) => line.startsWith("FIX"));

test("an IT admin with nothing yet is asked for a roster, and doctor makes no file", async () => {
  const asked = await ask();
  expect(asked.well).toBe(false);
  expect(asked.lines).toContain(
    "note There is no database yet. The first import or start makes it.",
  );
  expect(fixes(asked)).toEqual([
    "FIX  There is no district yet. Run groundswell import <OneRoster folder>.",
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test("with a roster and no platform, all is well and nobody is asked for a workspace", async () => {
  await openSample();
  const asked = await ask();
  expect(asked.well).toBe(true);
  expect(asked.printed).not.toContain("workspace");
  expect(asked.lines).toEqual(
    expect.arrayContaining([
      "ok   The settings can be read.",
      expect.stringMatching(/^ok {3}The database is whole and holds \d+\.\d MB\.$/),
      expect.stringMatching(/^ok {3}All \d+ migrations are applied\.$/),
      "ok   There is a PL lead.",
      expect.stringMatching(/^ok {3}The audit log of Riverbend .+ is unbroken\.$/),
      expect.stringContaining("are free for the data folder."),
    ]),
  );
});

test("every setting that is wrong is a line of its own", async () => {
  const asked = await ask({ env: { PORT: "abc", LOG_LEVEL: "loud", METRICS_TOKEN: "short" } });
  expect(asked.well).toBe(false);
  expect(asked.lines).toHaveLength(3);
  expect(asked.printed).toContain("FIX  A setting is wrong: PORT: give a number.");
  expect(asked.printed).toContain("LOG_LEVEL");
  expect(asked.printed).not.toContain("short");
});

test("a damaged database is a finding, and doctor goes on", async () => {
  writeFileSync(file, "this is no database, and never was one".repeat(200));
  const asked = await ask();
  expect(fixes(asked)).toEqual([expect.stringContaining("is not a whole database.")]);
  expect(asked.printed).toContain("ok   The settings can be read.");
});

test("a table that was lost is a finding, and the other checks are made", async () => {
  await openSample();
  const client = new Database(file);
  client.pragma("foreign_keys = OFF");
  client.exec("drop table calendar_days");
  client.close();
  const asked = await ask({ platforms: slackIsWell });
  expect(fixes(asked)).toEqual([
    "FIX  The roster cannot be looked at (SQLITE_ERROR). See that the database is there and whole, and that this account may read it.",
  ]);
  expect(asked.lines.at(-1)).toBe("ok   Slack is well.");
});

test("one changed byte in the audit log is a finding that names the entry", async () => {
  await openSample();
  const client = new Database(file);
  client.exec("update audit_entries set subject = 'nobody' where number = 1");
  client.close();
  expect(fixes(await ask())).toEqual([expect.stringContaining("is changed at entry 1.")]);
});

test("a calendar that has ended, or is missing, is said with the command that mends it", async () => {
  const line = await openSample();
  await endYearOn(line, "2020-06-12");
  expect(fixes(await ask())).toEqual([
    expect.stringMatching(
      /ended on 2020-06-12: nothing is sent\. .*groundswell import <folder>\.$/,
    ),
  ]);
  await endYearOn(line, undefined);
  expect(fixes(await ask())).toEqual([expect.stringContaining("has no calendar")]);
});

test("a clock behind what the database has seen is a finding, and one that jumps too", () => {
  const seen = new Date("2026-03-02T12:00:00Z");
  expect(checkClock(new Date("2026-03-02T12:00:30Z"), seen).ok).toBe(true);
  expect(checkClock(new Date("2026-03-02T11:59:30Z"), seen).ok).toBe(true);
  const behind = checkClock(new Date("2026-03-02T08:00:00Z"), seen);
  expect(behind).toMatchObject({ ok: false, todo: expect.stringContaining("NTP") });
  expect(behind.what).toContain("4 hours behind");
  let wall = 1000;
  const watch = watchClock({ wall: () => wall, stopwatch: () => 0 });
  expect(watch.findings()).toEqual([]);
  wall += 7000;
  expect(watch.findings()).toMatchObject([{ ok: false, what: expect.stringContaining("7000 ms") }]);
});

test("a clock that is behind is found by the newest row", async () => {
  const line = await openSample();
  const ahead = new Date(Date.now() + 3 * 60 * 60_000);
  await line.product.store.transaction(district, (tx) => tx.events.remember("later", ahead));
  expect(fixes(await ask())).toEqual([expect.stringContaining("is 3 hours behind")]);
});

test("a key file that others may read is a finding with the command that mends it", async () => {
  await openSample();
  const key = path.join(folder, "secret.key");
  writeFileSync(key, "key\n");
  chmodSync(key, 0o644);
  expect((await ask()).printed).toContain(`Run chmod 600 ${key}.`);
  chmodSync(key, 0o600);
  expect((await ask()).printed).toContain("ok   The key file is readable for its owner alone.");
  expect((await ask({ env: { SECRET_KEY: "set" } })).printed).not.toContain("key file");
});

test("with Slack, an IT admin reads which district has no workspace, and how many have no account", async () => {
  const { product } = await openSample();
  const before = await ask({ platforms: slackIsWell });
  expect(before.well).toBe(false);
  expect(before.printed).toContain("FIX  No workspace is linked to Riverbend");
  expect(before.printed).toContain("ok   Slack is well.");
  const everybody = await product.store.read(district, (tx) => tx.roster.listEverybody());
  const people = everybody.filter(({ active }) => active);
  expect(people.length).toBeGreaterThan(1000);
  expect(before.printed).toContain(`${people.length} of ${people.length} people have no account`);

  await product.store.links.link("slack", "T0001", district);
  const [one] = people;
  const account = toId<AccountId>("U0001");
  await product.store.transaction(district, (tx) =>
    tx.roster.saveAccounts(
      one ? [{ platform: "slack", workspace: "T0001", account, person: one.id }] : [],
    ),
  );
  const after = await ask({ platforms: slackIsWell });
  expect(after.well).toBe(true);
  expect(after.printed).toContain("is linked to a workspace.");
  expect(after.printed).toContain(
    `${people.length - 1} of ${people.length} people have no account in the chat yet. They are matched`,
  );
});

test("doctor names nobody, and a machine can read it", async () => {
  const { product } = await openSample();
  const { printed } = await ask({ platforms: slackIsWell, json: true });
  const findings: unknown = JSON.parse(printed);
  expect(findings).toEqual(expect.arrayContaining([...slackIsWell]));
  const people = await product.store.read(district, (tx) => tx.roster.listEverybody());
  expect(people.filter(({ familyName }) => printed.includes(` ${familyName} `))).toEqual([]);
});

test("one FIX of a platform is enough to say that not all is well", async () => {
  const { product } = await openSample();
  await product.store.links.link("slack", "T0001", district);
  const broken = [...slackIsWell, { ok: false, what: "No token.", todo: "Set it." }];
  const asked = await ask({ platforms: broken });
  expect({ well: asked.well, last: asked.lines.at(-1) }).toEqual({
    well: false,
    last: "FIX  No token. Set it.",
  });
});
