import { existsSync } from "node:fs";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { ProductError } from "#domain/errors.ts";
import type { Backup } from "#ports/backups.ts";
import { stampFile } from "./backup-stamp.ts";
import { type CheckParts, checkCopy, findBrokenAudits } from "./check-copy.ts";
import { CopyFailed, runCopy } from "./run-copy.ts";

export interface MakeParts extends CheckParts {
  /** The database. */
  readonly file: string;
}

/** For its owner alone: it holds everything that the database does. */
const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;

/** Copies, checks, stamps and names; on any failure nothing is left. Throws as Backups.make does. */
export async function makeBackup(parts: MakeParts, to: string, madeAt: Date): Promise<Backup> {
  const begunMs = performance.now();
  const target = path.resolve(to);
  const partial = `${target}.${process.pid}.partial`;
  refuseWrong(parts.file, target);
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: OWN_FOLDER });
    await writeFile(partial, "", { mode: OWN_FILE, flag: "wx" });
    const made = await copyAndCheck(parts, partial, madeAt);
    refuseWrong(parts.file, target);
    await rename(partial, target);
    await syncFolder(path.dirname(target));
    return { ...made, file: target, madeAt, tookMs: performance.now() - begunMs };
  } catch (error) {
    for (const left of [partial, `${partial}-journal`]) await rm(left).catch(() => undefined);
    throw error instanceof ProductError ? error : unwritable(target, error);
  }
}

function refuseWrong(file: string, target: string): void {
  if (!existsSync(file)) {
    throw new ProductError("DATABASE_MISSING", `There is no database at "${file}".`);
  }
  if (existsSync(target)) throw new ProductError("BACKUP_EXISTS", `"${target}" is there already.`);
}

type Made = Omit<Backup, "file" | "madeAt" | "tookMs">;

async function copyAndCheck(parts: MakeParts, partial: string, madeAt: Date): Promise<Made> {
  const { thread, file } = parts;
  await runCopy(thread, { do: "copy", from: file, to: partial });
  const { problems, pending, rows } = await checkCopy(partial, parts);
  if (problems.length > 0) throw damaged(file, problems);
  // The log of an older version may be laid out otherwise; it is looked at once that is updated.
  const brokenAudits = pending === 0 ? await findBrokenAudits(partial) : [];
  const { bytes, sha256 } = await stampFile(partial, madeAt);
  return { bytes, sha256, rows, pending, brokenAudits };
}

function damaged(file: string, problems: readonly string[]): ProductError {
  const what = `The copy of "${file}" is not whole: ${problems.join("; ")}.`;
  return new ProductError("DATABASE_DAMAGED", what);
}

const DAMAGED = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB"]);

function unwritable(target: string, cause: unknown): ProductError {
  if (cause instanceof CopyFailed && DAMAGED.has(cause.code)) {
    return new ProductError("DATABASE_DAMAGED", `The database is damaged: ${cause.message}.`);
  }
  const what = `No copy could be made at "${target}".`;
  return new ProductError("BACKUP_UNWRITABLE", what, { cause });
}

/** Makes a new name outlast a power cut, where the system lets a folder be opened. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().finally(async () => await handle.close());
}
