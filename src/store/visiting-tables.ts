import type { Correction, ExpeditionKind, ExpeditionState, Signal } from "#domain/expedition.ts";
import type { GroupType } from "#domain/focus-group.ts";
import type {
  CorrectionId,
  DistrictId,
  ExpeditionId,
  FocusGroupId,
  PersonId,
  SiteId,
} from "#domain/ids.ts";
import type { Kit } from "./kit.ts";

/** Visits to schools and what was noticed there; what focus groups said. No teacher, no room, no score. */
export function defineVisitingTables(kit: Kit) {
  const visits = defineExpeditions(kit);
  return { ...visits, ...defineNoticed(kit, visits), ...defineFocusGroups(kit) };
}

function defineExpeditions({ table, index, primaryKey, text, id, instant, json }: Kit) {
  const expeditions = table(
    "expeditions",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<ExpeditionId>("id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      day: text("day").notNull(),
      kind: id<ExpeditionKind>("kind").notNull(),
      state: id<ExpeditionState>("state").notNull(),
      plannedBy: id<PersonId>("planned_by_id").notNull(),
      plannedAt: instant("planned_at").notNull(),
      visitors: json<readonly PersonId[]>("visitors").notNull(),
      finishedAt: instant("finished_at"),
      nextOn: text("next_on"),
      sharedAt: instant("shared_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("expeditions_by_site").on(t.districtId, t.site, t.day),
      index("expeditions_by_day").on(t.districtId, t.state, t.day),
    ],
  );
  const roomSkips = table(
    "room_skips",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      expedition: id<ExpeditionId>("expedition_id").notNull(),
      person: id<PersonId>("person_id").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.expedition, t.person] })],
  );
  const corrections = table(
    "corrections",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<CorrectionId>("id").notNull(),
      expedition: id<ExpeditionId>("expedition_id").notNull(),
      person: id<PersonId>("person_id").notNull(),
      text: text("text").notNull(),
      at: instant("at").notNull(),
      settledAt: instant("settled_at"),
      settledBy: id<PersonId>("settled_by_id"),
      outcome: id<NonNullable<Correction["outcome"]>>("outcome"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("corrections_by_expedition").on(t.districtId, t.expedition),
    ],
  );
  return { expeditions, roomSkips, corrections };
}

function defineNoticed(
  { table, primaryKey, foreignKey, text, id, int, instant }: Kit,
  { expeditions }: Pick<ReturnType<typeof defineExpeditions>, "expeditions">,
) {
  const expeditionParts = table(
    "expedition_parts",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      expedition: id<ExpeditionId>("expedition_id").notNull(),
      part: text("part").notNull(),
      by: id<PersonId>("by_id").notNull(),
      rooms: int("rooms").notNull(),
      at: instant("at").notNull(),
      revision: int("revision").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.expedition, t.part] }),
      foreignKey({
        columns: [t.districtId, t.expedition],
        foreignColumns: [expeditions.districtId, expeditions.id],
      }),
    ],
  );
  const observations = table(
    "observations",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      expedition: id<ExpeditionId>("expedition_id").notNull(),
      part: text("part").notNull(),
      lookFor: text("look_for").notNull(),
      signal: id<Signal>("signal").notNull(),
      rooms: int("rooms").notNull(),
      note: text("note").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.expedition, t.part, t.lookFor] }),
      foreignKey({
        columns: [t.districtId, t.expedition],
        foreignColumns: [expeditions.districtId, expeditions.id],
      }),
    ],
  );
  return { expeditionParts, observations };
}

function defineFocusGroups({ table, index, primaryKey, foreignKey, text, id, int, instant }: Kit) {
  const focusGroups = table(
    "focus_groups",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<FocusGroupId>("id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      type: id<GroupType>("type").notNull(),
      day: text("day").notNull(),
      size: int("size").notNull(),
      by: id<PersonId>("by_id").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("focus_groups_by_day").on(t.districtId, t.day),
    ],
  );
  const focusThemes = table(
    "focus_themes",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      groupId: id<FocusGroupId>("group_id").notNull(),
      id: text("id").notNull(),
      practice: text("practice").notNull(),
      pitfall: text("pitfall").notNull(),
      text: text("text").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.groupId, t.id] }),
      foreignKey({
        columns: [t.districtId, t.groupId],
        foreignColumns: [focusGroups.districtId, focusGroups.id],
      }),
    ],
  );
  return { focusGroups, focusThemes };
}
