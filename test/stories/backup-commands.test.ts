import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { runBackup } from "#cli/backup.ts";
import { runAfterRestore, runRestore } from "#cli/restore.ts";
import { type BackupDesk, openBackupDesk } from "#compose";
import { type DistrictId, type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import { createMovableClock } from "#host/clock.ts";
import { readDistrict } from "#imports/read-district.ts";
import type { AuditEntry } from "#ports/audit-rows.ts";
import type { Store } from "#ports/store.ts";
import { hear } from "#test/platform/restore-rig.ts";
import { importDistrict } from "#usecases/import-district.ts";

const district = toId<DistrictId>("rbps");
const other = toId<DistrictId>("other");
const [ana, ben] = [toId<PersonId>("rbps-u00001"), toId<PersonId>("rbps-u00049")];
const MADE = new Date("2026-11-23T02:00:00Z");
const LATER = new Date("2026-11-23T09:12:00Z");
const replace = { replace: true, json: false };

let seeded: string;
let folder: string;
let desk: BackupDesk;
let clock: ReturnType<typeof createMovableClock>;

function openDesk(url: string): BackupDesk {
  clock = createMovableClock(MADE, { now: () => MADE });
  return openBackupDesk({ DATABASE_URL: url, LOG_LEVEL: "silent" }, clock);
}

/** Works with the store of the desk's database, as the bot does. */
async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const { store } = await desk.open();
  return await work(store).finally(store.close);
}

beforeAll(async () => {
  seeded = mkdtempSync(path.join(tmpdir(), "groundswell-commands-sample-"));
  const product = await openDesk(`file:${seeded}/groundswell.db`).open();
  const files = await readDistrict("sample-district/oneroster-1.2");
  await importDistrict(product, files, { dryRun: false, allowRemovals: true });
  const facts = { id: other, name: "Other", shortName: "O", zone: "Etc/UTC" };
  await product.store.transaction(other, (tx) => tx.roster.saveDistrict(facts));
  await product.store.close();
});
afterAll(() => rmSync(seeded, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-commands-"));
  cpSync(seeded, folder, { recursive: true });
  desk = openDesk(`file:${folder}/groundswell.db`);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function readNewest(of: DistrictId): Promise<AuditEntry | undefined> {
  return await withStore(async (store) => {
    const [entry] = await store.read(of, (tx) => tx.audit.list(1));
    return entry;
  });
}

/** Makes a copy; gives its path. */
async function backUp(): Promise<string> {
  await hear(async () => await runBackup(desk, { json: false }));
  return path.join(desk.backups.folder, "groundswell-2026-11-23T020000Z.db");
}

test("an IT admin reads where the copy is, how large, its checksum, and how long it took", async () => {
  const said = await hear(async () => expect(await runBackup(desk, { json: false })).toBe(true));
  const [file, holds, sum, took] = said.split("\n");
  expect(file).toBe(path.join(folder, "backups/groundswell-2026-11-23T020000Z.db"));
  expect(holds).toMatch(/^\d\.\d MB, \d{5} rows in \d+ tables, read and whole\.$/);
  expect(sum).toMatch(/^SHA-256 [0-9a-f]{64}$/);
  expect(took).toMatch(/^Made in \d+\.\d s\.$/);
});

test("a machine reads the same as JSON, and the copy goes where it is told", async () => {
  const to = path.join(folder, "elsewhere/mine.db");
  const said: unknown = JSON.parse(
    await hear(async () => await runBackup(desk, { to, json: true })),
  );
  const expected = { file: to, madeAt: MADE.toISOString(), pending: 0, rows: { districts: 2 } };
  expect(said).toMatchObject(expected);
});

test("each district's audit log says that a copy was made, and not where", async () => {
  await backUp();
  for (const of of [district, other]) {
    const entry = await readNewest(of);
    expect(entry).toMatchObject({
      actor: "command line",
      action: "backup_made",
      subject: "district",
    });
    expect(entry?.facts).toEqual({
      made: MADE.toISOString(),
      bytes: expect.stringMatching(/^\d+$/),
    });
  }
});

test("a database of an older version is copied as it is, and not brought up to date", async () => {
  const file = path.join(folder, "groundswell.db");
  const client = new Database(file);
  const newest = "(select max(created_at) from __drizzle_migrations)";
  client.exec(`delete from __drizzle_migrations where created_at = ${newest}`);
  client.close();
  const said = await hear(async () => await runBackup(desk, { json: false }));
  expect(said).toContain("of a version 1 migrations older");
  expect(said).toContain("waits for an update");
  expect(readdirSync(folder)).toEqual(["backups", "groundswell.db"]);
});

test("on PostgreSQL an IT admin reads the commands, and no secret", async () => {
  const onPostgres = openDesk("postgres://admin:secret@db.example.org/bot");
  const failures = [
    [runBackup(onPostgres, { json: false }), "pg_dump"],
    [runRestore(onPostgres, "any.db", replace), "pg_restore"],
  ] as const;
  for (const [failing, command] of failures) {
    const error: unknown = await failing.catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "BACKUP_POSTGRES" });
    expect(String(error)).toContain(command);
    expect(String(error)).not.toContain("secret");
  }
});

const thanked = toId<ShoutOutId>("so1");

async function addShoutOut(store: Store): Promise<void> {
  const words = { text: "thanks", helped: "", practice: "", value: "", share: "site" } as const;
  const made = { id: thanked, giver: ana, receivers: [ben], at: MADE, week: "2026-W40" };
  await store.transaction(district, (tx) => tx.praise.addShoutOut({ ...words, ...made }));
}

/** What happens after the copy was made: stops, a pause, a hold, an erasure. */
async function liveOn(store: Store): Promise<void> {
  await store.transaction(district, function* (tx) {
    yield* tx.roster.savePreferences(ana, { thanks: "public", stoppedAt: LATER });
    const pausedUntil = new Date("2026-12-24T00:00:00Z");
    yield* tx.roster.savePreferences(ben, { thanks: "private", pausedUntil });
    yield* tx.praise.hideShoutOut(thanked, LATER, "receiver");
  });
  const client = new Database(path.join(folder, "groundswell.db"));
  client.exec(`insert into holds (district_id, id, person_id, reason, placed_by, placed_at)
    values ('rbps', 'h1', '${ana}', 'request 7', 'command line', 1)`);
  client.exec(
    `insert into tombstones values ('rbps', 'shout_out', 's1', 1, 'command line', 'erased')`,
  );
  client.close();
}

test("what people wished since the copy is kept: stopped, paused, private or hidden; a hold, too", async () => {
  await withStore(addShoutOut);
  const copy = await backUp();
  await withStore(liveOn);
  clock.moveTo(LATER);
  const said = await hear(async () => await runRestore(desk, copy, replace));
  expect(said).toContain("and get their wish: 2.");
  expect(said).toContain("Shout-outs hidden or taken back since, and hidden again: 1.");
  expect(said).toContain("Legal holds placed since, and still in place: 1.");
  expect(said).toContain("Records erased since that are back: 1.");
  await withStore(async (store) => {
    const wishes = await store.read(district, function* (tx) {
      return [yield* tx.roster.getPreferences(ana), yield* tx.roster.getPreferences(ben)];
    });
    expect(wishes).toMatchObject([
      { stoppedAt: LATER },
      { pausedUntil: expect.any(Date), thanks: "private" },
    ]);
  });
  const client = new Database(path.join(folder, "groundswell.db"), { readonly: true });
  expect(client.prepare("select id, reason from holds").all()).toEqual([
    { id: "h1", reason: "request 7" },
  ]);
  client.close();
});

test("everybody is signed out by a restore, and a code that was spent is worth nothing", async () => {
  const expiresAt = new Date("2027-01-01T00:00:00Z");
  await withStore(async (store) => {
    await store.transaction(district, function* ({ access }) {
      yield* access.addSession({ hash: "s", person: ana, createdAt: MADE, expiresAt });
      yield* access.addLink({ hash: "l", person: ana, numberHash: "n", triesLeft: 3, expiresAt });
      yield* access.saveBrowser({ hash: "b", person: ana, seenAt: MADE });
    });
    await store.links.keepCode("c", district, expiresAt);
  });
  const copy = await backUp();
  clock.moveTo(LATER);
  const said = await hear(async () => await runRestore(desk, copy, replace));
  expect(said).toContain("People signed out of the pages: 1.");
  const { rows } = await desk.backups.make(path.join(folder, "after.db"));
  const gone = { sessions: 0, sign_in_links: 0, known_browsers: 0, link_codes: 0 };
  expect(rows).toMatchObject(gone);
});

test("a restore is written down in each district, with both instants", async () => {
  const copy = await backUp();
  clock.moveTo(LATER);
  await hear(async () => await runRestore(desk, copy, replace));
  for (const of of [district, other]) {
    expect(await readNewest(of)).toMatchObject({
      action: "backup_restored",
      facts: { made: MADE.toISOString(), restored: LATER.toISOString() },
    });
  }
});

test("where nothing is left of the lost database, an IT admin reads what nobody can know", async () => {
  const copy = await backUp();
  cpSync(copy, path.join(folder, "kept.db"));
  rmSync(path.join(folder, "groundswell.db"));
  const flags = { replace: false, json: false };
  const said = await hear(async () => await runRestore(desk, path.join(folder, "kept.db"), flags));
  expect(said).toContain("Nobody knows any more who said /pl stop");
  expect(said).toContain("Wave 1 is a draft again.");
});

test("an audit log that somebody changed: a stamped copy is taken and told, any other is refused", async () => {
  const file = path.join(folder, "groundswell.db");
  const client = new Database(file);
  client.exec("update audit_entries set subject = 'wave' where number = 1");
  client.close();
  const said = await hear(async () => expect(await runBackup(desk, { json: false })).toBe(false));
  expect(said).toContain("FIX  rbps: its audit log is not as it was written, from entry 1 on");
  const copy = path.join(desk.backups.folder, "groundswell-2026-11-23T020000Z.db");
  clock.moveTo(LATER);
  const restored = await hear(async () => await runRestore(desk, copy, replace));
  expect(restored).toContain("FIX  rbps");
  const plain = path.join(folder, "plain.db");
  cpSync(file, plain);
  const before = readdirSync(folder);
  await expect(runRestore(desk, plain, replace)).rejects.toMatchObject({ code: "BACKUP_UNUSABLE" });
  expect(readdirSync(folder)).toEqual(before);
});

test("a database that was restored by other means is marked by a command of its own", async () => {
  clock.moveTo(LATER);
  const flags = { madeAt: "2026-11-22T02:00:00Z", json: true };
  const said: unknown = JSON.parse(await hear(async () => await runAfterRestore(desk, flags)));
  expect(said).toMatchObject({
    gap: { from: "2026-11-22T02:00:00.000Z", until: LATER.toISOString() },
  });
  expect(await readNewest(district)).toMatchObject({ action: "backup_restored" });
  const wrong = runAfterRestore(desk, { madeAt: "yesterday", json: false });
  await expect(wrong).rejects.toMatchObject({ code: "FLAG_INVALID" });
});
