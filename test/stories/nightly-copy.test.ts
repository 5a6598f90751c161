import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkBackups } from "#cli/doctor-backups.ts";
import { compose, openCommandLine } from "#compose";
import { type DistrictId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { createMovableClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";

const district = toId<DistrictId>("d1");
const zone = "America/Los_Angeles";
const at = (local: string): Date => toInstant(local, zone);

let folder: string;
let copies: string;
let env: Record<string, string>;
let clock: ReturnType<typeof createMovableClock>;
let logged: string[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-nightly-"));
  copies = path.join(folder, "copies");
  env = {
    DATABASE_URL: `file:${folder}/groundswell.db`,
    PLAYGROUND: "off",
    BACKUP_FOLDER: copies,
    BACKUP_KEEP: "2",
  };
  logged = [];
  clock = createMovableClock(at("2026-11-23T12:00"), { now: () => new Date(0) });
  const { product, close } = await openCommandLine({ ...env, LOG_LEVEL: "silent" });
  const facts = { id: district, name: "Red Bluff", shortName: "RB", zone };
  await product.store.transaction(district, (tx) => tx.roster.saveDistrict(facts));
  await close();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The bot runs at this time, once around, and ends. */
async function runBotAt(local: string): Promise<void> {
  clock.moveTo(at(local));
  const app = await compose(readConfig(env, folder), clock, (line) => logged.push(line));
  await app.loop.runDue();
  await app.stop();
}

/** What doctor says of the copies. */
async function askDoctor() {
  const { product, backups, close } = await openCommandLine({ ...env, LOG_LEVEL: "silent" });
  return await checkBackups({ ...product, clock }, backups).finally(close);
}

const names = (): readonly string[] => readdirSync(copies);

test("the bot makes one copy a night by itself, a restart makes no second, and old ones go", async () => {
  await runBotAt("2026-11-23T12:00");
  const [first = ""] = names();
  expect(first).toBe("groundswell-2026-11-23T200000Z.db");
  await runBotAt("2026-11-23T12:01");
  await runBotAt("2026-11-24T01:59");
  expect(names()).toEqual([first]);
  await runBotAt("2026-11-24T02:00");
  expect(names()).toHaveLength(2);
  await runBotAt("2026-11-28T09:00");
  expect(names()).toHaveLength(2);
  expect(names()).not.toContain(first);
  expect(logged.filter((line) => line.includes("backup_made"))).toHaveLength(3);
  const [newest, ...others] = await askDoctor();
  expect(newest).toMatchObject({ ok: true, what: expect.stringContaining("is 0 hours old (0.") });
  expect(others).toEqual([]);
});

test("a copy that could not be made is in the log and in doctor, until one is made", async () => {
  writeFileSync(copies, "a file where the folder should be");
  await runBotAt("2026-11-23T12:00");
  const failed = logged.filter((line) => line.includes("backup_failed"));
  expect(failed).toHaveLength(1);
  expect(failed[0]).toContain("BACKUP_UNWRITABLE");
  const [none, failure] = await askDoctor();
  expect(none).toMatchObject({ ok: false, todo: expect.stringContaining("groundswell backup") });
  expect(failure).toMatchObject({ ok: false, what: expect.stringContaining("BACKUP_UNWRITABLE") });
  rmSync(copies);
  await runBotAt("2026-11-23T14:00");
  expect((await askDoctor()).map(({ ok }) => ok)).toEqual([true]);
});

test("doctor warns of copies that are older than two days", async () => {
  await runBotAt("2026-11-23T12:00");
  clock.moveTo(at("2026-11-25T13:00"));
  const [finding] = await askDoctor();
  expect(finding).toMatchObject({ ok: false, what: expect.stringContaining("is 2 days old") });
});

test("with PostgreSQL a folder for copies is a mistake in the settings", () => {
  const settings = { DATABASE_URL: "postgres://h/db", BACKUP_FOLDER: copies, PLAYGROUND: "off" };
  expect(() => readConfig(settings, folder)).toThrow("BACKUP_FOLDER: leave it out");
});
