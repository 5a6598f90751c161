import { existsSync, statSync } from "node:fs";
import { chmod, copyFile, link, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import Database from "better-sqlite3";
import { nameInstant } from "#domain/backup-file.ts";
import { ProductError } from "#domain/errors.ts";
import type { CheckedCopy, Restoring } from "#ports/backups.ts";
import type { Clock } from "#ports/clock.ts";
import { type Stamped, unstampFile } from "./backup-stamp.ts";
import { carryOver } from "./carry-over.ts";
import { checkCopy } from "./check-copy.ts";
import { hasItsLength, isDatabase } from "./file-header.ts";
import { isAlone } from "./lock-file.ts";
import { type MakeParts, syncFolder } from "./make-backup.ts";

export interface RestoreParts extends MakeParts {
  readonly clock: Clock;
}

const OWN_FILE = 0o600;
/** A database is its file, and what SQLite keeps beside it. */
const SIDES = ["-wal", "-shm", "-journal"] as const;

/** Checks a copy of the copy beside the database. Throws as Backups.prepareRestore does. */
export async function prepareRestore(
  parts: RestoreParts,
  from: string,
  replace: boolean,
): Promise<Restoring> {
  const { file } = parts;
  refuseSurprise(file, from, replace);
  if (isDatabase(file)) isAlone(file, { settle: false });
  const coming = `${file}.restoring-${process.pid}`;
  const giveUp = async (): Promise<void> => await removeDatabase(coming);
  try {
    const { stamped, copy } = await bringIn(parts, from, coming);
    return {
      copy,
      madeAt: stamped.madeAt,
      url: `file:${coming}`,
      databaseUrl: `file:${file}`,
      carryOver: () => (isDatabase(file) ? carryOver(coming, file) : undefined),
      finish: async () => await takePlace(parts, coming),
      giveUp,
    };
  } catch (error) {
    await giveUp().catch(() => undefined);
    throw error instanceof ProductError ? error : unwritable(file, error);
  }
}

function unwritable(file: string, cause: unknown): ProductError {
  const what = `Nothing could be restored to "${path.dirname(file)}".`;
  return new ProductError("DATA_FOLDER_UNWRITABLE", what, { cause });
}

function refuseSurprise(file: string, from: string, replace: boolean): void {
  if (!existsSync(from)) throw unusable(from, "it is not there");
  if (!statSync(from).isFile()) throw unusable(from, "it is no file");
  if (path.resolve(from) === path.resolve(file)) throw unusable(from, "it is the database itself");
  if (replace || !["", ...SIDES].some((side) => existsSync(file + side))) return;
  throw new ProductError("RESTORE_REPLACES", `There is a database at "${file}".`);
}

function unusable(from: string, why: string, options?: ErrorOptions): ProductError {
  return new ProductError("BACKUP_UNUSABLE", `"${from}" cannot be restored: ${why}.`, options);
}

interface BroughtIn {
  readonly stamped: Stamped;
  readonly copy: CheckedCopy;
}

/** What is checked is what takes the place: the file that was given is only read. */
async function bringIn(parts: RestoreParts, from: string, coming: string): Promise<BroughtIn> {
  await mkdir(path.dirname(coming), { recursive: true });
  await removeDatabase(coming);
  await copyFile(from, coming);
  if (existsSync(`${from}-wal`)) await copyFile(`${from}-wal`, `${coming}-wal`);
  await chmod(coming, OWN_FILE);
  const stamped = await unstampFile(coming);
  if (!stamped.isWhole) throw unusable(from, "a byte is not as it was when the copy was made");
  standAlone(coming, from);
  const { problems, rows, pending } = await checkCopy(coming, parts);
  if (problems.length > 0) throw unusable(from, problems.join("; "));
  if (!hasItsLength(coming)) throw unusable(from, "it is longer or shorter than it says");
  const { bytes, sha256 } = stamped;
  return { stamped, copy: { bytes, sha256, rows, pending } };
}

/** Takes in a log that was copied with the file. */
function standAlone(coming: string, from: string): void {
  const client = new Database(coming);
  try {
    client.pragma("journal_mode = delete");
  } catch (cause) {
    throw unusable(from, "it is not a whole database", { cause });
  } finally {
    client.close();
  }
}

/** At no moment is there no database: the one that comes takes the name of the one that goes. */
async function takePlace(
  { file, clock }: RestoreParts,
  coming: string,
): Promise<string | undefined> {
  const gone = `${file}.replaced-${nameInstant(clock.now())}`;
  if (existsSync(gone)) throw new ProductError("BACKUP_EXISTS", `"${gone}" is there already.`);
  const replaces = existsSync(file);
  // What is no database any more is left as it is: to open it would end the log beside it.
  if (isDatabase(file)) isAlone(file, { settle: true });
  isAlone(coming, { settle: true });
  await syncFile(coming);
  for (const side of SIDES) {
    if (existsSync(file + side)) await rename(file + side, gone + side);
  }
  // Where a file cannot have two names, it gets its new one a moment earlier.
  if (replaces) await link(file, gone).catch(async () => await rename(file, gone));
  await rename(coming, file);
  await syncFolder(path.dirname(file));
  await removeDatabase(coming);
  return replaces ? gone : undefined;
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(async () => await handle.close());
}

/** Also the copies that opening an older version's database makes beside it. */
export async function removeDatabase(file: string): Promise<void> {
  const folder = path.dirname(file);
  const own = (await readdir(folder)).filter((name) => name.startsWith(path.basename(file)));
  for (const name of own) await rm(path.join(folder, name), { force: true });
}
