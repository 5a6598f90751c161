import type { DistrictId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekday } from "#domain/local-time.ts";
import type { District, Site } from "#domain/roster.ts";
import { buildSchoolDays, type SchoolDays } from "#domain/school-days.ts";
import { nextSendMoment, roundupOn, slotOn } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "./product.ts";

const TUESDAY = 2;
const THURSDAY = 4;
const FRIDAY = 5;
const DIGEST_TIME = "07:30";
/** How many weeks ahead a weekly moment is looked for: longer than any summer. */
const MOST_WEEKS = 20;

interface KnownCalendar {
  readonly version: string;
  readonly schoolDays: SchoolDays;
}

/**
 * Calendars that were built before, by product and district: they change once a year. The words stand
 * for the product: each turn has a store of its own.
 */
const known = new WeakMap<Product["wordsIn"], Map<DistrictId, KnownCalendar>>();

/** The district's calendar as it stands now; built again only when it changed. */
export function* readSchoolDays({ tx, product }: Work): Steps<SchoolDays> {
  const calendars = known.get(product.wordsIn) ?? new Map<DistrictId, KnownCalendar>();
  known.set(product.wordsIn, calendars);
  const version = yield* tx.roster.calendarVersion();
  const before = calendars.get(tx.district);
  if (before?.version === version) return before.schoolDays;
  const schoolDays = buildSchoolDays(yield* tx.roster.listCalendar());
  calendars.set(tx.district, { version, schoolDays });
  return schoolDays;
}

export interface WeeklyPlace {
  readonly site: Pick<Site, "zone" | "bells">;
  readonly schoolDays: SchoolDays;
}

/**
 * The site's next nudge slot after `after`: Tuesday, or the next school day of the same week when
 * Tuesday is quiet. `weeks` is how many weeks lie between two of them.
 */
export function nextNudgeSlot(
  { site, schoolDays }: WeeklyPlace,
  after: Date,
  weeks = 1,
): Date | undefined {
  const today = localDay(after, site.zone);
  return firstMoment(today, (monday) => {
    const day = daysFrom(monday, TUESDAY).find((each) => schoolDays.isSchoolDay(each));
    const at = day === undefined ? undefined : slotOn(site, day);
    const farEnough = weeks === 1 || monday >= addDays(mondayOf(today), 7 * weeks);
    return at !== undefined && at > after && farEnough ? at : undefined;
  });
}

/** The site's next roundup after `after`: Friday, or the last school day before it in that week. */
export function nextRoundup({ site, schoolDays }: WeeklyPlace, after: Date): Date | undefined {
  return firstMoment(localDay(after, site.zone), (monday) => {
    const day = roundupDay(schoolDays, monday);
    const at = day === undefined ? undefined : roundupOn(site, day, schoolDays);
    return at !== undefined && at > after && !schoolDays.isTestingWeek(monday) ? at : undefined;
  });
}

/**
 * The site's next weekly question after `after`: Thursday, or the next school day of that week. Never on
 * the day of the roundup, which asks for itself in a quiet week; a testing week has none.
 */
export function nextAsk({ site, schoolDays }: WeeklyPlace, after: Date): Date | undefined {
  return firstMoment(localDay(after, site.zone), (monday) => {
    const day = daysFrom(monday, THURSDAY).find((each) => schoolDays.isSchoolDay(each));
    if (day === undefined || day === roundupDay(schoolDays, monday)) return undefined;
    const at = roundupOn(site, day, schoolDays);
    return at > after && !schoolDays.isTestingWeek(monday) ? at : undefined;
  });
}

/** The last school day of the week that begins then; undefined for a closed one. */
function roundupDay(schoolDays: SchoolDays, monday: string): string | undefined {
  return daysFrom(monday, 1).findLast((each) => schoolDays.isSchoolDay(each));
}

/** The next Monday 7:30 in the district's zone, or the first school day of that week. */
export function nextDigest(
  district: Pick<District, "zone">,
  schoolDays: SchoolDays,
  after: Date,
): Date | undefined {
  return firstMoment(localDay(after, district.zone), (monday) => {
    const day = daysFrom(monday, 1).find((each) => schoolDays.isSchoolDay(each));
    const at = day === undefined ? undefined : toInstant(`${day}T${DIGEST_TIME}`, district.zone);
    return at !== undefined && at > after ? at : undefined;
  });
}

/** Office hours of the next office day: what can wait is gathered until then. */
export function nextOfficeMorning(zone: string, schoolDays: SchoolDays, after: Date): Date {
  const tomorrow = toInstant(`${addDays(localDay(after, zone), 1)}T00:00`, zone);
  const morning = nextSendMoment({
    kind: "call_task",
    site: { zone },
    schoolDays,
    after: tomorrow,
  });
  return morning ?? tomorrow;
}

function firstMoment(
  today: string,
  inWeek: (monday: string) => Date | undefined,
): Date | undefined {
  for (let week = 0; week < MOST_WEEKS; week++) {
    const at = inWeek(addDays(mondayOf(today), 7 * week));
    if (at) return at;
  }
  return undefined;
}

/** The days of a week from a weekday (1 = Monday) to Friday. */
function daysFrom(monday: string, first: number): string[] {
  const days: string[] = [];
  for (let each = first; each <= FRIDAY; each++) days.push(addDays(monday, each - 1));
  return days.filter((day) => weekday(day) <= FRIDAY);
}
