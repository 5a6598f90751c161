import process from "node:process";
import type { Command } from "commander";
import type { BackupDesk } from "#compose";
import type { Backup, BrokenAudit, CheckedCopy } from "#ports/backups.ts";
import { recordBackup } from "#usecases/record-backup.ts";
import { COMMAND_LINE } from "#usecases/write-audit.ts";

export interface BackupFlags {
  readonly to?: string | undefined;
  readonly json: boolean;
}

/** `groundswell backup`. */
export function addBackupCommand(program: Command, open: () => BackupDesk): void {
  program
    .command("backup")
    .description("Copy the database to one checked file, while the bot runs or not.")
    .option("--to <file>", "the copy's name; else one with the time, in the folder for copies")
    .option("--json", "print what was made as JSON", false)
    .action(async (flags: BackupFlags) => {
      const whole = await runBackup(open(), flags);
      if (!whole) process.exitCode = 1;
    });
}

/** Makes a copy and says what is in it; false if an audit log in it is broken. Throws as make does. */
export async function runBackup(desk: BackupDesk, flags: BackupFlags): Promise<boolean> {
  const made = await desk.backups.make(flags.to);
  const isRecorded = await record(desk, made);
  const lines = [
    `${made.file}`,
    ...describeCopy(made),
    ...made.brokenAudits.map(toWarning),
    ...(isRecorded ? [] : [OLDER]),
    `Made in ${(made.tookMs / 1000).toFixed(1)} s.`,
  ];
  process.stdout.write(flags.json ? `${JSON.stringify(made)}\n` : `${lines.join("\n")}\n`);
  return made.brokenAudits.length === 0;
}

const OLDER =
  "The database waits for an update, so nothing was written into it: the audit log does not name this copy.";

/** To open a database of an older version would update it, which nobody asked for. */
async function record({ open }: BackupDesk, made: Backup): Promise<boolean> {
  if (made.pending > 0) return false;
  const product = await open();
  await recordBackup(product, COMMAND_LINE, made).finally(product.store.close);
  return true;
}

/** What was found in a checked copy, for people. */
export function describeCopy({ bytes, rows, sha256, pending }: CheckedCopy): readonly string[] {
  const counts = Object.values(rows);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const version = pending === 0 ? "" : `, of a version ${pending} migrations older`;
  return [
    `${(bytes / 1_000_000).toFixed(1)} MB, ${total} rows in ${counts.length} tables, read and whole${version}.`,
    `SHA-256 ${sha256}`,
  ];
}

export function toWarning({ district, number, fault }: BrokenAudit): string {
  return `FIX  ${district}: its audit log is not as it was written, from entry ${number} on (${fault}).`;
}
