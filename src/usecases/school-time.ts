import type { DistrictId, SiteId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekday } from "#domain/local-time.ts";
import type { Pause } from "#domain/pause.ts";
import type { District, Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { buildSchoolDays, type SchoolDays } from "#domain/school-days.ts";
import { layOver, pausedDays } from "#domain/school-overlay.ts";
import type { NudgeDay } from "#domain/site-choices.ts";
import { morningOf, nextSendMoment, roundupOn, slotOn } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "./product.ts";

const TUESDAY = 2;
const THURSDAY = 4;
const FRIDAY = 5;
const DIGEST_TIME = "07:30";
/** How many weeks ahead a weekly moment is looked for: longer than any summer. */
const MOST_WEEKS = 20;

/** A district's calendar as it was read at one version of it: schools without an own one share it. */
interface KnownCalendar {
  readonly version: string;
  readonly schoolDays: SchoolDays;
  readonly days: readonly CalendarDay[];
  readonly ofSites: ReadonlyMap<SiteId, readonly CalendarDay[]>;
  readonly pauses: readonly Pause[];
  readonly zone: string;
  /** What was built before, by school. */
  readonly built: Map<SiteId, SchoolDays>;
}

/**
 * Calendars that were built before, by product and district: they change seldom. The clock stands for the
 * product: each turn has a store and words of its own.
 */
const known = new WeakMap<Product["clock"], Map<DistrictId, KnownCalendar>>();

/** The district's calendar and pauses as they stand now; built again only when one changed. */
export function* readSchoolDays(work: Work): Steps<SchoolDays> {
  return (yield* readKnown(work)).schoolDays;
}

/** What counts at one school: its own calendar over the district's, and the pauses of both. */
export function* readSchoolDaysAt(work: Work, site: SiteId | undefined): Steps<SchoolDays> {
  return daysAt(yield* readKnown(work), site);
}

/** The same for many schools: a calendar each, read once. */
export function* readDaysOfSites(work: Work): Steps<(site: SiteId | undefined) => SchoolDays> {
  const calendar = yield* readKnown(work);
  return (site) => daysAt(calendar, site);
}

function daysAt(calendar: KnownCalendar, site: SiteId | undefined): SchoolDays {
  if (site === undefined) return calendar.schoolDays;
  const before = calendar.built.get(site);
  if (before) return before;
  const own = calendar.ofSites.get(site) ?? [];
  const isPaused = calendar.pauses.some((pause) => pause.site === site);
  const built = own.length > 0 || isPaused ? buildAt(calendar, site, own) : calendar.schoolDays;
  calendar.built.set(site, built);
  return built;
}

function buildAt(
  { days, pauses, zone }: KnownCalendar,
  site: SiteId,
  own: readonly CalendarDay[],
): SchoolDays {
  return buildSchoolDays([...layOver(days, own), ...pausedDays(pauses, site, zone)]);
}

function* readKnown({ tx, product }: Work): Steps<KnownCalendar> {
  const calendars = known.get(product.clock) ?? new Map<DistrictId, KnownCalendar>();
  known.set(product.clock, calendars);
  const version = yield* tx.roster.calendarVersion();
  const before = calendars.get(tx.district);
  if (before?.version === version) return before;
  const calendar = yield* buildKnown(tx, version);
  calendars.set(tx.district, calendar);
  return calendar;
}

function* buildKnown(tx: Work["tx"], version: string): Steps<KnownCalendar> {
  const days = yield* tx.roster.listCalendar();
  const zone = (yield* tx.roster.findDistrict())?.zone ?? "UTC";
  const pauses = yield* tx.serving.listPauses("");
  const schoolDays = buildSchoolDays([...days, ...pausedDays(pauses, undefined, zone)]);
  const ofSites = new Map<SiteId, CalendarDay[]>();
  for (const { site, ...day } of yield* tx.serving.listSiteCalendars())
    ofSites.set(site, [...(ofSites.get(site) ?? []), day]);
  return { version, schoolDays, days, ofSites, pauses, zone, built: new Map() };
}

export interface WeeklyPlace {
  readonly site: Pick<Site, "zone" | "bells">;
  readonly schoolDays: SchoolDays;
  /** The weekday that was chosen for ideas; undefined for Tuesday. */
  readonly nudgeDay?: NudgeDay | undefined;
}

/**
 * The site's next nudge slot after `after`: Tuesday, or the day that was chosen; when that is quiet, the
 * next school day of the same week, counted from Tuesday again where none is left. `weeks` is how many
 * weeks lie between two of them.
 */
export function nextNudgeSlot(
  { site, schoolDays, nudgeDay = TUESDAY }: WeeklyPlace,
  after: Date,
  weeks = 1,
): Date | undefined {
  const today = localDay(after, site.zone);
  const isOpen = (day: string): boolean => schoolDays.isSchoolDay(day);
  return firstMoment(today, (monday) => {
    const day = daysFrom(monday, nudgeDay).find(isOpen) ?? daysFrom(monday, TUESDAY).find(isOpen);
    const at = day === undefined ? undefined : slotOn(site, day);
    const farEnough = weeks === 1 || monday >= addDays(mondayOf(today), 7 * weeks);
    return at !== undefined && at > after && farEnough ? at : undefined;
  });
}

/**
 * The same where this week's is still to come: on its day, else on any other day that is left of the week,
 * else in the next.
 */
export function nudgeSlotLeft(place: WeeklyPlace, after: Date): Date | undefined {
  const { site, schoolDays, nudgeDay = TUESDAY } = place;
  const monday = mondayOf(localDay(after, site.zone));
  const days = [...daysFrom(monday, nudgeDay), ...daysFrom(monday, TUESDAY), monday];
  const left = days.find((day) => schoolDays.isSchoolDay(day) && slotOn(site, day) > after);
  return left === undefined ? nextNudgeSlot(place, after) : slotOn(site, left);
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

/**
 * The site's next principal's note after `after`: Monday as staff hours begin, or the first school day of that
 * week; a testing week has none.
 */
export function nextNote({ site, schoolDays }: WeeklyPlace, after: Date): Date | undefined {
  return firstMoment(localDay(after, site.zone), (monday) => {
    const day = daysFrom(monday, 1).find((each) => schoolDays.isSchoolDay(each));
    const at = day === undefined ? undefined : morningOf(site, day);
    return at !== undefined && at > after && !schoolDays.isTestingWeek(monday) ? at : undefined;
  });
}

/** True for the local day on which the site's principals get their note. */
export function isNoteDay(place: WeeklyPlace, day: string): boolean {
  const { zone } = place.site;
  const note = nextNote(place, new Date(toInstant(`${day}T00:00`, zone).getTime() - 1));
  return note !== undefined && localDay(note, zone) === day;
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
