import { setTimeout as wait } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { isDatabaseAway } from "#domain/database-away.ts";
import { ProductError } from "#domain/errors.ts";
import type { Log } from "#ports/log.ts";
import type { Steps } from "#ports/steps.ts";
import { type Db, type Query, type Reach, runAsync, toQuery } from "./db.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { again, isLost } from "./postgres-troubles.ts";
import { createTurns } from "./postgres-turns.ts";

/** The application name that an operator sees in pg_stat_activity. */
const NAME = "groundswell";
const CONNECT_MS = 2000;
/** After the server should have given up by itself: a connection that goes nowhere is let go. */
const SILENCE_MS = 5000;
/** How long the end of a commit is asked for whose answer was lost. */
const ENDING_MS = 10_000;
const ENDING_PAUSE_MS = 100;

export interface Connection {
  readonly client: pg.PoolClient;
  readonly query: Query;
}

/** A pool whose connections may drop without ending the process. */
export function createPool(options: PostgresOptions, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.pool,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: options.statementSeconds * 1000 + SILENCE_MS,
    keepAlive: true,
    fallback_application_name: NAME,
  });
  const lost = ({ message }: Error): void => log.warn("postgres_connection_lost", { message });
  // One that drops while it is lent makes its work fail, and must not end the process either: also one
  // that drops at the moment it is made.
  pool.on("connect", (client) => void client.on("error", lost));
  // An idle connection that drops: the pool opens another.
  pool.on("error", lost);
  return pool;
}

/** Lends a connection for one piece of work. Each keeps the statements that were prepared on it. */
function lend(pool: pg.Pool, { prepared, onStatement, ...options }: PostgresOptions) {
  const turns = createTurns(options.pool, options.isUrgent ?? (() => true));
  const queries = new WeakMap<pg.PoolClient, Query>();
  const logger = onStatement && { logQuery: onStatement };
  const open = (client: pg.PoolClient): Query => {
    const query = toQuery(drizzle({ client, ...(logger ? { logger } : {}) }), prepared && encode);
    queries.set(client, query);
    return query;
  };
  const connect = async (): Promise<pg.PoolClient> => {
    const connecting = pool.connect();
    connecting.then(
      () => turns.note(false),
      () => turns.note(true),
    );
    return await connecting;
  };
  const use = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const client = await connect();
    const query = queries.get(client) ?? open(client);
    let broken = true;
    try {
      const result = await work({ client, query });
      broken = false;
      return result;
    } catch (error) {
      broken = isLost(error) || !(await isIdle(client));
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return async <T>(work: (connection: Connection) => Promise<T>): Promise<T> =>
    await turns.take(async () => await use(work));
}

/** True if the connection is whole, with no transaction left open on it. */
async function isIdle(client: pg.PoolClient): Promise<boolean> {
  return await client.query("rollback").then(
    () => true,
    () => false,
  );
}

/** Values as the driver wants them: times as text, structures as JSON. */
function encode(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** Transactions and reads over a pool, each held to the rows that it may reach. */
export function createWork(
  pool: pg.Pool,
  options: PostgresOptions,
): Pick<Db, "transaction" | "read"> {
  const connect = lend(pool, options);
  const limits = limitsOf(options);
  return {
    transaction: async (reach, body) => {
      const opening = `begin; ${limits} ${wallOf(reach)} select pg_current_xact_id()::text as xid`;
      return await again(async () => {
        const done = await connect(async (one) => await runAndCommit(one, opening, body));
        // Also after a restart the server knows how it ended; what was not kept is done again.
        if (done.lost === undefined || (await didCommit(connect, done.xid))) return done.result;
        throw done.lost;
      });
    },
    read: async (reach, body) => {
      const opening = `begin isolation level repeatable read read only; ${limits} ${wallOf(reach)}`;
      const readIn = async ({ client, query }: Connection) => {
        await client.query(opening);
        const result = await runAsync(body(query));
        await client.query("commit");
        return result;
      };
      return await again(async () => await connect(readIn));
    },
  };
}

/** With each transaction, not with the connection: a pooler may give the next one another. */
function limitsOf({ statementSeconds }: PostgresOptions): string {
  const ms = statementSeconds * 1000;
  return `set local statement_timeout = ${ms}; set local idle_in_transaction_session_timeout = ${ms};`;
}

function wallOf(reach: Reach): string {
  if (reach === "every") return "set local groundswell.every = 'on';";
  return `set local groundswell.district = ${pg.escapeLiteral(reach.district)};`;
}

interface Done<T> {
  readonly result: T;
  /** What went wrong when the answer to the commit was lost. */
  readonly lost?: unknown;
  readonly xid: string;
}

async function runAndCommit<T>(
  { client, query }: Connection,
  opening: string,
  body: (query: Query) => Steps<T>,
): Promise<Done<T>> {
  const xid = xidOf(await client.query(opening));
  const result = await runAsync(body(query));
  try {
    requireKept(await client.query("commit"));
    return { result, xid };
  } catch (lost) {
    if (!isLost(lost)) throw lost;
    return { result, xid, lost };
  }
}

/** A body that went on after a failed statement: the server undoes it all, and says so in one word alone. */
function requireKept({ command }: pg.QueryResult): void {
  if (command === "COMMIT") return;
  throw new ProductError("DATABASE_UNDONE", "The database undid what it was given to keep.");
}

/** Several statements in one question give a list of answers. */
function xidOf(answers: unknown): string {
  const last: unknown = Array.isArray(answers) ? answers.at(-1) : answers;
  if (!(last instanceof pg.Result)) return "";
  const row: unknown = last.rows[0];
  return typeof row === "object" && row !== null && "xid" in row ? String(row.xid) : "";
}

/** Whether a transaction whose answer was lost was kept. Throws DATABASE_UNSURE where nobody can tell. */
async function didCommit(connect: ReturnType<typeof lend>, xid: string): Promise<boolean> {
  const giveUpAt = performance.now() + ENDING_MS;
  for (;;) {
    // After a failover the server may not know the number at all, and says so by an error.
    const status = await connect(async ({ client }) => await askEnd(client, xid)).catch(
      (error: unknown) => (isLost(error) || isDatabaseAway(error) ? "in progress" : "forgotten"),
    );
    if (status === "committed" || status === "aborted") return status === "committed";
    if (status !== "in progress" || performance.now() > giveUpAt) {
      throw new ProductError("DATABASE_UNSURE", "The database went away while it kept something.");
    }
    await wait(ENDING_PAUSE_MS);
  }
}

async function askEnd(client: pg.PoolClient, xid: string): Promise<string> {
  const text = "select pg_xact_status($1::text::xid8) as status";
  const { rows } = await client.query<{ status: string | null }>({ text, values: [xid] });
  return rows[0]?.status ?? "forgotten";
}
