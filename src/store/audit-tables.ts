import type { DistrictId } from "#domain/ids.ts";
import type { AuditAction } from "#ports/audit-rows.ts";
import type { Kit } from "./kit.ts";

/** What was done with the district's power: a chain of rows, and its head. */
export function defineAuditTables({ table, index, primaryKey, text, id, int, instant, json }: Kit) {
  const auditEntries = table(
    "audit_entries",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      /** From 1, without a gap. */
      number: int("number").notNull(),
      at: instant("at").notNull(),
      actor: text("actor").notNull(),
      action: id<AuditAction>("action").notNull(),
      subject: text("subject").notNull(),
      facts: json<Readonly<Record<string, string>>>("facts").notNull(),
      previousHash: text("previous_hash").notNull(),
      hash: text("hash").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.number] }),
      index("audit_entries_by_time").on(t.districtId, t.at),
    ],
  );

  const auditHeads = table(
    "audit_heads",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      /** The newest entry. */
      number: int("number").notNull(),
      hash: text("hash").notNull(),
      /** The newest entry that was purged when its time was over; 0 for none. */
      purgedNumber: int("purged_number").notNull(),
      purgedHash: text("purged_hash").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId] })],
  );
  return { auditEntries, auditHeads };
}
