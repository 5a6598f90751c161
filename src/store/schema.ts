import { defineAccessTables } from "./access-tables.ts";
import { defineAuditTables } from "./audit-tables.ts";
import { defineControlTables } from "./control-tables.ts";
import { defineDecidingTables } from "./deciding-tables.ts";
import { type Kit, postgresKit, sqliteKit } from "./kit.ts";
import { defineListeningTables } from "./listening-tables.ts";
import { defineOutboxTables } from "./outbox-tables.ts";
import { definePraiseTables } from "./praise-tables.ts";
import { defineRecordTables } from "./record-tables.ts";
import { defineRosterTables } from "./roster-tables.ts";
import { defineServingTables } from "./serving-tables.ts";
import { defineVisitingTables } from "./visiting-tables.ts";
import { defineWaveTables } from "./wave-tables.ts";

function defineSchema(kit: Kit) {
  return {
    ...defineRosterTables(kit),
    ...defineWaveTables(kit),
    ...defineListeningTables(kit),
    ...definePraiseTables(kit),
    ...defineServingTables(kit),
    ...defineVisitingTables(kit),
    ...defineDecidingTables(kit),
    ...defineOutboxTables(kit),
    ...defineAuditTables(kit),
    ...defineAccessTables(kit),
    ...defineRecordTables(kit),
    ...defineControlTables(kit),
  };
}

export const sqliteSchema = defineSchema(sqliteKit);

export const postgresSchema = defineSchema(postgresKit);

export type Schema = typeof sqliteSchema;
