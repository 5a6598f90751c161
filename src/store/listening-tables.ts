import type {
  DecisionId,
  DistrictId,
  PersonId,
  SchoolWordId,
  SiteId,
  WaveId,
} from "#domain/ids.ts";
import type {
  Decision,
  DecisionReason,
  DecisionStep,
  SchoolPerson,
  SchoolWordKind,
} from "#domain/listening.ts";
import type { Kit } from "./kit.ts";

/** Decisions, what people wrote about schools, who stands in, the pulse, and the district's words. */
export function defineListeningTables(kit: Kit) {
  return { ...defineDecisions(kit), ...defineSchoolWords(kit), ...defineSchoolPeople(kit) };
}

function defineDecisions({ table, index, primaryKey, text, id, instant }: Kit) {
  const decisions = table(
    "decisions",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<DecisionId>("id").notNull(),
      wave: id<WaveId>("wave_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      at: instant("at").notNull(),
      step: id<DecisionStep>("step").notNull(),
      verdict: id<Decision["verdict"]>("verdict").notNull(),
      reason: id<DecisionReason>("reason").notNull(),
      day: text("day"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("decisions_by_site").on(t.districtId, t.site, t.at),
    ],
  );
  const districtWords = table(
    "district_words",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      key: text("key").notNull(),
      text: text("text").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.key] })],
  );
  return { decisions, districtWords };
}

function defineSchoolWords({ table, index, primaryKey, text, id, instant }: Kit) {
  const schoolWords = table(
    "school_words",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<SchoolWordId>("id").notNull(),
      kind: id<SchoolWordKind>("kind").notNull(),
      text: text("text").notNull(),
      site: id<SiteId>("site_id"),
      wave: id<WaveId>("wave_id"),
      writer: id<PersonId>("writer_id").notNull(),
      owner: id<PersonId>("owner_id"),
      at: instant("at").notNull(),
      consentAt: instant("consent_at"),
      expiresOn: text("expires_on"),
      retiredAt: instant("retired_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("school_words_by_kind").on(t.districtId, t.kind, t.at),
      index("school_words_by_site").on(t.districtId, t.site, t.at),
    ],
  );
  return { schoolWords };
}

function defineSchoolPeople({ table, index, primaryKey, text, id, instant }: Kit) {
  const schoolPeople = table(
    "school_people",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      part: id<SchoolPerson["part"]>("part").notNull(),
      person: id<PersonId>("person_id").notNull(),
      namedBy: id<PersonId>("named_by_id").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.site, t.part, t.person] }),
      index("school_people_by_person").on(t.districtId, t.person),
    ],
  );
  const pulses = table(
    "pulses",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      wave: id<WaveId>("wave_id").notNull(),
      round: text("round").notNull(),
      person: id<PersonId>("person_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      at: instant("at").notNull(),
      answers: text("answers").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.wave, t.round, t.person] })],
  );
  return { schoolPeople, pulses };
}
