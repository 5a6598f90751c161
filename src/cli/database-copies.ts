import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { CommandLine } from "#compose";

/** Every copy of the database on this machine that we know of: what was erased is still in them. */
export async function listCopies({
  databaseFile,
  backups,
}: Pick<CommandLine, "databaseFile" | "backups">): Promise<readonly string[]> {
  if (databaseFile === undefined) return [];
  const kept = (await backups.list()).map(({ name }) => path.join(backups.folder, name));
  return [...new Set([...listBeside(databaseFile), ...kept])].sort();
}

/** What was set aside before a migration or a restore has the database's name and more behind it. */
function listBeside(file: string): readonly string[] {
  const folder = path.dirname(file);
  if (!existsSync(folder)) return [];
  const start = `${path.basename(file)}.`;
  const names = readdirSync(folder).filter((name) => name.startsWith(start));
  return names.map((name) => path.join(folder, name));
}

/** Deletes them all. */
export function removeCopies(files: readonly string[]): void {
  for (const file of files) rmSync(file, { force: true });
}
