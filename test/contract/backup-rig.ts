import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { Backups } from "#ports/backups.ts";
import type { Clock } from "#ports/clock.ts";
import type { Store } from "#ports/store.ts";
import { sqliteBackups } from "#store/backups.ts";
import { migrations, openTestStore } from "./store-rig.ts";

export const district = toId<DistrictId>("d1");

/** A database in a folder of its own, open as in a running bot, and what copies it. */
export interface BackupRig {
  readonly folder: string;
  readonly file: string;
  readonly store: Store;
  readonly backups: Backups;
  /** The names in the data folder, without the copies'. */
  beside(): readonly string[];
  /** Every byte of the database. */
  bytes(): Buffer;
  /** As when the bot ends. */
  close(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBackupRig(clock: Clock): Promise<BackupRig> {
  const folder = mkdtempSync(path.join(tmpdir(), "groundswell-backup-"));
  const file = path.join(folder, "groundswell.db");
  const store = await openTestStore(`file:${file}`);
  await store.transaction(district, (tx) =>
    tx.roster.saveDistrict({ id: district, name: "Red Bluff", shortName: "RB", zone: "Etc/UTC" }),
  );
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await store.close();
    isOpen = false;
  };
  return {
    folder,
    file,
    store,
    close,
    backups: backupsOf(file, clock),
    beside: () => readdirSync(folder).filter((name) => name !== "backups"),
    bytes: () => readFileSync(file),
    stop: async () => {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}

export function backupsOf(file: string, clock: Clock): Backups {
  return sqliteBackups({
    clock,
    file,
    folder: path.join(path.dirname(file), "backups"),
    migrationsFolder: path.join(migrations, "sqlite"),
    thread: path.resolve("src/store/copy-thread.js"),
  });
}

/** One value of a file that nobody has open. */
export function readValue(file: string, sql: string): unknown {
  const client = new Database(file, { readonly: true });
  try {
    return client.prepare(sql).pluck().get();
  } finally {
    client.close();
  }
}

export function runIn(file: string, sql: string): void {
  const client = new Database(file);
  client.exec(sql);
  client.close();
}

/** Much that is in the way, four kilobytes a row: a copy takes longer than many transactions. */
export function addBallast(file: string, rows: number): void {
  runIn(
    file,
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
     insert into settings select '${district}', 'ballast-' || i, hex(randomblob(2000)) from n`,
  );
}
