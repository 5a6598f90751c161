import type { BackupFile, Backups } from "#ports/backups.ts";
import type { Finding } from "#ports/chat.ts";
import type { Product } from "#usecases/product.ts";
import { type BackupFailure, findBackupFailure } from "#usecases/record-backup.ts";
import { fine, fix } from "./findings.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_HOURS = 24;
/** One night may fail; two are a reason to look. */
const OLDEST_HOURS = 2 * DAY_HOURS;

/** How old and large the newest copy in the folder is, and whether the last one failed. */
export async function checkBackups(
  { store, clock }: Pick<Product, "store" | "clock">,
  backups: Pick<Backups, "folder" | "list">,
): Promise<readonly Finding[]> {
  const [newest] = await backups.list();
  const failure = await findBackupFailure({ store });
  const age = newest ? checkAge(newest, clock.now()) : none(backups.folder);
  return [age, ...(failure ? [toFinding(failure)] : [])];
}

function none(folder: string): Finding {
  return fix(
    `There is no copy of the database in ${folder}.`,
    "Run groundswell backup, and set BACKUP_FOLDER for one each night.",
  );
}

function checkAge({ name, madeAt, bytes }: BackupFile, now: Date): Finding {
  const hours = Math.max(0, (now.getTime() - madeAt.getTime()) / HOUR_MS);
  const age = hours < OLDEST_HOURS ? `${Math.round(hours)} hours` : `${days(hours)} days`;
  const what = `The newest copy of the database, ${name}, is ${age} old (${(bytes / 1_000_000).toFixed(1)} MB).`;
  if (hours <= OLDEST_HOURS) return fine(what);
  return fix(what, "Run groundswell backup, and set BACKUP_FOLDER for one each night.");
}

function days(hours: number): number {
  return Math.floor(hours / DAY_HOURS);
}

function toFinding({ at, code }: BackupFailure): Finding {
  return fix(
    `The copy of ${at.toISOString()} could not be made (${code}).`,
    "See docs/errors.md for the code, then run groundswell backup.",
  );
}
