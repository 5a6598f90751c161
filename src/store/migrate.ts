import { existsSync } from "node:fs";
import type Database from "better-sqlite3";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { migrate as runSqliteMigrations } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { ProductError } from "#domain/errors.ts";

interface SqliteMigration {
  readonly file: string;
  readonly migrationsFolder: string;
}

/**
 * Brings a SQLite file up to date. Copies the file to `<file>.before-<n>` first when anything is
 * pending; refuses a database of a newer version and migrations that were merged out of order.
 */
export function migrateSqlite(client: Database.Database, options: SqliteMigration): void {
  const { file, migrationsFolder } = options;
  const wanted = readMigrationFiles({ migrationsFolder }).map((migration) => migration.hash);
  const before = sqliteApplied(client);
  refuseNewer(wanted, before);
  if (before.length === wanted.length) {
    client.pragma("foreign_keys = ON");
    return;
  }
  copyBefore(client, file, before.length);
  // Off outside the transaction: inside it the pragma is ignored, and a rebuilt table would cascade.
  client.pragma("foreign_keys = OFF");
  runSqliteMigrations(drizzleSqlite({ client }), { migrationsFolder });
  refuseSkipped(wanted, sqliteApplied(client));
  const broken = client.pragma("foreign_key_check");
  if (Array.isArray(broken) && broken.length > 0) {
    throw new ProductError("DATABASE_DAMAGED", "Foreign keys are broken after the migration.");
  }
  client.pragma("foreign_keys = ON");
}

/**
 * How many migrations a SQLite file still waits for; undefined for one that is not ours.
 * Throws DATABASE_NEWER.
 */
export function countPending(
  client: Database.Database,
  migrationsFolder: string,
): number | undefined {
  const wanted = readMigrationFiles({ migrationsFolder }).map((migration) => migration.hash);
  const applied = sqliteApplied(client);
  if (!applied.some((hash) => wanted.includes(hash))) return undefined;
  refuseNewer(wanted, applied);
  return wanted.length - applied.length;
}

/** A copy that is already there was made by a start that did not finish: it stays. */
function copyBefore(client: Database.Database, file: string, applied: number): void {
  const copy = `${file}.before-${applied}`;
  if (applied === 0 || file === ":memory:" || existsSync(copy)) return;
  client.prepare("vacuum into ?").run(copy);
}

function sqliteApplied(client: Database.Database): readonly string[] {
  const there = client
    .prepare("select 1 from sqlite_master where name = '__drizzle_migrations'")
    .get();
  if (!there) return [];
  return client.prepare("select hash from __drizzle_migrations").pluck().all().map(String);
}

/** Throws DATABASE_NEWER. */
export function refuseNewer(wanted: readonly string[], applied: readonly string[]): void {
  if (applied.every((hash) => wanted.includes(hash))) return;
  throw new ProductError("DATABASE_NEWER", "A newer version of Groundswell wrote this database.");
}

/** Throws DATABASE_OUT_OF_ORDER. */
export function refuseSkipped(wanted: readonly string[], applied: readonly string[]): void {
  const skipped = wanted.filter((hash) => !applied.includes(hash)).length;
  if (skipped === 0) return;
  const what = `${skipped} migration(s) were passed over: the journal is out of order.`;
  throw new ProductError("DATABASE_OUT_OF_ORDER", what);
}
