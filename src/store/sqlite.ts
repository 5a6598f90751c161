import { mkdirSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { ProductError } from "#domain/errors.ts";
import type { Steps } from "#ports/steps.ts";
import { type Db, type Query, runSync, toQuery } from "./db.ts";
import { migrateSqlite } from "./migrate.ts";
import { sqliteSchema } from "./schema.ts";

interface Waiting {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens or creates a SQLite file and brings it up to date; ":memory:" is for tests.
 * Throws DATA_FOLDER_UNWRITABLE, DATABASE_DAMAGED, DATABASE_NEWER or DATABASE_OUT_OF_ORDER.
 */
export function openSqlite(file: string, migrationsFolder: string): Db {
  const client = openFile(file);
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.pragma("busy_timeout = 5000");
  migrateSqlite(client, { file, migrationsFolder });
  const query = toQuery(drizzle({ client }));
  const commit = groupCommit(client);
  return {
    engine: "sqlite",
    tables: sqliteSchema,
    skipLocked: sql``,
    transaction: async (body) => await commit(query, body),
    read: async (body) => await Promise.resolve(runSync(body(query))),
    close: async () => {
      await commit(query, function* () {});
      client.close();
    },
  };
}

function openFile(file: string): Database.Database {
  try {
    if (file !== ":memory:") mkdirSync(path.dirname(file), { recursive: true });
    const client = new Database(file);
    checkFile(client, file);
    return client;
  } catch (error) {
    if (error instanceof ProductError) throw error;
    const what = `The data folder "${path.dirname(file)}" cannot be written to.`;
    throw new ProductError("DATA_FOLDER_UNWRITABLE", what, { cause: error });
  }
}

function checkFile(client: Database.Database, file: string): void {
  let found: unknown;
  try {
    found = client.pragma("quick_check(1)", { simple: true });
    client.exec("begin immediate; rollback");
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : "";
    if (code !== "SQLITE_NOTADB" && code !== "SQLITE_CORRUPT") throw error;
    throw new ProductError("DATABASE_DAMAGED", `"${file}" is not a whole database.`, {
      cause: error,
    });
  }
  if (found !== "ok") {
    throw new ProductError("DATABASE_DAMAGED", `"${file}" is damaged: ${String(found)}.`);
  }
}

/**
 * One commit for all transactions of one turn of the event loop, each in a savepoint of its own:
 * a failure undoes itself alone, and nobody is answered before the commit is on the disk.
 */
function groupCommit(client: Database.Database) {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    const settle: (() => void)[] = [];
    try {
      client.exec("begin immediate");
      for (const one of group) settle.push(runInSavepoint(client, one));
      client.exec("commit");
    } catch (error) {
      if (client.inTransaction) client.exec("rollback");
      for (const one of group) one.reject(error);
      return;
    }
    for (const answer of settle) answer();
  };
  return async <T>(query: Query, body: (query: Query) => Steps<T>): Promise<T> =>
    await new Promise<T>((resolve, reject) => {
      let value: T;
      const run = (): void => {
        value = runSync(body(query));
      };
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ run, resolve: () => resolve(value), reject });
    });
}

function runInSavepoint(client: Database.Database, one: Waiting): () => void {
  client.exec("savepoint one");
  try {
    one.run();
    client.exec("release one");
    return one.resolve;
  } catch (error) {
    // A full disk rolls the whole transaction back by itself: then nobody's work was kept.
    if (!client.inTransaction) throw error;
    client.exec("rollback to one; release one");
    return () => one.reject(error);
  }
}
