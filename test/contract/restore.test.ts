import { randomInt } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "#host/clock.ts";
import { backupsOf, district, readValue, runIn, startBackupRig } from "./backup-rig.ts";
import { openTestStore } from "./store-rig.ts";

const seed: { folder: string; madeAt: Date | undefined } = { folder: "", madeAt: undefined };
let rig: ReturnType<typeof openFolder>;

/** A closed database with the motto "Listen", and `copy.db`, which was made when it was "Grow". */
beforeAll(async () => {
  const { store, backups, folder, close } = await startBackupRig(systemClock);
  await store.transaction(district, (tx) => tx.roster.saveSetting("motto", "Grow"));
  const { madeAt } = await backups.make(path.join(folder, "copy.db"));
  await store.transaction(district, (tx) => tx.roster.saveSetting("motto", "Listen"));
  await close();
  Object.assign(seed, { folder, madeAt });
});
beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-restore-"));
  cpSync(seed.folder, folder, { recursive: true });
  rig = openFolder(folder);
});
afterEach(() => rmSync(rig.folder, { recursive: true }));
afterAll(() => rmSync(seed.folder, { recursive: true }));

function openFolder(folder: string) {
  const file = path.join(folder, "groundswell.db");
  return {
    folder,
    file,
    copy: path.join(folder, "copy.db"),
    backups: backupsOf(file, systemClock),
    names: () => readdirSync(folder),
    bytes: () => readFileSync(file),
  };
}

async function readMotto(): Promise<string | undefined> {
  const store = await openTestStore(`file:${rig.file}`);
  const motto = await store.read(district, (tx) => tx.roster.findSetting("motto"));
  await store.close();
  return motto;
}

/** Each is refused, and the data folder is byte for byte what it was. */
async function expectRefused(file: string, code: string): Promise<void> {
  const before = { names: rig.names(), bytes: rig.bytes() };
  await expect(rig.backups.prepareRestore(file, true)).rejects.toMatchObject({ code });
  expect(rig.names()).toEqual(before.names);
  expect(rig.bytes().equals(before.bytes)).toBe(true);
}

test("a copy takes the database's place, and what was there is beside it, whole", async () => {
  const restoring = await rig.backups.prepareRestore(rig.copy, true);
  expect(restoring.madeAt).toEqual(seed.madeAt);
  const replaced = await restoring.finish();
  expect(await readMotto()).toBe("Grow");
  expect(statSync(rig.file).mode & 0o777).toBe(0o600);
  expect(replaced).toMatch(/groundswell\.db\.replaced-\d{4}-\d\d-\d\dT\d{6}Z$/);
  expect(readValue(replaced ?? "", "select value from settings where name = 'motto'")).toBe(
    "Listen",
  );
  expect(rig.names()).toEqual(["copy.db", "groundswell.db", path.basename(replaced ?? "")]);
  expect(readFileSync(rig.file, "latin1")).not.toContain("groundswell-backup");
});

test("on a new machine nothing has to be replaced", async () => {
  renameSync(rig.file, `${rig.file}.elsewhere`);
  const restoring = await rig.backups.prepareRestore(rig.copy, false);
  expect(restoring.carryOver()).toBeUndefined();
  expect(await restoring.finish()).toBeUndefined();
  expect(await readMotto()).toBe("Grow");
});

test("without the word nothing is replaced, also not what a lost database left beside it", async () => {
  const refused = { code: "RESTORE_REPLACES" };
  await expect(rig.backups.prepareRestore(rig.copy, false)).rejects.toMatchObject(refused);
  renameSync(rig.file, `${rig.file}-wal`);
  await expect(rig.backups.prepareRestore(rig.copy, false)).rejects.toMatchObject(refused);
  const restoring = await rig.backups.prepareRestore(rig.copy, true);
  await restoring.finish();
  expect(await readMotto()).toBe("Grow");
});

test("while a process has the database open, even if it does nothing, nothing is restored", async () => {
  const bot = await openTestStore(`file:${rig.file}`);
  await expectRefused(rig.copy, "DATABASE_IN_USE");
  await bot.close();
  const restoring = await rig.backups.prepareRestore(rig.copy, true);
  const late = await openTestStore(`file:${rig.file}`);
  await expect(restoring.finish()).rejects.toMatchObject({ code: "DATABASE_IN_USE" });
  await restoring.giveUp();
  await late.close();
  expect(await readMotto()).toBe("Listen");
  expect(rig.names()).toEqual(["copy.db", "groundswell.db"]);
});

test("a copy in which any one byte is another is refused", async () => {
  const bytes = readFileSync(rig.copy);
  const broken = path.join(rig.folder, "broken.db");
  writeFileSync(broken, bytes);
  const at = fc.oneof(
    fc.integer({ min: 0, max: bytes.length - 1 }),
    fc.integer({ min: bytes.length - 120, max: bytes.length - 1 }),
    fc.integer({ min: 0, max: 99 }),
  );
  await fc.assert(
    fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (offset, change) => {
      const changed = Buffer.from(bytes);
      changed[offset] = (changed[offset] ?? 0) ^ change;
      writeFileSync(broken, changed);
      await expectRefused(broken, "BACKUP_UNUSABLE");
    }),
    { numRuns: 25 },
  );
});

test("a copy that was cut off anywhere is refused", async () => {
  const bytes = readFileSync(rig.copy);
  const cut = path.join(rig.folder, "cut.db");
  const lengths = [
    0,
    50,
    4096,
    8192 + 7,
    bytes.length - 4096,
    bytes.length - 118,
    bytes.length - 1,
  ];
  for (const length of [...lengths, randomInt(bytes.length)]) {
    writeFileSync(cut, bytes.subarray(0, length));
    await expectRefused(cut, "BACKUP_UNUSABLE");
  }
});

test("what is no database of ours is refused: a text, another program's database, nothing, itself", async () => {
  const text = path.join(rig.folder, "notes.txt");
  writeFileSync(text, "Everything we know about our schools.\n".repeat(500));
  await expectRefused(text, "BACKUP_UNUSABLE");
  const other = path.join(rig.folder, "other.db");
  runIn(other, "create table recipes (name text)");
  await expectRefused(other, "BACKUP_UNUSABLE");
  await expectRefused(path.join(rig.folder, "none.db"), "BACKUP_UNUSABLE");
  await expectRefused(rig.file, "BACKUP_UNUSABLE");
  await expectRefused(rig.folder, "BACKUP_UNUSABLE");
});

test("a copy of a newer version's database is refused", async () => {
  const newer = path.join(rig.folder, "newer.db");
  copyFileSync(rig.file, newer);
  runIn(newer, "insert into __drizzle_migrations (hash, created_at) values ('of tomorrow', 1)");
  await expectRefused(newer, "DATABASE_NEWER");
});

test("a plain copy of a file is taken too, with the log that SQLite kept beside it", async () => {
  const bot = await openTestStore(`file:${rig.file}`);
  await bot.transaction(district, (tx) => tx.roster.saveSetting("motto", "Serve"));
  const plain = path.join(rig.folder, "plain.db");
  for (const side of ["", "-wal"]) copyFileSync(rig.file + side, plain + side);
  await bot.close();
  const restoring = await rig.backups.prepareRestore(plain, true);
  expect(restoring.madeAt).toBeUndefined();
  await restoring.finish();
  expect(await readMotto()).toBe("Serve");
});

test("a damaged database is moved aside with all that belongs to it", async () => {
  writeFileSync(rig.file, rig.bytes().fill(7));
  writeFileSync(`${rig.file}-wal`, "what was in its log");
  const restoring = await rig.backups.prepareRestore(rig.copy, true);
  expect(restoring.carryOver()).toBeUndefined();
  const replaced = await restoring.finish();
  expect(await readMotto()).toBe("Grow");
  expect(readFileSync(`${replaced}-wal`, "utf8")).toBe("what was in its log");
  expect(readFileSync(replaced ?? "")[0]).toBe(7);
  expect(existsSync(`${rig.file}-wal`)).toBe(false);
});
