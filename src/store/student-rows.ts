import { and, eq, inArray } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { StudentRows } from "#ports/student-rows.ts";
import { addRows } from "./add-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { chunks, type Scope } from "./rows.ts";

const anyHash = (
  { query, tables: { studentHashes: h } }: Shape,
  is: { readonly district: DistrictId },
) => query.select({ hash: h.hash }).from(h).where(eq(h.districtId, is.district)).limit(1);

type Row = Scope["tables"]["studentHashes"]["$inferSelect"];

const insertHash = ({ query, tables }: Shape, row: Row) =>
  query.insert(tables.studentHashes).values(row).onConflictDoNothing();

/** The list that guards students: hashes, and never a name. */
export function studentRows(scope: Scope): StudentRows {
  const { query, tables, district } = scope;
  const { studentHashes: h } = tables;
  return {
    *isKnown() {
      return (yield* run(scope, anyHash, { district })).length > 0;
    },
    *listKnown(hashes) {
      const found: string[] = [];
      for (const piece of chunks(hashes)) {
        const some = and(eq(h.districtId, district), inArray(h.hash, piece));
        const rows = yield* q(query.select({ hash: h.hash }).from(h).where(some));
        found.push(...rows.map(({ hash }) => hash));
      }
      return found;
    },
    *replaceAll(hashes) {
      yield* q(query.delete(h).where(eq(h.districtId, district)));
      const rows = [...new Set(hashes)].map((hash) => ({ districtId: district, hash }));
      yield* addRows(scope, rows, {
        one: insertHash,
        many: (some) => query.insert(h).values(some).onConflictDoNothing(),
      });
    },
  };
}
