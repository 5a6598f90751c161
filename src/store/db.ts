import type { QueryPromise, SQL } from "drizzle-orm";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import type { Step, Steps } from "#ports/steps.ts";
import type { Schema } from "./schema.ts";

type Shared = "select" | "selectDistinct" | "insert" | "update" | "delete" | "$count";

/** What both engines can do. `run`, `get`, `all` and `transaction` are left out on purpose. */
export type Query = Pick<BaseSQLiteDatabase<"async", unknown, Schema>, Shared>;

/** One open database, of either engine. */
export interface Db {
  readonly engine: "sqlite" | "postgres";
  readonly tables: Schema;
  /** Ends a claim's SELECT: PostgreSQL passes over rows another replica holds; SQLite has one writer. */
  readonly skipLocked: SQL;
  /** All or nothing. The body may run again after a deadlock, so it must not touch anything else. */
  transaction<T>(body: (query: Query) => Steps<T>): Promise<T>;
  /** Reads that need no lock. */
  read<T>(body: (query: Query) => Steps<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Runs one statement inside a body: `const rows = yield* q(query.select()...)`.
 * Without `yield*` nothing happens; a house test looks for that.
 */
export function* q<T>(statement: QueryPromise<T>): Steps<T> {
  return (yield statement as unknown as Step) as T;
}

interface SyncStatement {
  prepare(): { execute(): { sync(): unknown } };
}

/** Runs a body to its end in one go: nothing else can happen in between. */
export function runSync<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = (step.value as unknown as SyncStatement).prepare().execute().sync();
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

/** Runs a body statement by statement, waiting for each. */
export async function runAsync<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = await (step.value as unknown as Promise<unknown>);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

/** Both engines' builders speak the same methods; this is the one place that says so. */
export function toQuery(drizzleDatabase: unknown): Query {
  return drizzleDatabase as Query;
}
