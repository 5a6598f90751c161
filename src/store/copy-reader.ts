import Database from "better-sqlite3";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import pg from "pg";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { runAsync, runGivingWay, type Shape, toQuery } from "./db.ts";
import { type DbOptions, findFile } from "./open-db.ts";
import { postgresDefaults, withAuthorities } from "./postgres-options.ts";
import { isLost } from "./postgres-troubles.ts";
import { postgresSchema, sqliteSchema } from "./schema.ts";

/** One district as it is at one moment, however long somebody reads and whoever writes meanwhile. */
export interface Reader {
  read<T>(body: (shape: Shape) => Steps<T>): Promise<T>;
  close(): Promise<void>;
}

const LIMITS = {
  fallback_application_name: "groundswell",
  connectionTimeoutMillis: 5000,
  query_timeout: 120_000,
};

/** Reads a database that is there and up to date. Throws DATABASE_UNAVAILABLE, also later. */
export async function openReader(options: DbOptions, district: DistrictId): Promise<Reader> {
  const file = findFile(options.url);
  if (file !== undefined) return readFile(file);
  try {
    return await readServer(options, district);
  } catch (error) {
    throw explain(error);
  }
}

function readFile(file: string): Reader {
  const client = new Database(file, { readonly: true, fileMustExist: true });
  client.exec("begin");
  const shape = { query: toQuery(drizzleSqlite({ client }), false), tables: sqliteSchema };
  return {
    read: async (body) => await runGivingWay(body(shape)),
    close: async () => await Promise.resolve(void client.close()),
  };
}

async function readServer(options: DbOptions, district: DistrictId): Promise<Reader> {
  const { url } = withAuthorities({ ...postgresDefaults, ...options.postgres, url: options.url });
  const client = new pg.Client({ connectionString: url, ...LIMITS });
  // One that drops makes the statement fail that is under way, or the next.
  client.on("error", () => undefined);
  await client.connect();
  const own = `set local groundswell.district = ${pg.escapeLiteral(district)}`;
  await client.query(`begin isolation level repeatable read read only; ${own}`);
  const shape = { query: toQuery(drizzlePostgres({ client }), false), tables: postgresSchema };
  return {
    read: async (body) =>
      await runAsync(body(shape)).catch((error: unknown) => {
        throw explain(error);
      }),
    close: async () => await client.end().catch(() => undefined),
  };
}

function explain(error: unknown): unknown {
  if (!isLost(error)) return error;
  const cause = { cause: error };
  return new ProductError("DATABASE_UNAVAILABLE", "The database does not answer.", cause);
}
