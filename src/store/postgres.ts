import { sql } from "drizzle-orm";
import type { Log } from "#ports/log.ts";
import type { Db } from "./db.ts";
import { createPool, createWork } from "./postgres-connections.ts";
import { migratePostgres } from "./postgres-migrate.ts";
import { createNews } from "./postgres-news.ts";
import { type PostgresOptions, withAuthorities } from "./postgres-options.ts";
import { postgresSchema } from "./schema.ts";

/**
 * Opens PostgreSQL and brings it up to date; replicas that start together wait for one another. Throws
 * CONFIG_INVALID, DATABASE_NEWER, DATABASE_OUT_OF_ORDER, DATABASE_UNPREPARED or DATABASE_UNREACHABLE.
 */
export async function openPostgres(
  given: PostgresOptions,
  migrationsFolder: string,
  log: Log,
): Promise<Db> {
  const options = withAuthorities(given);
  await migratePostgres(options, migrationsFolder, log);
  const pool = createPool(options, log);
  const work = createWork(pool, options);
  const news = createNews(pool, options, log);
  const running = new Set<Promise<unknown>>();
  const track = async <T>(one: Promise<T>): Promise<T> => {
    running.add(one);
    return await one.finally(() => running.delete(one));
  };
  return {
    engine: "postgres",
    tables: postgresSchema,
    skipLocked: sql`for update skip locked`,
    transaction: async (reach, body) => await track(work.transaction(reach, body)),
    read: async (reach, body) => await track(work.read(reach, body)),
    forgetDeleted: async () => await Promise.resolve("server"),
    keepScene: async () => await Promise.resolve(false),
    putSceneBack: async () => await Promise.resolve(false),
    announce: news.announce,
    whenAnnounced: news.whenAnnounced,
    // A pool that ends drops whoever still waits for a connection, without a word.
    close: async () => {
      await Promise.allSettled(running);
      await news.stop();
      await pool.end();
    },
  };
}
