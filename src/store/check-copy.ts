import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { BrokenAudit } from "#ports/backups.ts";
import { auditRows } from "./audit-rows.ts";
import { runGivingWay, toQuery } from "./db.ts";
import { countPending } from "./migrate.ts";
import { type CopyReport, runCopy } from "./run-copy.ts";
import { sqliteSchema } from "./schema.ts";

export interface CheckParts {
  /** The folder with SQLite's migrations. */
  readonly migrationsFolder: string;
  /** The path of `copy-thread.js`. */
  readonly thread: string;
}

export interface CopyCheck extends CopyReport {
  readonly pending: number;
}

/**
 * Reads a copy from its first page to its last. Whatever is wrong with it, also that it is not ours, is
 * a problem in the report; only DATABASE_NEWER is thrown.
 */
export async function checkCopy(file: string, parts: CheckParts): Promise<CopyCheck> {
  const report = await runCopy(parts.thread, { do: "check", file });
  if (report.problems.length > 0) return { ...report, pending: 0 };
  const client = new Database(file, { readonly: true });
  try {
    const pending = countPending(client, parts.migrationsFolder);
    if (pending !== undefined) return { ...report, pending };
    return { ...report, pending: 0, problems: ["it is not a database of Groundswell"] };
  } finally {
    client.close();
  }
}

/** Walks every district's audit log in a copy that waits for no migration, and gives others their turn. */
export async function findBrokenAudits(file: string): Promise<readonly BrokenAudit[]> {
  const client = new Database(file, { readonly: true });
  try {
    const query = toQuery(drizzle({ client }), (value) => value);
    const shape = { query, tables: sqliteSchema, skipLocked: sql``, locks: false };
    const alone = { ...shape, newId: () => "", origin: () => undefined, stir: () => undefined };
    const broken: BrokenAudit[] = [];
    for (const district of listDistricts(client)) {
      const fault = await runGivingWay(auditRows({ ...alone, district }).findFault());
      if (fault) broken.push({ ...fault, district });
    }
    return broken;
  } finally {
    client.close();
  }
}

function listDistricts(client: Database.Database): readonly DistrictId[] {
  const ids = client
    .prepare("select district_id from districts order by district_id")
    .pluck()
    .all();
  return ids.map((id) => toId<DistrictId>(String(id)));
}
