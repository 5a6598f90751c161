import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "#host/clock.ts";
import type { Store } from "#ports/store.ts";
import {
  addBallast,
  type BackupRig,
  backupsOf,
  district,
  readValue,
  runIn,
  startBackupRig,
} from "./backup-rig.ts";
import { openTestStore } from "./store-rig.ts";

const WRITERS = 4;

let rig: BackupRig;
beforeEach(async () => {
  rig = await startBackupRig(systemClock);
});
afterEach(async () => await rig.stop());

interface Writing {
  /** The last number of each writer that the store has acknowledged. */
  readonly acknowledged: readonly number[];
  stop(): Promise<readonly number[]>;
}

/** Each act of a writer is two rows in one transaction, and its number is one higher than the last. */
function startWriters(store: Store): Writing {
  const acknowledged = Array.from({ length: WRITERS }, () => 0);
  let isOn = true;
  const write = async (writer: number): Promise<void> => {
    for (let number = 1; isOn; number++) {
      await store.transaction(district, function* (tx) {
        yield* tx.events.remember(`${writer}:${number}`, new Date());
        yield* tx.roster.saveSetting(`writer-${writer}`, String(number));
      });
      acknowledged[writer] = number;
      await turn();
    }
  };
  const running = acknowledged.map(async (_number, writer) => await write(writer));
  return {
    acknowledged,
    stop: async () => {
      isOn = false;
      await Promise.all(running);
      return [...acknowledged];
    },
  };
}

/** How far each writer is in a copy. Nothing of its way there may be missing, and nothing may be half. */
async function readWriters(file: string): Promise<readonly number[]> {
  const copy = await openTestStore(`file:${file}`);
  const counts = await copy.read(district, function* (tx) {
    const found: number[] = [];
    for (let writer = 0; writer < WRITERS; writer++) {
      const last = Number((yield* tx.roster.findSetting(`writer-${writer}`)) ?? 0);
      for (let number = 1; number <= last; number++) {
        expect(yield* tx.events.has(`${writer}:${number}`), `${writer}:${number}`).toBe(true);
      }
      expect(yield* tx.events.has(`${writer}:${last + 1}`)).toBe(false);
      found.push(last);
    }
    return found;
  });
  await copy.close();
  return counts;
}

test("a copy made while the bot writes holds all that was acknowledged, in order, and nothing half", async ({
  annotate,
}) => {
  addBallast(rig.file, 2000);
  const writing = startWriters(rig.store);
  await expect.poll(() => Math.min(...writing.acknowledged)).toBeGreaterThan(20);
  const before = [...writing.acknowledged];
  const made = await rig.backups.make();
  const after = await writing.stop();
  annotate(`${made.bytes} bytes in ${Math.round(made.tookMs)} ms`);
  const copied = await readWriters(made.file);
  for (const [writer, count] of copied.entries()) {
    expect(count).toBeGreaterThanOrEqual(before[writer] ?? 0);
    expect(count).toBeLessThanOrEqual(after[writer] ?? 0);
  }
  // It was under way all the time.
  expect(Math.min(...after)).toBeGreaterThan(Math.max(...before));
});

/** A process of its own that writes without a pause and says each number once it is kept. */
const WRITER = `
const client = new (require("better-sqlite3"))(process.argv[1], { timeout: 5000 });
client.pragma("synchronous = normal");
const insert = client.prepare("insert into seen_events values ('d1', ?, ?)");
const last = client.prepare("update districts set short_name = ?");
const both = client.transaction((number) => { insert.run("other:" + number, number); last.run(String(number)); });
(async () => { for (let number = 1; ; number++) { both(number); process.stdout.write(number + "\\n"); await new Promise(setImmediate); } })();
`;

function startOther(file: string): { readonly child: ChildProcess; last(): number } {
  const child = spawn(process.execPath, ["-e", WRITER, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-100);
  });
  return { child, last: () => Number(said.trimEnd().split("\n").slice(-1)) };
}

test("a copy made while another process writes is of one instant, and that writer does not hold it up", async () => {
  addBallast(rig.file, 6000);
  const { child, last } = startOther(rig.file);
  try {
    await expect.poll(last).toBeGreaterThan(20);
    const before = last();
    const made = await rig.backups.make();
    const copied = Number(readValue(made.file, "select short_name from districts"));
    expect(copied).toBeGreaterThanOrEqual(before);
    expect(readValue(made.file, "select count(*) from seen_events")).toBe(copied);
    expect(readValue(made.file, "select max(at) from seen_events")).toBe(copied);
    await expect.poll(last).toBeGreaterThan(copied);
  } finally {
    child.kill("SIGKILL");
  }
});

test("a copy has a name with its time, is for its owner alone, and says what is in it", async () => {
  const made = await rig.backups.make();
  const name = path.basename(made.file);
  expect(name).toMatch(/^groundswell-\d{4}-\d\d-\d\dT\d{6}Z\.db$/);
  expect(readdirSync(rig.backups.folder)).toEqual([name]);
  expect(statSync(made.file).mode & 0o777).toBe(0o600);
  expect(statSync(rig.backups.folder).mode & 0o777).toBe(0o700);
  const bytes = readFileSync(made.file);
  expect(made.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(made.bytes).toBe(bytes.length);
  expect(made.rows).toMatchObject({ districts: 1, persons: 0 });
  expect(await rig.backups.list()).toEqual([
    { name, bytes: bytes.length, madeAt: new Date(made.madeAt.setMilliseconds(0)) },
  ]);
});

test("a copy is never written over, and one that cannot be made leaves nothing behind", async () => {
  const taken = path.join(rig.folder, "taken.db");
  writeFileSync(taken, "mine");
  await expect(rig.backups.make(taken)).rejects.toMatchObject({ code: "BACKUP_EXISTS" });
  expect(readFileSync(taken, "utf8")).toBe("mine");
  const inFile = path.join(taken, "below.db");
  await expect(rig.backups.make(inFile)).rejects.toMatchObject({ code: "BACKUP_UNWRITABLE" });
  const nowhere = backupsOf(path.join(rig.folder, "none.db"), systemClock);
  await expect(nowhere.make()).rejects.toMatchObject({ code: "DATABASE_MISSING" });
  expect(rig.beside().filter((name) => !name.startsWith("groundswell.db"))).toEqual(["taken.db"]);
});

test("a database that is damaged makes no copy, and says so", async () => {
  const { file } = rig;
  await rig.store.transaction(district, function* (tx) {
    for (let number = 0; number < 2000; number++) {
      yield* tx.events.remember(String(number), new Date());
    }
  });
  await rig.close();
  const bytes = rig.bytes();
  const root = Number(
    readValue(file, "select rootpage from sqlite_master where name = 'seen_events'"),
  );
  writeFileSync(file, bytes.fill(7, (root - 1) * 4096, root * 4096));
  await expect(rig.backups.make()).rejects.toMatchObject({ code: "DATABASE_DAMAGED" });
  expect(readdirSync(rig.backups.folder)).toEqual([]);
});

test("an audit log that somebody changed is in the copy, and is told", async () => {
  await rig.store.transaction(district, function* (tx) {
    for (let day = 1; day <= 3; day++) {
      const said = { actor: "timer", action: "backup_made", subject: "district" } as const;
      yield* tx.audit.append({ ...said, at: new Date(day) });
    }
  });
  expect((await rig.backups.make(path.join(rig.folder, "whole.db"))).brokenAudits).toEqual([]);
  runIn(rig.file, "update audit_entries set actor = 'nobody' where number = 2");
  const made = await rig.backups.make(path.join(rig.folder, "told.db"));
  expect(made.brokenAudits).toEqual([{ district, number: 2, fault: "changed" }]);
});

test("of the folder's copies the newest stay, and what has another name stays too", async () => {
  await rig.backups.make();
  const { folder } = rig.backups;
  const old = ["01", "02", "03"].map((day) => `groundswell-2020-01-${day}T020000Z.db`);
  const others = ["groundswell-2020.db", "groundswell-2020-01-01T020000Z.db.txt", "notes.db"];
  for (const name of [...old, ...others]) writeFileSync(path.join(folder, name), "x");
  expect(await rig.backups.keepNewest(2)).toBe(2);
  const left = readdirSync(folder);
  expect(left).toEqual(expect.arrayContaining([...others, "groundswell-2020-01-03T020000Z.db"]));
  expect(left).toHaveLength(others.length + 2);
});

test("what a killed process left half done is gone with the copy of the next day", async () => {
  await rig.backups.make();
  const { folder } = rig.backups;
  const dead = path.join(folder, "groundswell-2020-01-01T020000Z.db.77.partial");
  const young = path.join(folder, "groundswell-2020-01-02T020000Z.db.78.partial");
  for (const file of [dead, young]) writeFileSync(file, "half");
  utimesSync(dead, new Date(0), new Date(0));
  await rig.backups.make(path.join(rig.folder, "next.db"));
  expect(readdirSync(folder)).toContain(path.basename(young));
  expect(readdirSync(folder)).not.toContain(path.basename(dead));
});
