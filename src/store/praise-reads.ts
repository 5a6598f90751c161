import {
  and,
  asc,
  type Column,
  desc,
  eq,
  gte,
  inArray,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { DistrictId, OutboxKey, PersonId, ShoutOutId, SiteId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { KeptShoutOut, PraiseRows } from "#ports/praise-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, isFew, orUndefined, type Scope } from "./rows.ts";

type Row = Scope["tables"]["shoutOuts"]["$inferSelect"];
type ReceiverRow = Scope["tables"]["shoutOutReceivers"]["$inferSelect"];

interface OfShoutOut {
  readonly district: DistrictId;
  readonly id: ShoutOutId;
}

const keptById = ({ query, tables: { shoutOuts: s } }: Shape, is: OfShoutOut) =>
  query
    .select()
    .from(s)
    .where(and(eq(s.districtId, is.district), eq(s.id, is.id)));

const receiversOf = ({ query, tables: { shoutOutReceivers: r } }: Shape, is: OfShoutOut) =>
  query
    .select()
    .from(r)
    .where(and(eq(r.districtId, is.district), eq(r.shoutOutId, is.id)));

const toldBy = (
  { query, tables: { shoutOuts: s, shoutOutReceivers: r } }: Shape,
  is: { readonly district: DistrictId; readonly receiver: PersonId; readonly key: OutboxKey },
) =>
  query
    .select({ shoutOut: s })
    .from(r)
    .innerJoin(s, and(eq(s.districtId, is.district), eq(s.id, r.shoutOutId)))
    .where(
      and(
        eq(r.districtId, is.district),
        eq(r.personId, is.receiver),
        eq(r.toldBy, is.key),
        // Somebody thanked hides the post, and nobody's note.
        or(isNull(s.hiddenAt), eq(s.hiddenBy, "receiver")),
      ),
    );

interface InTime {
  readonly district: DistrictId;
  readonly since: Date;
  readonly until: Date;
}

const inTime = ({ query, tables: { shoutOuts: s } }: Shape, is: InTime) =>
  query
    .select()
    .from(s)
    .where(
      and(
        eq(s.districtId, is.district),
        gte(s.at, is.since),
        lt(s.at, is.until),
        isNull(s.hiddenAt),
      ),
    )
    .orderBy(asc(s.at));

/** What is meant for the whole district: one in many. */
const forDistrict = ({ query, tables: { shoutOuts: s } }: Shape, is: InTime) =>
  query
    .select()
    .from(s)
    .where(
      and(
        eq(s.districtId, is.district),
        gte(s.at, is.since),
        lt(s.at, is.until),
        isNull(s.hiddenAt),
        // Spelled out, so that both engines may use their index of these.
        sql`${s.share} = 'district'`,
      ),
    )
    .orderBy(asc(s.at));

/** Compared in pairs, so that a school's own index is taken: SQLite would rather go by the time alone. */
const inTimeAt = (
  { query, tables: { shoutOuts: s } }: Shape,
  is: InTime & { readonly site: SiteId },
) =>
  query
    .select()
    .from(s)
    .where(
      and(
        eq(s.districtId, is.district),
        sql`(${s.site}, ${s.at}) >= (${is.site}, ${is.since})`,
        sql`(${s.site}, ${s.at}) < (${is.site}, ${is.until})`,
        isNull(s.hiddenAt),
      ),
    )
    .orderBy(asc(s.site), asc(s.at));

/** What is up, and what the records keep of the rest. */
export function readShoutOuts(scope: Scope) {
  const { district } = scope;
  return {
    *findShoutOut(id) {
      const rows = yield* run(scope, keptById, { district, id });
      const up = rows.filter(({ hiddenAt }) => hiddenAt === null);
      return (yield* withReceivers(scope, up))[0];
    },
    *findKept(id) {
      return (yield* readKept(scope, yield* run(scope, keptById, { district, id })))[0];
    },
    *listKept(ids) {
      const { shoutOuts: s } = scope.tables;
      const rows: Row[] = [];
      for (const piece of chunks(ids)) {
        const some = and(eq(s.districtId, district), inArray(s.id, piece));
        rows.push(...(yield* q(scope.query.select().from(s).where(some))));
      }
      const kept = yield* readKept(scope, rows);
      const byId = new Map(kept.map((each) => [each.id, each]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    *listToldBy(receiver, key) {
      const found = yield* run(scope, toldBy, { district, receiver, key });
      const rows = found.map(({ shoutOut }) => shoutOut);
      return yield* withReceivers(
        scope,
        rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
    },
    *listShoutOuts({ since, until, site, forDistrict: shared = false }) {
      const range = { district, since, until };
      const rows =
        site === undefined
          ? yield* run(scope, shared ? forDistrict : inTime, range)
          : yield* run(scope, inTimeAt, { ...range, site });
      return yield* withReceivers(scope, rows);
    },
    *listMine(person, limit) {
      const own = [...(yield* readGiven(scope, person, limit))];
      own.push(...(yield* readReceived(scope, person, limit)));
      const byId = new Map(own.map((row) => [row.id, row]));
      const newest = [...byId.values()].sort((a, b) => b.at.getTime() - a.at.getTime());
      return yield* withReceivers(scope, newest.slice(0, limit));
    },
  } satisfies Partial<PraiseRows>;
}

function* readGiven({ query, tables, district }: Scope, giver: PersonId, limit: number) {
  const { shoutOuts: s } = tables;
  const own = and(eq(s.districtId, district), eq(s.giver, giver), isNull(s.hiddenAt));
  return yield* q(query.select().from(s).where(own).orderBy(desc(s.at)).limit(limit));
}

function* readReceived({ query, tables, district }: Scope, receiver: PersonId, limit: number) {
  const { shoutOuts: s, shoutOutReceivers: r } = tables;
  const up = and(eq(s.districtId, district), eq(s.id, r.shoutOutId), isNull(s.hiddenAt));
  const own = and(eq(r.districtId, district), isPerson(r.personId, receiver));
  const found = query.select({ shoutOut: s }).from(r).innerJoin(s, up).where(own);
  const rows = yield* q(found.orderBy(desc(sortedAt(s.at))).limit(limit));
  return rows.map(({ shoutOut }) => shoutOut);
}

/** A range of one: without it SQLite would read everybody's rows in the order of their key. */
export function isPerson(column: Column, id: PersonId): SQL {
  return sql`${column} between ${id} and ${id}`;
}

/** Sorts by a time and by no index: else SQLite reads the whole district from its newest row on. */
export function sortedAt(at: Column): SQL {
  return sql`coalesce(${at}, ${at})`;
}

/** Also what is hidden. */
function* readKept(scope: Scope, rows: readonly Row[]): Steps<readonly KeptShoutOut[]> {
  const all = yield* withReceivers(scope, rows);
  return all.map((shoutOut, at) => ({
    ...shoutOut,
    hiddenAt: orUndefined(rows[at]?.hiddenAt ?? null),
    hiddenBy: orUndefined(rows[at]?.hiddenBy ?? null),
  }));
}

function* readReceivers(scope: Scope, ids: readonly ShoutOutId[]): Steps<readonly ReceiverRow[]> {
  const { query, tables, district } = scope;
  const { shoutOutReceivers: r } = tables;
  const found: ReceiverRow[] = [];
  if (isFew(scope, ids)) {
    for (const id of ids) found.push(...(yield* run(scope, receiversOf, { district, id })));
    return found;
  }
  for (const piece of chunks(ids)) {
    const some = and(eq(r.districtId, district), inArray(r.shoutOutId, piece));
    found.push(...(yield* q(query.select().from(r).where(some))));
  }
  return found;
}

/** Shout-outs with whom they thank, in the order of their rows. */
export function* withReceivers(scope: Scope, rows: readonly Row[]): Steps<readonly ShoutOut[]> {
  const receivers = new Map<ShoutOutId, PersonId[]>();
  const ids = rows.map(({ id }) => id);
  for (const { shoutOutId, personId } of yield* readReceivers(scope, ids)) {
    const thanked = receivers.get(shoutOutId) ?? [];
    thanked.push(personId);
    receivers.set(shoutOutId, thanked);
  }
  return rows.map((row) => toShoutOut(row, receivers.get(row.id) ?? []));
}

function toShoutOut(row: Row, receivers: PersonId[]): ShoutOut {
  return {
    id: row.id,
    giver: row.giver,
    receivers: receivers.sort(),
    text: row.text,
    helped: row.helped,
    practice: row.practice,
    value: row.value,
    share: row.share,
    site: orUndefined(row.site),
    at: row.at,
    week: row.week,
    revision: row.revision,
    editedAt: orUndefined(row.editedAt),
  };
}
