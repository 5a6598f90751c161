import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { backupName, readBackupName } from "#domain/backup-file.ts";
import { ProductError } from "#domain/errors.ts";
import { DAY_MS } from "#domain/local-time.ts";
import type { BackupFile, Backups } from "#ports/backups.ts";
import { makeBackup } from "./make-backup.ts";
import { prepareRestore, type RestoreParts } from "./restore-file.ts";

export interface BackupParts extends RestoreParts {
  /** Where copies go that are given no other name. */
  readonly folder: string;
}

/** Copies of a SQLite file. */
export function sqliteBackups(parts: BackupParts): Backups {
  const { folder, clock } = parts;
  return {
    folder,
    make: async (to) => {
      const madeAt = clock.now();
      await removeLeftOver(folder);
      return await makeBackup(parts, to ?? path.join(folder, backupName(madeAt)), madeAt);
    },
    list: async () => await listBackups(folder),
    keepNewest: async (count) => {
      const old = (await listBackups(folder)).slice(count);
      for (const { name } of old) await rm(path.join(folder, name));
      return old.length;
    },
    prepareRestore: async (file, replace) => await prepareRestore(parts, file, replace),
  };
}

const DUMP = 'pg_dump --format=custom --file=groundswell.dump "$DATABASE_URL"';
const RESTORE =
  'pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" groundswell.dump';

/** PostgreSQL copies itself: each says with which command. */
export function postgresBackups(folder: string): Backups {
  return {
    folder,
    make: async () => await Promise.reject(onPostgres(DUMP)),
    list: async () => await Promise.resolve([]),
    keepNewest: async () => await Promise.resolve(0),
    prepareRestore: async () =>
      await Promise.reject(onPostgres(`${RESTORE}, and then groundswell after-restore`)),
  };
}

function onPostgres(command: string): ProductError {
  return new ProductError("BACKUP_POSTGRES", `This database is on PostgreSQL. Run: ${command}.`);
}

async function listBackups(folder: string): Promise<readonly BackupFile[]> {
  const found: BackupFile[] = [];
  for (const name of await namesIn(folder)) {
    const madeAt = readBackupName(name);
    if (!madeAt) continue;
    const { size: bytes } = await stat(path.join(folder, name));
    if (bytes > 0) found.push({ name, madeAt, bytes });
  }
  return found.sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
}

const PARTIAL = /^groundswell-.*Z\.db\.\d+\.partial(-journal)?$/;

/** What a process left that was killed while it copied: not of today, so nobody works on it any more. */
async function removeLeftOver(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!PARTIAL.test(name)) continue;
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > DAY_MS) await rm(file, { force: true });
  }
}

/** Nothing for a folder that is not there. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}
