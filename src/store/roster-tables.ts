import type {
  AccountId,
  ChannelId,
  ClusterId,
  DistrictId,
  PersonId,
  PlaceId,
  SiteId,
} from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { Bells, ContactRole, Role } from "#domain/roster.ts";
import type { DayKind } from "#domain/school-calendar.ts";
import type { ThanksWish } from "#domain/shout-out.ts";
import type { NudgeDay } from "#domain/site-choices.ts";
import type { Platform } from "#ports/chat.ts";
import type { Kit } from "./kit.ts";

/** Who works where. `district_id` leads every key. */
export function defineRosterTables(kit: Kit) {
  return { ...definePlaces(kit), ...definePeople(kit), ...defineChatPlaces(kit) };
}

function definePlaces({ table, primaryKey, text, id, flag, json }: Kit) {
  const districts = table(
    "districts",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      name: text("name").notNull(),
      shortName: text("short_name").notNull(),
      zone: text("zone").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId] })],
  );

  const clusters = table(
    "clusters",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<ClusterId>("id").notNull(),
      name: text("name").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.id] })],
  );

  const sites = table(
    "sites",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<SiteId>("id").notNull(),
      name: text("name").notNull(),
      level: text("level").notNull(),
      cluster: id<ClusterId>("cluster_id"),
      zone: text("zone").notNull(),
      bells: json<Bells>("bells").notNull(),
      signature: text("signature"),
      platform: text("platform"),
      channelName: text("channel_name"),
      coreMaterials: json<readonly string[]>("core_materials").notNull(),
      active: flag("active").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.id] })],
  );

  const calendarDays = table(
    "calendar_days",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      day: text("day").notNull(),
      kind: id<DayKind>("kind").notNull(),
      label: text("label").notNull(),
      studentEnd: text("student_end"),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.day, t.kind, t.label] })],
  );

  const settings = table(
    "settings",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      name: text("name").notNull(),
      value: text("value").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.name] })],
  );
  return { districts, clusters, sites, calendarDays, settings };
}

function definePeople(kit: Kit) {
  const people = definePersons(kit);
  return { ...people, ...defineChoices(kit, people) };
}

function definePersons({ table, index, primaryKey, foreignKey, text, id, flag, json }: Kit) {
  const persons = table(
    "persons",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<PersonId>("id").notNull(),
      givenName: text("given_name").notNull(),
      familyName: text("family_name").notNull(),
      preferredGivenName: text("preferred_given_name"),
      preferredFamilyName: text("preferred_family_name"),
      email: text("email"),
      username: text("username"),
      searchKey: text("search_key").notNull(),
      active: flag("active").notNull(),
      homeSite: id<SiteId>("home_site_id"),
      /** Grade levels taught, as the roster writes them; null where it does not say. */
      grades: json<readonly string[]>("grades"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("persons_by_home").on(t.districtId, t.homeSite),
    ],
  );

  const assignments = table(
    "assignments",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      role: id<Role | ContactRole>("role").notNull(),
      placeId: id<PlaceId>("place_id").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.personId, t.role, t.placeId] }),
      foreignKey({
        columns: [t.districtId, t.personId],
        foreignColumns: [persons.districtId, persons.id],
      }),
      index("assignments_by_role").on(t.districtId, t.role, t.placeId, t.personId),
    ],
  );
  return { persons, assignments };
}

function defineChoices(
  { table, primaryKey, foreignKey, id, int, instant }: Kit,
  { persons }: Pick<ReturnType<typeof definePersons>, "persons">,
) {
  const preferences = table(
    "preferences",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      stoppedAt: instant("stopped_at"),
      wavesStoppedAt: instant("waves_stopped_at"),
      nudgesAskedAt: instant("nudges_asked_at"),
      pausedUntil: instant("paused_until"),
      thanks: id<ThanksWish>("thanks").notNull(),
      language: id<Language>("language"),
      /** The weekday of their weekly idea; null for the usual one. */
      nudgeDay: int("nudge_day").$type<NudgeDay>(),
      /** When they asked for ideas inside their digest alone. */
      digestOnlyAt: instant("digest_only_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.personId] }),
      foreignKey({
        columns: [t.districtId, t.personId],
        foreignColumns: [persons.districtId, persons.id],
      }),
    ],
  );
  return { preferences };
}

function defineChatPlaces({ table, index, primaryKey, text, id, flag, instant }: Kit) {
  const accounts = table(
    "accounts",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      platform: id<Platform>("platform").notNull(),
      workspace: text("workspace").notNull(),
      account: id<AccountId>("account").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      byHand: flag("by_hand").notNull().default(false),
      /** How its adapter reaches the person there; null where the account alone is enough. */
      reach: text("reach"),
      /** The language of the account's own program, as it was last heard; null before. */
      language: id<Language>("language"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.platform, t.workspace, t.account] }),
      index("accounts_by_person").on(t.districtId, t.personId),
    ],
  );

  const channels = table(
    "channels",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<ChannelId>("id").notNull(),
      site: id<SiteId>("site_id"),
      name: text("name").notNull(),
      platform: id<Platform>("platform").notNull(),
      workspace: text("workspace").notNull(),
      reach: text("reach"),
      /** When somebody asked for no weekly question there. */
      asksOffAt: instant("asks_off_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("channels_by_site").on(t.districtId, t.site),
    ],
  );
  return { accounts, channels };
}
