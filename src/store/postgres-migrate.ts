import { setTimeout as wait } from "node:timers/promises";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { ProductError } from "#domain/errors.ts";
import type { Log } from "#ports/log.ts";
import { refuseNewer, refuseSkipped } from "./migrate.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { isLost } from "./postgres-troubles.ts";
import { isWalled, passesWall, raiseWall } from "./postgres-wall.ts";

const LOCK = 7_201_044;
/** A database that starts together with us is waited for. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;
const CONNECT_MS = 2000;
/** A change to a table that waits makes everybody wait who comes to the table after it. */
const LOCK_MS = 5000;
const MOST_TRIES = 6;
const LOCKED = "55P03";
const NOT_ALLOWED = "42501";

/**
 * Brings PostgreSQL up to date as its owner, one replica at a time under an advisory lock. Throws
 * DATABASE_NEWER, DATABASE_OUT_OF_ORDER, DATABASE_UNPREPARED and DATABASE_UNREACHABLE.
 */
export async function migratePostgres(
  options: PostgresOptions,
  folder: string,
  log: Log,
): Promise<void> {
  const client = await connect(options.directUrl);
  try {
    await bringUpToDate(client, options.url, folder);
    if (await passesWall(client, options.url)) log.warn("postgres_account_passes_wall");
  } catch (cause) {
    throw hasCode(cause, NOT_ALLOWED) ? unprepared(cause) : cause;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How many migrations PostgreSQL has. Throws DATABASE_UNREACHABLE. */
export async function countApplied({ directUrl }: PostgresOptions): Promise<number> {
  const client = await connect(directUrl);
  try {
    return (await listApplied(client)).length;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      fallback_application_name: "groundswell",
    });
    // One that drops makes the statement fail that is under way.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (cause) {
      if (!isLost(cause) || performance.now() > giveUpAt) throw unreachable(url, cause);
      await wait(PAUSE_MS);
    }
  }
}

function unreachable(url: string, cause: unknown): ProductError {
  const { host, pathname } = new URL(url);
  const why = cause instanceof Error ? cause.message : "it does not answer";
  const what = `PostgreSQL at ${host}${pathname} cannot be used: ${why || "it does not answer"}.`;
  return new ProductError("DATABASE_UNREACHABLE", what, { cause });
}

function unprepared(cause: unknown): ProductError {
  const what = "This account may not change tables, and some are not up to date.";
  return new ProductError("DATABASE_UNPREPARED", what, { cause });
}

async function bringUpToDate(client: pg.Client, url: string, folder: string): Promise<void> {
  const wanted = readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash);
  const applied = await listApplied(client);
  refuseNewer(wanted, applied);
  // Whoever may only read and write rows starts, too, where nothing is to be done.
  if (applied.length === wanted.length && (await isWalled(client, url))) return;
  await inTurn(client, async () => {
    refuseNewer(wanted, await listApplied(client));
    await migrate(drizzle({ client }), { migrationsFolder: folder });
    refuseSkipped(wanted, await listApplied(client));
    await raiseWall(client, url);
  });
}

/** One replica at a time. No limit that the server sets for an account's statements ends this work. */
async function inTurn(client: pg.Client, work: () => Promise<void>): Promise<void> {
  // Asked for again and again: one statement that waits may be ended for how long it waits.
  while (!(await takeTurn(client))) await wait(PAUSE_MS);
  await client.query(`set statement_timeout = 0; set lock_timeout = ${LOCK_MS}`);
  try {
    await pastLocks(client, work);
  } finally {
    // Gone with the session, but for a pooler, which would lend it to others.
    const back = `reset statement_timeout; reset lock_timeout; select pg_advisory_unlock(${LOCK})`;
    await client.query(back).catch(() => undefined);
  }
}

async function takeTurn(client: pg.Client): Promise<boolean> {
  const text = "select pg_try_advisory_lock($1) as mine";
  const { rows } = await client.query<{ mine: boolean }>(text, [LOCK]);
  return rows[0]?.mine === true;
}

/** Lets whoever holds a table go on, and tries once more. */
async function pastLocks(client: pg.Client, work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      if (tries === MOST_TRIES || !hasCode(error, LOCKED)) throw error;
    }
    await wait(PAUSE_MS);
  }
}

async function listApplied(client: pg.Client): Promise<readonly string[]> {
  const there = await client.query("select to_regclass('drizzle.__drizzle_migrations') as found");
  if (there.rows[0]?.found === null) return [];
  const { rows } = await client.query<{ hash: string }>(
    "select hash from drizzle.__drizzle_migrations",
  );
  return rows.map(({ hash }) => hash);
}

function hasCode(error: unknown, code: string): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === code) || hasCode(error.cause, code);
}
