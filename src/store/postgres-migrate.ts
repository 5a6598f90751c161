import { setTimeout as wait } from "node:timers/promises";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
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
const DEADLOCK = "40P01";
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
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  const wanted = migrations.map(({ hash }) => hash);
  const applied = await listApplied(client);
  refuseNewer(wanted, applied);
  // Whoever may only read and write rows starts, too, where nothing is to be done.
  if (applied.length === wanted.length && (await isWalled(client, url))) return;
  const takeTurn = async (work: () => Promise<void>) => await inTurn(client, work);
  await takeTurn(async () => await migrate(client, migrations));
  await raiseWall(client, url, takeTurn);
}

/**
 * One replica at a time, in a transaction of its own: its lock and its limits go with it, also where a pooler lends
 * the next one another connection. No limit that the server sets for an account's statements ends this work.
 */
async function inTurn(client: pg.Client, work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; ) {
    try {
      if (await tryTurn(client, work)) return;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      const isHeld = hasCode(error, LOCKED) || hasCode(error, DEADLOCK);
      if (tries === MOST_TRIES || !isHeld) throw error;
      tries += 1;
    }
    // Lets whoever holds a table, or has the turn, go on.
    await wait(PAUSE_MS);
  }
}

/** False where another has the turn. */
async function tryTurn(client: pg.Client, work: () => Promise<void>): Promise<boolean> {
  await client.query(`begin; set local statement_timeout = 0; set local lock_timeout = ${LOCK_MS};
    set local idle_in_transaction_session_timeout = 0`);
  const text = "select pg_try_advisory_xact_lock($1) as mine";
  const { rows } = await client.query<{ mine: boolean }>(text, [LOCK]);
  const isMine = rows[0]?.mine === true;
  if (isMine) await work();
  await client.query("commit");
  return isMine;
}

/** As drizzle's own migrator does, which would begin a transaction without our lock. */
async function migrate(client: pg.Client, migrations: readonly MigrationMeta[]): Promise<void> {
  const wanted = migrations.map(({ hash }) => hash);
  await client.query(`create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
  refuseNewer(wanted, await listApplied(client));
  const { rows } = await client.query<{ last: string }>(
    "select coalesce(max(created_at), 0) as last from drizzle.__drizzle_migrations",
  );
  const last = Number(rows[0]?.last);
  for (const { hash, folderMillis, sql } of migrations.filter((one) => one.folderMillis > last)) {
    for (const text of sql) await client.query(text);
    const text = "insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)";
    await client.query(text, [hash, folderMillis]);
  }
  refuseSkipped(wanted, await listApplied(client));
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
