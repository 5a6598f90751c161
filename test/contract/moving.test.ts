import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Told } from "#ports/moving.ts";
import { startProduct } from "#test/stories/playground-rig.ts";
import { liveAYear } from "#test/stories/records-year.ts";
import {
  addDirectory,
  addMany,
  type CopyRig,
  fillAll,
  optionsOf,
  quiet,
  runInFile,
  startCopyRig,
  tableOf,
} from "./copy-rig.ts";
import { openTestStore, runSql } from "./store-rig.ts";

const all = { district: undefined, startOver: false };
const again = { ...all, startOver: true };

let rig: CopyRig;
beforeAll(async () => {
  rig = await startCopyRig();
});
afterAll(async () => await rig.remove());

const onServer = async (sql: string) => await runSql(path.basename(rig.target.url), sql);

/** Each time that rows were copied, from so many on. */
function whenCopied(rows: number, work: () => void) {
  return ({ step, done }: Told): void => {
    if (step === "copying" && done >= rows) work();
  };
}

/** As a process that is ended in the middle. */
const endAfter = (rows: number) =>
  whenCopied(rows, () => {
    throw new RangeError("the process ended");
  });

const dropConnections = async () =>
  await onServer(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);

/** The districts that a bot on this database would work for. */
async function listServed(url: string): Promise<readonly string[]> {
  const store = await openTestStore(url);
  return await store.listDistricts().finally(store.close);
}

describe("a move to PostgreSQL", () => {
  test("brings every table with every kind of value, and both sides add up to the same", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 3);
    addDirectory(file, district);
    const [moved] = await moving().move(all, quiet);
    expect(moved?.tables.filter(({ isSame }) => !isSame)).toEqual([]);
    expect(moved).toMatchObject({ district, isSame: true, before: 0 });
    const rowsOf = (name: string) => moved && tableOf(moved.tables, name)?.rows;
    for (const name of ["districts", "workspace_links", "link_codes", "installations"]) {
      expect(rowsOf(name), name).toEqual({ from: 1, to: 1 });
    }
    expect(rowsOf("outbox_messages")).toEqual({ from: 3, to: 3 });
  });

  test("takes a plain account that may only read and write rows, and another that owns the tables", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 1);
    const account = `rows_${path.basename(rig.target.url)}`;
    await onServer(`create role ${account} login password 'rows'`);
    const url = rig.target.url.replace("plain:plain", `${account}:rows`);
    const target = optionsOf(url, { postgres: { directUrl: rig.target.url } });
    const [moved] = await moving({ target }).move(all, quiet);
    expect(moved?.isSame).toBe(true);
    await onServer(`drop owned by ${account}; drop role ${account}`);
  });

  test("goes on where it was ended, and brings nothing twice", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 2);
    addMany(file, district, 3000);
    await expect(moving().move(all, endAfter(1500))).rejects.toThrow("the process ended");
    expect(await listServed(rig.target.url)).not.toContain(district);
    await expect(openTestStore(`file:${file}`)).rejects.toMatchObject({ code: "MOVED" });
    const [moved] = await moving().move(all, quiet);
    expect(moved).toMatchObject({ isSame: true });
    expect(moved?.before).toBeGreaterThanOrEqual(1500);
    expect(moved?.copied).toBeGreaterThan(1000);
    expect(await listServed(rig.target.url)).toContain(district);
  });

  test("outlives a server that drops every connection, again and again", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 1);
    let drops = 0;
    const drop = whenCopied(1, () => {
      drops += 1;
      if (drops % 20 === 0) dropConnections().catch(() => undefined);
    });
    expect(await moving().move(all, drop)).toMatchObject([{ isSame: true }]);
    expect(drops).toBeGreaterThan(40);
  });

  test("finds one row that is not the same, lets nobody work on it, and can begin anew", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 2);
    addMany(file, district, 1500);
    await expect(moving().move(all, endAfter(1000))).rejects.toThrow("the process ended");
    const own = `district_id = '${district}'`;
    await onServer(`update settings set value = 'other' where name = 'ballast-2' and ${own}`);
    const [moved] = await moving().move(all, quiet);
    const different = moved?.tables.filter(({ isSame }) => !isSame);
    expect(different).toMatchObject([{ table: "settings", rows: { from: 1502, to: 1502 } }]);
    expect(await listServed(rig.target.url)).not.toContain(district);
    await expect(openTestStore(`file:${file}`)).rejects.toMatchObject({ code: "MOVED" });
    expect(await moving().move(again, quiet)).toMatchObject([{ isSame: true, before: 0 }]);
  });

  test("refuses a database that holds the district already, and leaves it as it is", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 1);
    await moving().move(all, quiet);
    await moving().takeBack(undefined);
    runInFile(file, "update persons set given_name = 'Later'");
    await expect(moving().move(all, quiet)).rejects.toMatchObject({ code: "MOVE_TAKEN" });
    await expect(moving().move(again, quiet)).rejects.toMatchObject({ code: "MOVE_TAKEN" });
    const named = await onServer(`select district_id from persons where given_name = 'Later'`);
    expect(named).toEqual([]);
  });

  test("refuses a workspace that is another district's there", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 1);
    addDirectory(file, district);
    await onServer(`insert into workspace_links values ('slack', 'T-${district}', 'elsewhere')`);
    await expect(moving().move(all, quiet)).rejects.toMatchObject({ code: "MOVE_TAKEN" });
    expect(await listServed(rig.target.url)).not.toContain(district);
  });

  test("refuses a file that a bot has open", async () => {
    const { file, district, moving } = rig.newFile();
    fillAll(file, district, 1);
    const bot = await openTestStore(`file:${file}`);
    await expect(moving().move(all, quiet)).rejects.toMatchObject({ code: "DATABASE_IN_USE" });
    expect(await bot.listDistricts()).toEqual([district]);
    await bot.close();
  });

  test("takes one district of a file alone: a bot on the file serves the other, and never this one", async () => {
    const { file, district: stays, moving } = rig.newFile();
    const goes = toId<DistrictId>("south");
    for (const each of [stays, goes]) fillAll(file, each, 1);
    addDirectory(file, goes);
    await moving().move({ ...all, district: goes }, quiet);
    expect(await listServed(rig.target.url)).toContain(goes);
    const bot = await openTestStore(`file:${file}`);
    expect(await bot.listDistricts()).toEqual([stays]);
    expect(await bot.directory.listDue(new Date("2100-01-01"))).toEqual([stays]);
    expect(await bot.links.find("slack", `T-${goes}`)).toBeUndefined();
    const speak = bot.transaction(goes, (tx) => tx.roster.findDistrict());
    await expect(speak).rejects.toMatchObject({ code: "MOVED" });
    expect(await bot.read(stays, (tx) => tx.roster.findDistrict())).toBeDefined();
    await bot.close();
    expect(await moving().takeBack(goes)).toMatchObject({ districts: [goes] });
    expect(await listServed(`file:${file}`)).toEqual([stays, goes]);
  });
});

describe("the sample district after a week", () => {
  let lived: string;
  beforeAll(async () => {
    lived = mkdtempSync(path.join(tmpdir(), "groundswell-lived-"));
    const product = await startProduct();
    await liveAYear(product, 1);
    await product.app.stop();
    cpSync(path.join(product.folder, "playground.db"), path.join(lived, "groundswell.db"));
    rmSync(product.folder, { recursive: true });
  });
  afterAll(() => rmSync(lived, { recursive: true }));

  test("moves though the command is killed: what was in hand is unsure, and the audit log whole", async () => {
    const { file, moving } = rig.newFile(path.join(lived, "groundswell.db"));
    runInFile(file, LEASE_ONE);
    await killMove(file, rig.target.url);
    expect(await listServed(rig.target.url)).not.toContain("rbps");
    const [moved] = await moving().move(all, quiet);
    expect(moved).toMatchObject({ isSame: true, unsure: 1, auditFault: undefined });
    expect(moved?.before).toBeGreaterThan(0);
    const store = await openTestStore(rig.target.url);
    const fault = store.read(toId<DistrictId>("rbps"), (tx) => tx.audit.findFault());
    expect(await fault.finally(store.close)).toBeUndefined();
    const leased = "select id from outbox_messages where state = 'leased' and district_id = 'rbps'";
    expect(await onServer(leased)).toEqual([]);
  }, 60_000);
});

/** As if the bot had been killed while it sent one message. */
const LEASE_ONE = `update outbox_messages set state = 'leased', leased_until = 1, settled_at = null
  where id = (select max(id) from outbox_messages)`;

/** Runs the real command, and kills it as soon as rows have come. */
async function killMove(file: string, to: string): Promise<void> {
  const command = ["--import", "tsx", "src/cli/main.ts", "move", "--json", "--to", to];
  const env = { ...process.env, DATABASE_URL: `file:${file}`, LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, command, { env, stdio: ["ignore", "ignore", "pipe"] });
  child.stderr.once("data", () => void child.kill("SIGKILL"));
  const signal = await new Promise((resolve) => child.on("close", (_code, by) => resolve(by)));
  expect(signal).toBe("SIGKILL");
}
