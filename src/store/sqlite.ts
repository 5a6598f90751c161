import { AsyncResource } from "node:async_hooks";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { ProductError } from "#domain/errors.ts";
import type { Steps } from "#ports/steps.ts";
import { type Db, type Query, runSync, toQuery } from "./db.ts";
import { forgetDeleted } from "./forget-deleted.ts";
import { keepStatements } from "./kept-statements.ts";
import { migrateSqlite } from "./migrate.ts";
import { keepScene, putSceneBack } from "./scenes.ts";
import { sqliteSchema } from "./schema.ts";

const OWN_FILE = 0o600;

interface SqliteOptions {
  readonly migrationsFolder: string;
  readonly onStatement?: ((text: string) => void) | undefined;
}

interface Waiting {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens or creates a SQLite file and brings it up to date; ":memory:" is for tests.
 * Throws DATA_FOLDER_UNWRITABLE, DATABASE_DAMAGED, DATABASE_NEWER or DATABASE_OUT_OF_ORDER.
 */
export function openSqlite(file: string, { migrationsFolder, onStatement }: SqliteOptions): Db {
  const client = openFile(file);
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = FULL");
  client.pragma("busy_timeout = 5000");
  // What is deleted is overwritten, not only let go.
  client.pragma("secure_delete = on");
  // A district's busy pages stay in memory, undo logs of savepoints too, and a burst is copied once.
  client.pragma("cache_size = -32768");
  client.pragma("temp_store = memory");
  client.pragma("wal_autocheckpoint = 4000");
  migrateSqlite(client, { file, migrationsFolder });
  const logger = onStatement ? { logger: { logQuery: onStatement } } : {};
  const query = toQuery(drizzle({ client: keepStatements(client), ...logger }), encode);
  const commit = groupCommit(client);
  return {
    engine: "sqlite",
    tables: sqliteSchema,
    skipLocked: sql``,
    transaction: async (_reach, body) => await commit(query, body),
    read: async (_reach, body) => await Promise.resolve(runSync(body(query))),
    // One process alone uses a file.
    announce: () => undefined,
    whenAnnounced: () => undefined,
    forgetDeleted: async () => {
      await commit(query, function* () {});
      return forgetDeleted(client);
    },
    keepScene: async (name) => {
      await commit(query, function* () {});
      return keepScene(client, name);
    },
    putSceneBack: async (scene) => {
      await commit(query, function* () {});
      return putSceneBack(client, scene);
    },
    close: async () => {
      await commit(query, function* () {});
      client.close();
    },
  };
}

/** Values as SQLite keeps them: times in milliseconds, flags as 0 and 1. */
function encode(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

function openFile(file: string): Database.Database {
  try {
    if (file !== ":memory:") makeFile(file);
    const client = new Database(file);
    checkFile(client, file);
    return client;
  } catch (error) {
    throw error instanceof ProductError ? error : unwritable(file, error);
  }
}

/** For its owner alone: it is as private as a staff list. What is there keeps the rights that it has. */
function makeFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, "", { mode: OWN_FILE, flag: "a" });
}

function unwritable(file: string, cause: unknown): ProductError {
  const what = `The data folder "${path.dirname(file)}" cannot be written to.`;
  return new ProductError("DATA_FOLDER_UNWRITABLE", what, { cause });
}

function checkFile(client: Database.Database, file: string): void {
  const found = quickCheck(client, file);
  if (found === "ok") return;
  throw new ProductError("DATABASE_DAMAGED", `"${file}" is damaged: ${String(found)}.`);
}

function quickCheck(client: Database.Database, file: string): unknown {
  try {
    const found = client.pragma("quick_check(1)", { simple: true });
    client.exec("begin immediate; rollback");
    return found;
  } catch (error) {
    throw isDamage(error) ? damaged(file, error) : error;
  }
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Database.SqliteError ? error.code : "";
  return code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT";
}

function damaged(file: string, cause: unknown): ProductError {
  return new ProductError("DATABASE_DAMAGED", `"${file}" is not a whole database.`, { cause });
}

/** So long a group may run: who came first is not kept waiting for a crowd, nor is anything else. */
const GROUP_MS = 20;

/**
 * One commit for the transactions of one turn of the event loop, each in a savepoint of its own: a failure
 * undoes itself alone, and nobody is answered before the commit is on the disk. A crowd takes several.
 */
function groupCommit(client: Database.Database) {
  const say = prepareControl(client);
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const queue = waiting;
    const { taken, settles } = commitGroup(say, queue);
    waiting = queue.slice(taken);
    if (waiting.length > 0) setImmediate(flush);
    for (const settle of settles) settle();
  };
  return async <T>(query: Query, body: (query: Query) => Steps<T>): Promise<T> =>
    await new Promise<T>((resolve, reject) => {
      let value: T;
      // Another's turn runs it: it stays in the request that asked for it.
      const run = AsyncResource.bind((): void => {
        value = runSync(body(query));
      });
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ run, resolve: () => resolve(value), reject });
    });
}

/** What every transaction says, prepared once. */
function prepareControl(client: Database.Database) {
  const prepare = (text: string) => {
    const statement = client.prepare(text);
    return (): void => void statement.run();
  };
  return {
    begin: prepare("begin immediate"),
    commit: prepare("commit"),
    rollback: prepare("rollback"),
    save: prepare("savepoint one"),
    release: prepare("release one"),
    undo: prepare("rollback to one"),
    isOpen: () => client.inTransaction,
  };
}
type Control = ReturnType<typeof prepareControl>;

/** Runs and commits those who came first; gives how many, and what tells each of them how it ended. */
function commitGroup(say: Control, queue: readonly Waiting[]) {
  const endAt = performance.now() + GROUP_MS;
  const settles: (() => void)[] = [];
  let taken = 0;
  try {
    say.begin();
    for (const one of queue) {
      taken += 1;
      settles.push(runInSavepoint(say, one));
      if (performance.now() > endAt) break;
    }
    say.commit();
    return { taken, settles };
  } catch (error) {
    if (say.isOpen()) say.rollback();
    // Where not even the first may begin, nobody may.
    const group = taken === 0 ? queue : queue.slice(0, taken);
    return { taken: group.length, settles: group.map((one) => () => one.reject(error)) };
  }
}

function runInSavepoint(say: Control, one: Waiting): () => void {
  say.save();
  try {
    one.run();
    say.release();
    return one.resolve;
  } catch (error) {
    // A full disk rolls the whole transaction back by itself: then nobody's work was kept.
    if (!say.isOpen()) throw error;
    say.undo();
    say.release();
    return () => one.reject(error);
  }
}
