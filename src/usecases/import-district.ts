import { ProductError } from "#domain/errors.ts";
import { type ChannelId, type DistrictId, type SiteId, toId } from "#domain/ids.ts";
import type { Cluster, District, Person, Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "./product.ts";
import { nextDigest, nextRoundup, readSchoolDays } from "./school-time.ts";
import { roundupId } from "./send-roundup.ts";

/** What was read from a district's files. */
export interface DistrictFiles {
  readonly mode: "bulk" | "delta";
  readonly district?: District | undefined;
  readonly clusters: readonly Cluster[];
  readonly sites: readonly Site[];
  readonly people: readonly Person[];
  readonly removedPeople: readonly Person["id"][];
  readonly calendar?: readonly CalendarDay[] | undefined;
  readonly dropped: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

export interface ImportOptions {
  readonly dryRun: boolean;
  /** Says that a file which removes much of the staff is meant. */
  readonly allowRemovals: boolean;
}

export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export interface ImportReport {
  readonly district: DistrictId;
  readonly dryRun: boolean;
  readonly siteCount: number;
  readonly staffCount: number;
  readonly sites: Changes;
  readonly people: Changes;
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly calendarChanged: boolean;
  /** Rows that never reached the database, by role. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

/** A bulk file that would remove more than this share of the staff is refused unless it is meant. */
const MOST_REMOVED = 0.1;

/**
 * Brings the roster in line with the files, all or nothing; the same files again change nothing.
 * Throws IMPORT_NOT_FOUND without a district and IMPORT_REMOVES_TOO_MUCH.
 */
export async function importDistrict(
  product: Product,
  files: DistrictFiles,
  options: ImportOptions,
): Promise<ImportReport> {
  const district = files.district?.id ?? (await onlyDistrict(product));
  const now = product.clock.now();
  const steps = options.dryRun ? product.store.read : product.store.transaction;
  return await steps(district, function* (tx) {
    const work: Work = { tx, product, now };
    const difference = yield* compare(work, files);
    if (!options.allowRemovals) refuseLargeRemoval(difference);
    if (!options.dryRun) yield* apply(work, files, difference);
    return toReport(files, difference, { district, dryRun: options.dryRun });
  });
}

async function onlyDistrict({ store }: Product): Promise<DistrictId> {
  const [district, ...others] = await store.listDistricts();
  if (district && others.length === 0) return district;
  throw new ProductError("IMPORT_NOT_FOUND", "The files name no district.");
}

interface Difference {
  readonly knownPeople: ReadonlyMap<Person["id"], Person>;
  readonly newPeople: readonly Person[];
  readonly changedPeople: readonly Person[];
  readonly leavers: readonly Person["id"][];
  readonly newSites: readonly Site[];
  readonly changedSites: readonly Site[];
  readonly closedSites: readonly Site[];
  readonly renamed: ImportReport["renamed"];
  readonly calendarChanged: boolean;
}

function* compare({ tx }: Work, files: DistrictFiles): Steps<Difference> {
  const people = yield* tx.roster.listEverybody();
  const knownPeople = new Map(people.map((person) => [person.id, person]));
  const sites = yield* tx.roster.listSites();
  const knownSites = new Map(sites.map((site) => [site.id, site]));
  const named = new Set(files.people.map(({ id }) => id));
  const stays = new Set(files.sites.map(({ id }) => id));
  const bulk = files.mode === "bulk";
  const missing = people.filter(({ id, active }) => active && !named.has(id));
  const calendar = yield* tx.roster.listCalendar();
  return {
    knownPeople,
    newPeople: files.people.filter(({ id }) => !knownPeople.has(id)),
    changedPeople: files.people.filter((person) => isChanged(knownPeople.get(person.id), person)),
    leavers: bulk
      ? missing.map(({ id }) => id)
      : files.removedPeople.filter((id) => knownPeople.get(id)?.active),
    newSites: files.sites.filter(({ id }) => !knownSites.has(id)),
    changedSites: files.sites.filter((site) => isChanged(knownSites.get(site.id), site)),
    closedSites: bulk ? sites.filter(({ id }) => !stays.has(id)) : [],
    renamed: files.sites.flatMap(({ id, name }) => {
      const before = knownSites.get(id)?.name;
      return before !== undefined && before !== name ? [{ from: before, to: name }] : [];
    }),
    calendarChanged: files.calendar !== undefined && !isSameCalendar(calendar, files.calendar),
  };
}

function isChanged<T extends object>(before: T | undefined, after: T): boolean {
  return before !== undefined && canonical(before) !== canonical(after);
}

function isSameCalendar(a: readonly CalendarDay[], b: readonly CalendarDay[]): boolean {
  const lines = (days: readonly CalendarDay[]) => days.map(canonical).sort().join("\n");
  return lines(a) === lines(b);
}

/** The same text for the same content, whatever the order of the keys. */
function canonical(value: object): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    if (Array.isArray(each)) return each.map((one: unknown) => JSON.stringify(one)).sort();
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function refuseLargeRemoval({ leavers, closedSites, knownPeople }: Difference): void {
  const staff = [...knownPeople.values()].filter(({ active }) => active).length;
  if (closedSites.length === 0 && leavers.length <= staff * MOST_REMOVED) return;
  const what = `The files would remove ${leavers.length} of ${staff} people and ${closedSites.length} schools.`;
  throw new ProductError("IMPORT_REMOVES_TOO_MUCH", what);
}

function* apply(work: Work, files: DistrictFiles, difference: Difference): Steps<void> {
  const { tx } = work;
  if (files.district) yield* tx.roster.saveDistrict(files.district);
  yield* tx.roster.saveClusters(files.clusters);
  const closed = difference.closedSites.map((site) => ({ ...site, active: false }));
  const sites = [...difference.newSites, ...difference.changedSites];
  yield* tx.roster.saveSites([...sites, ...closed]);
  yield* tx.roster.savePeople([...difference.newPeople, ...difference.changedPeople]);
  yield* tx.roster.deactivatePeople(difference.leavers);
  if (files.calendar && difference.calendarChanged)
    yield* tx.roster.replaceCalendar(files.calendar);
  yield* startWeeklyLoop(work, sites);
}

/** Roundups and the digest begin with the first import; nudges begin when a site joins. */
function* startWeeklyLoop(work: Work, sites: readonly Site[]): Steps<void> {
  const { tx, now } = work;
  const schoolDays = yield* readSchoolDays(work);
  const district = yield* tx.roster.getDistrict();
  if (!(yield* tx.schedule.find("digest"))) {
    const nextAt = nextDigest(district, schoolDays, now);
    const digest = { id: "digest", campaign: "digest", subject: district.id } as const;
    if (nextAt) yield* tx.schedule.save({ ...digest, nextAt });
  }
  for (const site of sites) {
    const id = roundupId(site.id);
    const nextAt = nextRoundup({ site, schoolDays }, now);
    if (!nextAt || (yield* tx.schedule.find(id))) continue;
    yield* tx.schedule.save({ id, campaign: "roundup", subject: site.id, nextAt });
  }
}

/** The id of a site's own channel; the district's channel has the district's id. */
export function channelIdOf(place: SiteId | DistrictId): ChannelId {
  return toId<ChannelId>(`channel-${place}`);
}

function toReport(
  files: DistrictFiles,
  difference: Difference,
  { district, dryRun }: Pick<ImportReport, "district" | "dryRun">,
): ImportReport {
  const { newSites, changedSites, closedSites, newPeople, changedPeople, leavers } = difference;
  return {
    district,
    dryRun,
    siteCount: files.sites.length,
    staffCount: files.people.length,
    sites: {
      added: newSites.length,
      changed: changedSites.length,
      removed: closedSites.length,
    },
    people: {
      added: newPeople.length,
      changed: changedPeople.length,
      removed: leavers.length,
    },
    renamed: difference.renamed,
    calendarChanged: difference.calendarChanged,
    dropped: files.dropped,
    warnings: files.warnings,
  };
}
