import type { DistrictId, MadeChangeId, PersonId, TrainingDecisionId } from "#domain/ids.ts";
import type { Evidence, TrainingDecision } from "#domain/training.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { Kit } from "./kit.ts";

/** Digests as they were told, and what leads decided because of them. */
export function defineDecidingTables({ table, index, primaryKey, text, id, instant, json }: Kit) {
  const digests = table(
    "digests",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: text("id").notNull(),
      kind: id<KeptDigest["kind"]>("kind").notNull(),
      scope: text("scope").notNull(),
      week: text("week").notNull(),
      at: instant("at").notNull(),
      facts: text("facts").notNull(),
      reader: id<PersonId>("reader_id").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("digests_by_scope").on(t.districtId, t.scope, t.at),
    ],
  );
  const trainingDecisions = table(
    "training_decisions",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<TrainingDecisionId>("id").notNull(),
      session: text("session").notNull(),
      decision: id<TrainingDecision["decision"]>("decision").notNull(),
      reason: text("reason").notNull(),
      evidence: json<readonly Evidence[]>("evidence").notNull(),
      by: id<PersonId>("by_id").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.id] })],
  );
  const madeChanges = table(
    "made_changes",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<MadeChangeId>("id").notNull(),
      session: text("session"),
      heard: text("heard").notNull(),
      changed: text("changed").notNull(),
      by: id<PersonId>("by_id").notNull(),
      at: instant("at").notNull(),
      saidAt: instant("said_at"),
      withdrawnAt: instant("withdrawn_at"),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.id] })],
  );
  return { digests, trainingDecisions, madeChanges };
}
