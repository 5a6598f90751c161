import type { DistrictId, PersonId, SiteId } from "#domain/ids.ts";
import type { Kit } from "./kit.ts";

/** What the records officer decides: what must be kept, and what is gone. */
export function defineRecordTables({ table, index, primaryKey, text, id, instant }: Kit) {
  const holds = table(
    "holds",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: text("id").notNull(),
      /** Null for everybody, every site, every type, any day. */
      person: id<PersonId>("person_id"),
      site: id<SiteId>("site_id"),
      type: text("type"),
      fromDay: text("from_day"),
      untilDay: text("until_day"),
      reason: text("reason").notNull(),
      placedBy: text("placed_by").notNull(),
      placedAt: instant("placed_at").notNull(),
      releasedAt: instant("released_at"),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.id] })],
  );

  const tombstones = table(
    "tombstones",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      type: text("type").notNull(),
      record: text("record_id").notNull(),
      at: instant("at").notNull(),
      by: text("by").notNull(),
      rule: text("rule").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.type, t.record] }),
      index("tombstones_by_time").on(t.districtId, t.at),
    ],
  );
  return { holds, tombstones };
}
