import { and, asc, eq, gte, isNotNull, isNull, ne, notExists, type SQL, sql } from "drizzle-orm";
import type { DistrictId, OutboxKey, ShoutOutId } from "#domain/ids.ts";
import type { ShoutOutReport } from "#domain/shout-out.ts";
import type { PraiseRows } from "#ports/praise-rows.ts";
import { addRows } from "./add-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { withReceivers } from "./praise-reads.ts";
import { orUndefined, type Scope } from "./rows.ts";

interface OfShoutOut {
  readonly district: DistrictId;
  readonly id: ShoutOutId;
}

const quoting = ({ query, tables: { shoutOutQuotes: c } }: Shape, is: OfShoutOut) =>
  query
    .select({ key: c.key })
    .from(c)
    .where(and(eq(c.districtId, is.district), eq(c.shoutOutId, is.id)))
    .orderBy(asc(c.at), asc(c.key));

const quoted = (
  { query, tables: { shoutOutQuotes: c, shoutOuts: s } }: Shape,
  is: { readonly district: DistrictId; readonly key: OutboxKey },
) =>
  query
    .select({ shoutOut: s })
    .from(c)
    .innerJoin(s, and(eq(s.districtId, is.district), eq(s.id, c.shoutOutId), isNull(s.hiddenAt)))
    .where(and(eq(c.districtId, is.district), eq(c.key, is.key)))
    .orderBy(asc(c.position), asc(s.id));

type QuoteRow = Scope["tables"]["shoutOutQuotes"]["$inferSelect"];

const insertQuote = (shape: Shape, row: QuoteRow) => insertQuotes(shape, [row]);

const insertQuotes = ({ query, tables: { shoutOutQuotes: c } }: Shape, rows: QuoteRow[]) =>
  query
    .insert(c)
    .values(rows)
    .onConflictDoUpdate({
      target: [c.districtId, c.shoutOutId, c.key],
      set: { position: sql`excluded.position` },
    });

/** What quotes a shout-out, who let it spread, and who reported it. */
export function trailRows(scope: Scope) {
  return { ...quoteRows(scope), ...spreadRows(scope), ...reportRows(scope) };
}

function quoteRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { shoutOutQuotes: c } = tables;
  return {
    *addQuotes(key, shoutOuts, at) {
      const rows = shoutOuts.map((shoutOutId, position) => ({
        districtId: district,
        shoutOutId,
        key,
        position,
        at,
      }));
      yield* addRows(scope, rows, { one: insertQuote, many: (some) => insertQuotes(scope, some) });
    },
    *listQuoting(id) {
      return (yield* run(scope, quoting, { district, id })).map(({ key }) => key);
    },
    *listQuoted(key) {
      const found = yield* run(scope, quoted, { district, key });
      return yield* withReceivers(
        scope,
        found.map(({ shoutOut }) => shoutOut),
      );
    },
    *listQuotedIn(keyStart, since) {
      const some = and(eq(c.districtId, district), startsWith(scope, keyStart), gte(c.at, since));
      const found = query.selectDistinct({ id: c.shoutOutId }).from(c).where(some);
      return (yield* q(found.orderBy(asc(c.shoutOutId)))).map(({ id }) => id);
    },
  } satisfies Partial<PraiseRows>;
}

/** Comes behind every letter, so that a range holds all keys with one start. */
const LAST = "\u{10FFFF}";

/** SQLite takes the range from its index; PostgreSQL may sort letters in another order. */
function startsWith({ tables, locks }: Scope, start: string): SQL | undefined {
  const { shoutOutQuotes: c } = tables;
  const same = sql`substr(${c.key}, 1, ${start.length}) = ${start}`;
  return locks ? same : and(same, sql`${c.key} >= ${start}`, sql`${c.key} < ${`${start}${LAST}`}`);
}

function spreadRows(scope: Scope) {
  const { query, tables, district } = scope;
  const { shoutOuts: s, shoutOutReceivers: r } = tables;
  return {
    *saveSpread(id, person, at) {
      const spreadAt = at ?? null;
      const given = and(eq(s.districtId, district), eq(s.id, id), eq(s.giver, person));
      yield* q(query.update(s).set({ spreadAt }).where(given));
      const own = and(eq(r.districtId, district), eq(r.shoutOutId, id), eq(r.personId, person));
      yield* q(query.update(r).set({ spreadAt }).where(own));
    },
    *listSpreadable(since) {
      const silent = and(eq(r.districtId, district), eq(r.shoutOutId, s.id), isNull(r.spreadAt));
      const agreed = and(
        eq(s.districtId, district),
        gte(s.at, since),
        isNull(s.hiddenAt),
        isNotNull(s.spreadAt),
        ne(s.share, "private"),
        notExists(query.select({ id: r.personId }).from(r).where(silent)),
      );
      const rows = yield* q(query.select().from(s).where(agreed).orderBy(asc(s.at), asc(s.id)));
      return yield* withReceivers(scope, rows);
    },
    *hasAgreed(id, person) {
      const given = and(eq(s.districtId, district), eq(s.id, id), eq(s.giver, person));
      const [gave] = yield* q(query.select({ at: s.spreadAt }).from(s).where(given));
      if (gave?.at) return true;
      const own = and(eq(r.districtId, district), eq(r.shoutOutId, id), eq(r.personId, person));
      const [thanked] = yield* q(query.select({ at: r.spreadAt }).from(r).where(own));
      return Boolean(thanked?.at);
    },
  } satisfies Partial<PraiseRows>;
}

function reportRows({ query, tables, district }: Scope) {
  const { shoutOutReports: t } = tables;
  const of = (id: ShoutOutId) => and(eq(t.districtId, district), eq(t.shoutOutId, id));
  return {
    *addReport({ shoutOut, by, reason, at }) {
      const row = { districtId: district, shoutOutId: shoutOut, by, reason, at };
      const target = [t.districtId, t.shoutOutId, t.by];
      const set = { reason, at, outcome: null, settledBy: null, settledAt: null };
      const again = { target, set, setWhere: isNotNull(t.outcome) };
      const adding = query.insert(t).values(row).onConflictDoUpdate(again);
      return (yield* q(adding.returning({ by: t.by }))).length > 0;
    },
    *listReports(id) {
      const found = query.select().from(t).where(of(id));
      return (yield* q(found.orderBy(asc(t.at), asc(t.by)))).map(toReport);
    },
    *settleReports(id, { outcome, settledBy, settledAt }) {
      const open = and(of(id), isNull(t.outcome));
      yield* q(query.update(t).set({ outcome, settledBy, settledAt }).where(open));
    },
  } satisfies Partial<PraiseRows>;
}

function toReport(row: Scope["tables"]["shoutOutReports"]["$inferSelect"]): ShoutOutReport {
  return {
    shoutOut: row.shoutOutId,
    by: row.by,
    reason: row.reason,
    at: row.at,
    outcome: orUndefined(row.outcome),
    settledBy: orUndefined(row.settledBy),
    settledAt: orUndefined(row.settledAt),
  };
}
