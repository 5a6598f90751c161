import { and, asc, eq } from "drizzle-orm";
import type { Correction } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import type { VisitingRows } from "#ports/visiting-rows.ts";
import { q } from "./db.ts";
import { clean, orUndefined, type Scope } from "./rows.ts";

/** What staff of a school say about a visit: leave my room out, and this is not right. */
export function staffSayRows(scope: Scope) {
  return { ...skipRows(scope), ...correctionRows(scope) } satisfies Partial<VisitingRows>;
}

function skipRows({ query, tables, district }: Scope) {
  const { roomSkips: s } = tables;
  const isOf = (id: ExpeditionId) => and(eq(s.districtId, district), eq(s.expedition, id));
  return {
    *addSkip(expedition, person, at) {
      const row = { districtId: district, expedition, person, at };
      const adding = query.insert(s).values(row).onConflictDoNothing();
      return (yield* q(adding.returning({ at: s.at }))).length > 0;
    },
    *removeSkip(expedition, person) {
      const own = and(isOf(expedition), eq(s.person, person));
      return (yield* q(query.delete(s).where(own).returning({ at: s.at }))).length > 0;
    },
    *listSkips(expedition) {
      const found = query.select({ person: s.person }).from(s).where(isOf(expedition));
      return (yield* q(found.orderBy(asc(s.at), asc(s.person)))).map(({ person }) => person);
    },
    *forgetSkips(expedition) {
      yield* q(query.delete(s).where(isOf(expedition)));
    },
  } satisfies Partial<VisitingRows>;
}

function correctionRows({ query, tables, district }: Scope) {
  const { corrections: c } = tables;
  const read = ({ districtId: _district, ...row }: typeof c.$inferSelect): Correction => ({
    ...row,
    settledAt: orUndefined(row.settledAt),
    settledBy: orUndefined(row.settledBy),
    outcome: orUndefined(row.outcome),
  });
  return {
    *saveCorrection(correction) {
      const row = {
        ...correction,
        districtId: district,
        text: clean(correction.text),
        settledAt: correction.settledAt ?? null,
        settledBy: correction.settledBy ?? null,
        outcome: correction.outcome ?? null,
      };
      const target = [c.districtId, c.id];
      yield* q(query.insert(c).values(row).onConflictDoUpdate({ target, set: row }));
    },
    *findCorrection(id) {
      const own = and(eq(c.districtId, district), eq(c.id, id));
      return (yield* q(query.select().from(c).where(own))).map(read)[0];
    },
    *listCorrections(expedition) {
      const own = and(eq(c.districtId, district), eq(c.expedition, expedition));
      return (yield* q(query.select().from(c).where(own).orderBy(asc(c.at), asc(c.id)))).map(read);
    },
  } satisfies Partial<VisitingRows>;
}
