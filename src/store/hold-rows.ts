import { and, desc, eq, isNull } from "drizzle-orm";
import { type Hold, isRecordType } from "#domain/records.ts";
import type { HoldRows } from "#ports/record-rows.ts";
import { q } from "./db.ts";
import { lockHolds } from "./guard-rows.ts";
import { listHeld } from "./record-wanted.ts";
import { chunks, clean, orUndefined, type Scope } from "./rows.ts";

type HoldRow = Scope["tables"]["holds"]["$inferSelect"];

/** What must be kept, and what is left of what is gone. */
export function holdRows(scope: Scope): HoldRows {
  const { query, tables, district } = scope;
  const { holds, tombstones } = tables;
  return {
    *addHold({ type, reason, placedBy, placedAt, id, ...filter }) {
      const about = {
        person: filter.person ?? null,
        site: filter.site ?? null,
        type: type ?? null,
        fromDay: filter.fromDay ?? null,
        untilDay: filter.untilDay ?? null,
      };
      yield* lockHolds(scope);
      const said = { reason: clean(reason), placedBy: clean(placedBy), placedAt, releasedAt: null };
      yield* q(query.insert(holds).values({ districtId: district, id, ...about, ...said }));
    },
    *releaseHold(id, releasedAt) {
      const open = and(eq(holds.districtId, district), eq(holds.id, id), isNull(holds.releasedAt));
      const rows = yield* q(query.update(holds).set({ releasedAt }).where(open).returning());
      return rows.length > 0;
    },
    guardHolds: () => lockHolds(scope),
    listHeld: (type, ids, filter) => listHeld(scope, type, { ids, filter }),
    *listHolds() {
      const own = eq(holds.districtId, district);
      const order = [desc(holds.placedAt), desc(holds.id)];
      const rows = yield* q(
        query
          .select()
          .from(holds)
          .where(own)
          .orderBy(...order),
      );
      return rows.map(toHold);
    },
    *bury(list) {
      for (const piece of chunks(list)) {
        const rows = piece.map((stone) => ({ ...stone, districtId: district }));
        yield* q(query.insert(tombstones).values(rows).onConflictDoNothing());
      }
    },
    *listTombstones() {
      const own = eq(tombstones.districtId, district);
      const order = [desc(tombstones.at), tombstones.type, tombstones.record];
      const rows = yield* q(
        query
          .select()
          .from(tombstones)
          .where(own)
          .orderBy(...order),
      );
      return rows.flatMap(({ type, record, at, by, rule }) =>
        isRecordType(type) ? [{ type, record, at, by, rule }] : [],
      );
    },
  };
}

function toHold(row: HoldRow): Hold {
  return {
    id: row.id,
    person: orUndefined(row.person),
    site: orUndefined(row.site),
    type: row.type !== null && isRecordType(row.type) ? row.type : undefined,
    fromDay: orUndefined(row.fromDay),
    untilDay: orUndefined(row.untilDay),
    reason: row.reason,
    placedBy: row.placedBy,
    placedAt: row.placedAt,
    releasedAt: orUndefined(row.releasedAt),
  };
}
