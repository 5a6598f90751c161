import { and, countDistinct, eq, ne, type SQL } from "drizzle-orm";
import type { RecordFilter } from "#domain/records.ts";
import type { ErasureRows } from "#ports/record-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { readMeant } from "./record-wanted.ts";
import type { Scope } from "./rows.ts";

/** Takes what was written on visits, and leaves what was counted there; never what a hold covers. */
export function noteErasure(scope: Scope) {
  const { query, tables, district } = scope;
  const { expeditions: e, expeditionParts: p, observations: o } = tables;
  const isOf = and(eq(p.districtId, e.districtId), eq(p.expedition, e.id));
  const isIn = and(
    eq(o.districtId, p.districtId),
    eq(o.expedition, p.expedition),
    eq(o.part, p.part),
    ne(o.note, ""),
  );
  function* readNoted(filter: RecordFilter): Steps<SQL | undefined> {
    const { free } = yield* readMeant(scope, "expedition", filter);
    return and(free, filter.person === undefined ? undefined : eq(p.by, filter.person));
  }
  return {
    *countNoted(filter) {
      const noted = yield* readNoted(filter);
      const found = query.select({ visits: countDistinct(e.id) }).from(e);
      const [row] = yield* q(found.innerJoin(p, isOf).innerJoin(o, isIn).where(noted));
      return Number(row?.visits ?? 0);
    },
    *blankNotes(filter, limit) {
      const noted = yield* readNoted(filter);
      const found = query.selectDistinct({ expedition: p.expedition, part: p.part }).from(e);
      const parts = found.innerJoin(p, isOf).innerJoin(o, isIn).where(noted).limit(limit);
      const rows = yield* q(parts);
      for (const { expedition, part } of rows) {
        const own = and(eq(o.districtId, district), eq(o.expedition, expedition), eq(o.part, part));
        yield* q(query.update(o).set({ note: "" }).where(own));
      }
      return [...new Set(rows.map(({ expedition }) => expedition))];
    },
  } satisfies Partial<ErasureRows>;
}
