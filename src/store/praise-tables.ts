import type {
  DistrictId,
  OutboxKey,
  PeerVisitId,
  PersonId,
  ShoutOutId,
  SiteId,
  StaffGroupId,
} from "#domain/ids.ts";
import type { ReportReason, ShoutOutReport } from "#domain/shout-out.ts";
import type { PeerVisitState } from "#domain/showing.ts";
import type { Kit } from "./kit.ts";

/** What quotes shout-outs, who reported one, who shows what, and the list that guards students. */
export function definePraiseTables(kit: Kit) {
  return { ...defineTrails(kit), ...defineShowing(kit), ...defineGroups(kit) };
}

function defineTrails({ table, index, primaryKey, text, id, int, instant }: Kit) {
  const shoutOutQuotes = table(
    "shout_out_quotes",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      shoutOutId: id<ShoutOutId>("shout_out_id").notNull(),
      key: id<OutboxKey>("key").notNull(),
      position: int("position").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.shoutOutId, t.key] }),
      index("shout_out_quotes_by_key").on(t.districtId, t.key),
    ],
  );
  const shoutOutReports = table(
    "shout_out_reports",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      shoutOutId: id<ShoutOutId>("shout_out_id").notNull(),
      by: id<PersonId>("by_id").notNull(),
      reason: id<ReportReason>("reason").notNull(),
      at: instant("at").notNull(),
      outcome: id<NonNullable<ShoutOutReport["outcome"]>>("outcome"),
      settledBy: id<PersonId>("settled_by_id"),
      settledAt: instant("settled_at"),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.shoutOutId, t.by] })],
  );
  const studentHashes = table(
    "student_hashes",
    { districtId: id<DistrictId>("district_id").notNull(), hash: text("hash").notNull() },
    (t) => [primaryKey({ columns: [t.districtId, t.hash] })],
  );
  return { shoutOutQuotes, shoutOutReports, studentHashes };
}

function defineShowing({ table, index, primaryKey, text, id, instant }: Kit) {
  const offersToShow = table(
    "offers_to_show",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      practice: text("practice").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.personId, t.practice] }),
      index("offers_by_practice").on(t.districtId, t.practice),
    ],
  );
  const peerVisits = table(
    "peer_visits",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<PeerVisitId>("id").notNull(),
      practice: text("practice").notNull(),
      asker: id<PersonId>("asker_id").notNull(),
      host: id<PersonId>("host_id"),
      site: id<SiteId>("site_id"),
      state: id<PeerVisitState>("state").notNull(),
      askedAt: instant("asked_at").notNull(),
      answeredAt: instant("answered_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("peer_visits_by_asker").on(t.districtId, t.asker),
      index("peer_visits_by_host").on(t.districtId, t.host),
      index("peer_visits_by_practice").on(t.districtId, t.practice, t.state),
    ],
  );
  return { offersToShow, peerVisits };
}

function defineGroups({ table, index, primaryKey, foreignKey, text, id }: Kit) {
  const staffGroups = table(
    "staff_groups",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<StaffGroupId>("id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      name: text("name").notNull(),
      /** The name as it is looked up. */
      key: text("key").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("staff_groups_by_site").on(t.districtId, t.site, t.key),
    ],
  );
  const staffGroupPeople = table(
    "staff_group_members",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      groupId: id<StaffGroupId>("group_id").notNull(),
      personId: id<PersonId>("person_id").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.groupId, t.personId] }),
      foreignKey({
        columns: [t.districtId, t.groupId],
        foreignColumns: [staffGroups.districtId, staffGroups.id],
      }),
      index("staff_group_members_by_person").on(t.districtId, t.personId),
    ],
  );
  return { staffGroups, staffGroupPeople };
}
