import { setImmediate as turn } from "node:timers/promises";
import { Param, Placeholder, type QueryPromise, type SQL, sql } from "drizzle-orm";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import type { DistrictId } from "#domain/ids.ts";
import type { Step, Steps } from "#ports/steps.ts";
import type { Forgetting } from "#ports/store.ts";
import type { Schema } from "./schema.ts";

type Shared = "select" | "selectDistinct" | "insert" | "update" | "delete" | "$count";

/** What both engines can do. `run`, `get`, `all` and `transaction` are left out on purpose. */
export type Query = Pick<BaseSQLiteDatabase<"async", unknown, Schema>, Shared>;

/** What a statement is written with. */
export interface Shape {
  readonly query: Query;
  readonly tables: Schema;
}

/**
 * Whose rows a body may touch: one district's, or the few of all districts that the directory in front
 * of them asks for. PostgreSQL holds every statement to it, also one that forgot its condition.
 */
export type Reach = { readonly district: DistrictId } | "every";

/** One open database, of either engine. */
export interface Db {
  readonly engine: "sqlite" | "postgres";
  readonly tables: Schema;
  /** Ends a claim's SELECT: PostgreSQL passes over rows another replica holds; SQLite has one writer. */
  readonly skipLocked: SQL;
  /** All or nothing. The body may run again after a deadlock, so it must not touch anything else. */
  transaction<T>(reach: Reach, body: (query: Query) => Steps<T>): Promise<T>;
  /** Reads that need no lock, all of one moment. */
  read<T>(reach: Reach, body: (query: Query) => Steps<T>): Promise<T>;
  /** Tells other processes that something may be due there; soon, and once for many calls. */
  announce(district: DistrictId): void;
  /** What another process announced. */
  whenAnnounced(hear: (district: DistrictId) => void): void;
  /** See the store. */
  forgetDeleted(): Promise<Forgetting>;
  /** See Store. */
  keepScene(name: string): Promise<boolean>;
  putSceneBack(scene: { readonly district: DistrictId; readonly name: string }): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Runs one statement inside a body: `const rows = yield* q(query.select()...)`.
 * Without `yield*` nothing happens; a house test looks for that.
 */
export function* q<T>(statement: QueryPromise<T>): Steps<T> {
  return (yield statement as unknown as Step) as T;
}

/** What can stand in a prepared statement: never undefined, which would change its text. */
type Value = string | number | boolean | Date | object | null;
type Values<A> = { readonly [K in keyof A]: Value };

/**
 * A statement that is written once and prepared once a connection. Its second argument holds places
 * and not values, so it can be compared and stored, and nothing else.
 */
export type Statement<A, T> = (shape: Shape, is: A) => QueryPromise<T>;

interface Ready {
  execute(values?: unknown): unknown;
}

/** How a connection writes values, and what it has prepared. */
interface Prepared {
  readonly encode: (value: Value) => unknown;
  readonly statements: Map<unknown, Ready>;
}

const prepared = new WeakMap<Query, Prepared>();

/**
 * Runs a statement of the hot path: `yield* run(scope, siteById, { district, id })`. `statement` must
 * be a function at the top of its file: one made anew each time would be prepared each time.
 */
export function* run<A extends Values<A>, T>(
  shape: Shape,
  statement: Statement<A, T>,
  values: A,
): Steps<T> {
  const connection = prepared.get(shape.query);
  if (!connection) return yield* q(statement(shape, values));
  const { encode, statements } = connection;
  let ready = statements.get(statement);
  if (!ready) {
    const built = statement(shape, toPlaces(values, encode)) as unknown as Preparable;
    ready = built.prepare(`s${statements.size}`);
    statements.set(statement, ready);
  }
  return (yield { ready, values } as unknown as Step) as T;
}

/** The same names, each with a place that is filled when the statement runs. */
function toPlaces<A extends Values<A>>(values: A, encode: Prepared["encode"]): A {
  const encoder = { mapToDriverValue: encode };
  const places = Object.keys(values).map((name) => [
    name,
    sql`${new Param(new Placeholder(name), encoder)}`,
  ]);
  return Object.fromEntries(places) as A;
}

interface Preparable {
  prepare(name?: string): Ready;
}
type Waiting = Preparable | { readonly ready: Ready; readonly values: unknown };

/** Runs a body to its end in one go: nothing else can happen in between. */
export function runSync<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = executeNow(step.value as unknown as Waiting);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

function executeNow(waiting: Waiting): unknown {
  const done =
    "ready" in waiting ? waiting.ready.execute(waiting.values) : waiting.prepare().execute();
  return (done as { sync(): unknown }).sync();
}

/** Runs a body statement by statement, waiting for each. */
export async function runAsync<T>(
  steps: Steps<T>,
  execute: (waiting: Waiting) => Promise<unknown> = executeLater,
): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = await execute(step.value as unknown as Waiting);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(value);
  }
  return step.value;
}

async function executeLater(waiting: Waiting): Promise<unknown> {
  return await ("ready" in waiting ? waiting.ready.execute(waiting.values) : waiting);
}

/** Runs a body with a turn of the event loop after each statement: for a file that nobody writes to. */
export async function runGivingWay<T>(steps: Steps<T>): Promise<T> {
  return await runAsync(steps, async (waiting) => {
    const value = executeNow(waiting);
    await turn();
    return value;
  });
}

/**
 * Both engines' builders speak the same methods; this is the one place that says so. Without `encode`
 * nothing is prepared.
 */
export function toQuery(
  drizzleDatabase: unknown,
  encode: false | ((value: Value) => unknown),
): Query {
  const query = drizzleDatabase as Query;
  if (encode) prepared.set(query, { encode, statements: new Map() });
  return query;
}
