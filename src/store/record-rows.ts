import { and, asc, count, eq, getTableColumns, gt, min, ne, notExists, or, sql } from "drizzle-orm";
import { type PersonId, toId } from "#domain/ids.ts";
import type { RecordRows } from "#ports/record-rows.ts";
import { q } from "./db.ts";
import { erasureRows } from "./erasure-rows.ts";
import { holdRows } from "./hold-rows.ts";
import { withAssignments } from "./person-reads.ts";
import { purgeRows } from "./purge-rows.ts";
import { withParts } from "./record-parts.ts";
import { readHeld, readMeant } from "./record-wanted.ts";
import type { Scope } from "./rows.ts";

/** Records as the law sees them. */
export function recordRows(scope: Scope): RecordRows {
  return { ...readRecords(scope), ...purgeRows(scope), ...holdRows(scope), ...erasureRows(scope) };
}

function readRecords(scope: Scope) {
  const { query, tables, district } = scope;
  const { persons, schedule, auditEntries } = tables;
  return {
    *findNamed(named) {
      const email = eq(sql`lower(${persons.email})`, named.trim().toLowerCase());
      const either = or(eq(persons.id, sql`${named.trim()}`), email);
      const own = and(eq(persons.districtId, district), either);
      const rows = yield* q(query.select().from(persons).where(own).orderBy(asc(persons.id)));
      return yield* withAssignments(scope, rows);
    },
    *list(type, filter, { after, limit }) {
      const { kind, where } = yield* readMeant(scope, type, filter);
      const behind = after === undefined ? where : and(where, gt(kind.id, after));
      const shown = { recordId: kind.id, ...getTableColumns(kind.table) };
      const found = query.select(shown).from(kind.table).where(behind);
      const rows = yield* q(found.orderBy(asc(kind.id)).limit(limit));
      return yield* withParts(scope, type, rows);
    },
    *count(type, filter) {
      const { kind, where, held } = yield* readMeant(scope, type, filter);
      const counting = (some: typeof where) =>
        query.select({ records: count() }).from(kind.table).where(some);
      const [all] = yield* q(counting(where));
      const [kept] = held ? yield* q(counting(and(where, held))) : [];
      return { total: all?.records ?? 0, held: kept?.records ?? 0 };
    },
    *firstHeldEntry() {
      const held = yield* readHeld(scope, "audit_entry");
      if (!held) return undefined;
      const own = and(eq(auditEntries.districtId, district), held);
      const first = query
        .select({ at: min(auditEntries.at) })
        .from(auditEntries)
        .where(own);
      return (yield* q(first))[0]?.at ?? undefined;
    },
    *listLeavers() {
      const own = and(eq(schedule.districtId, district), eq(schedule.campaign, "leaver"));
      const rows = yield* q(query.select().from(schedule).where(own).orderBy(asc(schedule.id)));
      return rows.map(({ subject, nextAt }) => ({ person: toId<PersonId>(subject), nextAt }));
    },
    *listUnnoticedLeavers(limit) {
      const planned = and(
        eq(schedule.districtId, district),
        eq(schedule.id, sql`'leaver:' || ${persons.id}`),
      );
      const left = and(
        eq(persons.districtId, district),
        eq(persons.active, false),
        // Whoever was erased has no name any more.
        ne(persons.searchKey, ""),
        notExists(query.select().from(schedule).where(planned)),
      );
      const rows = yield* q(
        query.select({ id: persons.id }).from(persons).where(left).limit(limit),
      );
      return rows.map(({ id }) => id);
    },
  } satisfies Partial<RecordRows>;
}
