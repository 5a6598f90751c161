import type { NudgeText } from "#domain/content.ts";
import type { DistrictId, PauseId, PersonId, SiteId, TryId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { PauseReason } from "#domain/pause.ts";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";
import type { NudgeDay } from "#domain/site-choices.ts";
import type { TryOutcome } from "#domain/try.ts";
import type { Kit } from "./kit.ts";

/** School time beyond the district's calendar, and what schools and people chose for their week. */
export function defineServingTables(kit: Kit) {
  return { ...defineSchoolTime(kit), ...definePauses(kit), ...defineIdeas(kit), ...defineOwn(kit) };
}

function defineSchoolTime({ table, primaryKey, text, id, instant, json }: Kit) {
  const siteCalendarDays = table(
    "site_calendar_days",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      day: text("day").notNull(),
      kind: id<DayKind>("kind").notNull(),
      label: text("label").notNull(),
      studentEnd: text("student_end"),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.site, t.day, t.kind, t.label] })],
  );
  const calendarFeeds = table(
    "calendar_feeds",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      /** A school's id; "" for the district. */
      place: text("place").notNull(),
      url: text("url").notNull(),
      checkedAt: instant("checked_at"),
      changedAt: instant("changed_at"),
      hash: text("hash"),
      problem: text("problem"),
      added: json<readonly CalendarDay[]>("added").notNull(),
      removed: json<readonly CalendarDay[]>("removed").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.place] })],
  );
  const calendarMeanings = table(
    "calendar_meanings",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      label: text("label").notNull(),
      kind: id<DayKind>("kind").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.label] })],
  );
  const calendarReviews = table(
    "calendar_reviews",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      year: text("year").notNull(),
      confirmedAt: instant("confirmed_at").notNull(),
      by: id<PersonId>("by_id").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.year] })],
  );
  return { siteCalendarDays, calendarFeeds, calendarMeanings, calendarReviews };
}

function definePauses({ table, index, primaryKey, text, id, flag, int, instant, json }: Kit) {
  const pauses = table(
    "pauses",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<PauseId>("id").notNull(),
      site: id<SiteId>("site_id"),
      fromDay: text("from_day").notNull(),
      untilDay: text("until_day").notNull(),
      reason: id<PauseReason>("reason").notNull(),
      by: id<PersonId>("by_id").notNull(),
      at: instant("at").notNull(),
      endedAt: instant("ended_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("pauses_by_day").on(t.districtId, t.untilDay),
    ],
  );
  const siteChoices = table(
    "site_choices",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      site: id<SiteId>("site_id").notNull(),
      focus: json<readonly string[]>("focus").notNull(),
      nudgeDay: int("nudge_day").$type<NudgeDay>(),
      inRoundup: flag("in_roundup").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.site] })],
  );
  return { pauses, siteChoices };
}

function defineIdeas({ table, index, primaryKey, text, id, int, instant }: Kit) {
  const nudgeTunings = table(
    "nudge_tunings",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      nudge: text("nudge").notNull(),
      year: text("year").notNull(),
      useful: int("useful").notNull(),
      notForMe: int("not_for_me").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.nudge, t.year] })],
  );
  const tries = table(
    "tries",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: id<TryId>("id").notNull(),
      person: id<PersonId>("person_id").notNull(),
      nudge: text("nudge"),
      practice: text("practice").notNull(),
      text: text("text").notNull(),
      startedAt: instant("started_at").notNull(),
      askedAt: instant("asked_at"),
      outcome: id<TryOutcome>("outcome"),
      endedAt: instant("ended_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.id] }),
      index("tries_by_person").on(t.districtId, t.person, t.startedAt),
    ],
  );
  return { nudgeTunings, tries };
}

function defineOwn({ table, primaryKey, text, id, instant, json }: Kit) {
  const ownTexts = table(
    "own_texts",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      language: id<Language>("language").notNull(),
      key: text("key").notNull(),
      text: text("text").notNull(),
      at: instant("at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.language, t.key] })],
  );
  const ownNudges = table(
    "own_nudges",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      id: text("id").notNull(),
      language: id<Language>("language").notNull(),
      nudge: json<NudgeText>("nudge").notNull(),
      retiredAt: instant("retired_at"),
      at: instant("at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.districtId, t.id, t.language] })],
  );
  return { ownTexts, ownNudges };
}
