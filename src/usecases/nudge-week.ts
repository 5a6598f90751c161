import type { SiteId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import { MOST_FOCUS, type SiteChoices } from "#domain/site-choices.ts";
import type { SendPlace } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt, type WeeklyPlace } from "./school-time.ts";

/** The office keeps the hours of a school day; its slot is the same quarter past. */
const OFFICE_BELLS = {
  staffStart: "08:00",
  staffEnd: "16:30",
  studentStart: "08:30",
  studentEnd: "16:00",
} as const;

/** Where somebody's week is: always with bells, so that there is a slot. */
type WeekPlace = SendPlace & Pick<Site, "bells">;

/** Whose week somebody lives in: the home site's, or the district office's. */
export function* readWeeklyPlace({ tx }: Pick<Work, "tx">, person: Person): Steps<WeekPlace> {
  const site = person.homeSite ? yield* tx.roster.findSite(person.homeSite) : undefined;
  if (site) return { zone: site.zone, bells: site.bells, site: site.id };
  return { zone: (yield* tx.roster.getDistrict()).zone, bells: OFFICE_BELLS };
}

/** A school's week, with what it chose. */
export interface SiteWeek extends WeeklyPlace {
  readonly choices: SiteChoices;
}

/** The week of a school's channel: its calendar, and the weekday it chose. */
export function* readSiteWeek(work: Work, site: Site): Steps<SiteWeek> {
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const choices = yield* readChoices(work, site.id);
  return { site, schoolDays, nudgeDay: choices.nudgeDay, choices };
}

/** A week with the place it is in. */
export interface PersonWeek extends WeeklyPlace {
  readonly site: WeekPlace;
}

/** The week of somebody who asked for ideas: the home site's calendar, and their own weekday. */
export function* readPersonWeek(work: Work, person: Person): Steps<PersonWeek> {
  const site = yield* readWeeklyPlace(work, person);
  const schoolDays = yield* readSchoolDaysAt(work, site.site);
  const { nudgeDay } = yield* work.tx.roster.getPreferences(person.id);
  return { site, schoolDays, nudgeDay };
}

/** What a school chose; nothing, for one that chose nothing. */
export function* readChoices({ tx }: Pick<Work, "tx">, site: SiteId): Steps<SiteChoices> {
  const chosen = yield* tx.serving.findChoices(site);
  const focus = chosen?.focus.slice(0, MOST_FOCUS) ?? [];
  return { site, inRoundup: false, ...chosen, focus };
}
