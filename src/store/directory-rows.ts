import { and, asc, eq, exists, gte, lt, lte, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Directory } from "#ports/directory.ts";
import type { Steps } from "#ports/steps.ts";
import { type Db, type Query, q } from "./db.ts";
import { eraseLate, hasStone } from "./erase-late.ts";
import { hasState } from "./outbox-state.ts";

/** A time that another process moved so lately is left alone. */
const FRESH_MS = 30_000;

/** A search by index in each district: what is due is never read through, however much it is. */
export function directoryRows(db: Db): Directory {
  return {
    listDue: async (until) => await db.read("every", (query) => listDue(query, db, until)),
    listUnplanned: async (id) => await db.read("every", (query) => listUnplanned(query, db, id)),
    moveTimes: async (name, span) =>
      await db.transaction("every", (query) => moveTimes(query, db, { name, ...span })),
    isErased: async (district) =>
      await db.read({ district }, function* (query) {
        const { districts: d } = db.tables;
        const own = query.select({ id: d.districtId }).from(d).where(eq(d.districtId, district));
        return (
          (yield* q(own)).length === 0 && (yield* hasStone({ query, tables: db.tables }, district))
        );
      }),
    eraseLate: async (district) => await eraseLate(db, district),
  };
}

function* listDue(query: Query, { tables }: Db, until: Date) {
  const { districts: d, outboxMessages: o, schedule: s } = tables;
  // Spelled out, so that both engines may use their index of open messages.
  const isOpen = hasState(o, "waiting", "leased");
  const message = and(eq(o.districtId, d.districtId), isOpen, lte(o.dueAt, until));
  const planned = and(eq(s.districtId, d.districtId), lte(s.nextAt, until));
  const one = { one: sql`1` };
  const due = [
    exists(query.select(one).from(s).where(planned)),
    exists(query.select(one).from(o).where(message)),
  ];
  return yield* listWhere(query, tables, or(...due));
}

function* listUnplanned(query: Query, { tables }: Db, id: string): Steps<Districts> {
  const { districts: d, schedule: s } = tables;
  const planned = and(eq(s.districtId, d.districtId), eq(s.id, id));
  const has = query.select({ one: sql`1` }).from(s).where(planned);
  return yield* listWhere(query, tables, notExists(has));
}

function* listWhere(query: Query, { districts: d }: Db["tables"], condition: SQL | undefined) {
  const some = query.select({ district: d.districtId }).from(d).where(condition);
  return (yield* q(some.orderBy(asc(d.districtId)))).map(({ district }) => district);
}

interface Span {
  readonly name: string;
  readonly since: Date;
  readonly to: Date;
}

function* moveTimes(query: Query, { tables }: Db, { name, since, to }: Span): Steps<Districts> {
  const { districts: d, settings } = tables;
  const [from, value] = [since.toISOString(), to.toISOString()];
  const fresh = new Date(to.getTime() - FRESH_MS).toISOString();
  const stale = and(gte(settings.value, from), lt(settings.value, fresh));
  // One that is still being copied here is not there yet: its rows stay as they came.
  const isHere = exists(
    query.select({ one: sql`1` }).from(d).where(eq(d.districtId, settings.districtId)),
  );
  yield* q(
    query
      .update(settings)
      .set({ value })
      .where(and(eq(settings.name, name), stale, isHere)),
  );
  const kept = and(
    eq(settings.districtId, d.districtId),
    eq(settings.name, name),
    gte(settings.value, from),
  );
  const has = query.select({ one: sql`1` }).from(settings).where(kept);
  return yield* listWhere(query, tables, notExists(has));
}

type Districts = Awaited<ReturnType<Directory["listDue"]>>;
