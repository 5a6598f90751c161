import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Log } from "#ports/log.ts";
import { type Db, runAsync, toQuery } from "./db.ts";
import { migratePostgres } from "./migrate.ts";
import { postgresSchema } from "./schema.ts";

const MOST_TRIES = 10;
const CONFLICTS = new Set(["40001", "40P01"]);

/** Opens PostgreSQL and brings it up to date; replicas that start together wait for one another. */
export async function openPostgres(url: string, migrationsFolder: string, log: Log): Promise<Db> {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
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
  const db = drizzle({ client: pool });
  return {
    engine: "postgres",
    tables: postgresSchema,
    skipLocked: sql`for update skip locked`,
    transaction: async (body) =>
      await track(
        again(async () => await db.transaction(async (tx) => await runAsync(body(toQuery(tx))))),
      ),
    read: async (body) => await track(runAsync(body(toQuery(db)))),
    // A pool that ends drops whoever still waits for a connection, without a word.
    close: async () => {
      await Promise.allSettled(running);
      await pool.end();
    },
  };
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
