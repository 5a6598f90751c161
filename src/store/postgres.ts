import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Log } from "#ports/log.ts";
import type { Steps } from "#ports/steps.ts";
import { type Db, type Query, runAsync, toQuery } from "./db.ts";
import { migratePostgres } from "./migrate.ts";
import { postgresSchema } from "./schema.ts";

const MOST_TRIES = 10;
const CONFLICTS = new Set(["40001", "40P01"]);

/** Opens PostgreSQL and brings it up to date; replicas that start together wait for one another. */
export async function openPostgres(url: string, migrationsFolder: string, log: Log): Promise<Db> {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  // One that drops while it is lent makes its work fail, and must not end the process either: also one
  // that drops at the moment it is made.
  pool.on("connect", (client) => {
    client.on("error", ({ message }) => log.warn("postgres_connection_lost", { message }));
  });
  // An idle connection that drops must not end the process; the pool opens another.
  pool.on("error", (error) => log.warn("postgres_connection_lost", { message: error.message }));
  await migratePostgres(pool, migrationsFolder).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const running = new Set<Promise<unknown>>();
  const track = async <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    return await work.finally(() => running.delete(work));
  };
  const connect = connectionsOf(pool);
  return {
    engine: "postgres",
    tables: postgresSchema,
    skipLocked: sql`for update skip locked`,
    transaction: async (body) =>
      await track(again(async () => await connect(async (one) => await inTransaction(one, body)))),
    read: async (body) => await track(connect(async ({ query }) => await runAsync(body(query)))),
    forgetDeleted: async () => await Promise.resolve("server"),
    keepScene: async () => await Promise.resolve(false),
    putSceneBack: async () => await Promise.resolve(false),
    // A pool that ends drops whoever still waits for a connection, without a word.
    close: async () => {
      await Promise.allSettled(running);
      await pool.end();
    },
  };
}

interface Connection {
  readonly client: pg.PoolClient;
  readonly query: Query;
}

/** Lends a connection for one piece of work. Each keeps the statements that were prepared on it. */
function connectionsOf(pool: pg.Pool) {
  const queries = new WeakMap<pg.PoolClient, Query>();
  const prepare = (client: pg.PoolClient): Query => {
    const query = toQuery(drizzle({ client }), encode);
    queries.set(client, query);
    return query;
  };
  return async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    const query = queries.get(client) ?? prepare(client);
    let broken = true;
    try {
      const result = await work({ client, query });
      broken = false;
      return result;
    } catch (error) {
      broken = !(await isIdle(client));
      throw error;
    } finally {
      client.release(broken);
    }
  };
}

/** True if the connection is whole, with no transaction left open on it. */
async function isIdle(client: pg.PoolClient): Promise<boolean> {
  return await client.query("rollback").then(
    () => true,
    () => false,
  );
}

async function inTransaction<T>(
  { client, query }: Connection,
  body: (query: Query) => Steps<T>,
): Promise<T> {
  await client.query("begin");
  const result = await runAsync(body(query));
  await client.query("commit");
  return result;
}

/** Values as the driver wants them: times as text, structures as JSON. */
function encode(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** Runs the work again after a deadlock or a serialization conflict, a little later each time. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || attempt === MOST_TRIES) throw error;
      await wait(Math.random() * 5 * 2 ** attempt);
    }
  }
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CONFLICTS.has(code) || isConflict(error.cause);
}
