import { count, min, sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Steps } from "#ports/steps.ts";
import type { StoreHealth } from "#ports/store-health.ts";
import { type Db, type Query, q } from "./db.ts";
import { hasState } from "./outbox-state.ts";
import { orUndefined } from "./rows.ts";

/** What whoever runs the machine asks; `migrationsFolder` is this engine's own. */
export function healthRows(db: Db, migrationsFolder: string): StoreHealth {
  const wanted = readMigrationFiles({ migrationsFolder }).length;
  return {
    countMigrations: async () => ({
      applied: await db.read("every", (query) => countApplied(query, db)),
      wanted,
    }),
    readPulse: async () => await db.read("every", (query) => readPulse(query, db)),
    readBytes: async () => await db.read("every", (query) => readBytes(query, db)),
    readClock: async () => await db.read("every", (query) => readClock(query, db)),
  };
}

function* countApplied(query: Query, { engine }: Db): Steps<number> {
  const table = engine === "sqlite" ? sql`__drizzle_migrations` : drizzlesOwn;
  const [row] = yield* q(query.select({ applied: count() }).from(table));
  return row?.applied ?? 0;
}

const drizzlesOwn = sql`drizzle.__drizzle_migrations`;

/** The state is spelled out, so that both engines may use their index of open messages. */
function* readPulse(query: Query, { tables }: Db) {
  const { outboxMessages: o, schedule } = tables;
  const open = yield* q(
    query
      .select({
        platform: o.platform,
        state: o.state,
        count: count(),
        oldestDueAt: min(o.dueAt),
      })
      .from(o)
      .where(hasState(o, "waiting", "leased"))
      .groupBy(o.platform, o.state),
  );
  const [next] = yield* q(query.select({ at: min(schedule.nextAt) }).from(schedule));
  return {
    open: open.map((row) => ({ ...row, oldestDueAt: row.oldestDueAt ?? new Date(0) })),
    nextScheduledAt: orUndefined(next?.at ?? null),
  };
}

function* readBytes(query: Query, { engine }: Db): Steps<number> {
  const [row] =
    engine === "sqlite"
      ? yield* q(query.select({ bytes: pages }).from(sql`pragma_page_count(), pragma_page_size()`))
      : yield* q(query.select({ bytes: total }).from(sql`(values (1)) as one`));
  return row?.bytes ?? 0;
}

function* readClock(query: Query, { engine }: Db): Steps<Date> {
  const [row] =
    engine === "sqlite"
      ? yield* q(query.select({ ms: sqliteNow }).from(sql`(select 1) as one`))
      : yield* q(query.select({ ms: postgresNow }).from(sql`(values (1)) as one`));
  return new Date(row?.ms ?? 0);
}

const sqliteNow = sql<number>`unixepoch('subsec') * 1000`.mapWith(Number);
const postgresNow = sql<number>`extract(epoch from clock_timestamp()) * 1000`.mapWith(Number);
const pages = sql<number>`page_count * page_size`.mapWith(Number);
const total = sql<number>`pg_database_size(current_database())`.mapWith(Number);
