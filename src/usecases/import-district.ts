import { ProductError } from "#domain/errors.ts";
import { type ChannelId, type DistrictId, type SiteId, toId } from "#domain/ids.ts";
import type { Cluster, District, Person, Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Steps } from "#ports/steps.ts";
import { auditImport } from "./audit-import.ts";
import { compareDistrict, type Difference, type StoredDistrict } from "./compare-district.ts";
import { draftFirstWave } from "./draft-first-wave.ts";
import { endPersonMessages, endSiteMessages } from "./end-messages.ts";
import { keepStored } from "./keep-stored.ts";
import { wantMatching } from "./match-people.ts";
import { meantCalendar } from "./meant-calendar.ts";
import { moveWeekly } from "./move-weekly.ts";
import { planWeekly } from "./plan-weekly.ts";
import type { Product, Work } from "./product.ts";
import { planPurge } from "./purge-records.ts";
import { reopenStoppedSites } from "./reopen-stopped.ts";

/** What was read from a district's files. */
export interface DistrictFiles {
  readonly mode: "bulk" | "delta";
  readonly version: "1.1" | "1.2";
  readonly district?: District | undefined;
  readonly clusters: readonly Cluster[];
  readonly sites: readonly Site[];
  readonly people: readonly Person[];
  readonly removedPeople: readonly Person["id"][];
  readonly calendar?: readonly CalendarDay[] | undefined;
  readonly dropped: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** What the side files told: the rest stays as it is stored. */
  readonly sideFiles: {
    readonly staffRoles: boolean;
    readonly profiles: ReadonlySet<string>;
  };
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
  /** True where the calendar is fetched from its address, so that the file was left out. */
  readonly calendarLeftOut?: boolean | undefined;
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
  told: DistrictFiles,
  options: ImportOptions,
): Promise<ImportReport> {
  const district = told.district?.id ?? (await onlyDistrict(product));
  const now = product.clock.now();
  const steps = options.dryRun ? product.store.read : product.store.transaction;
  return await steps(district, function* (tx) {
    const work: Work = { tx, product, now };
    const stored = yield* readStored(work, told);
    const files = yield* meantCalendar(work, keepStored(told, stored));
    const difference = compareDistrict(files, stored);
    if (!options.allowRemovals) refuseLargeRemoval(difference, stored);
    if (!options.dryRun) {
      yield* apply(work, files, difference);
      yield* auditImport(work, difference, stored);
    }
    const report = toReport(files, difference, { district, dryRun: options.dryRun });
    const isLeftOut = told.calendar !== undefined && files.calendar === undefined;
    return isLeftOut ? { ...report, calendarLeftOut: true } : report;
  });
}

async function onlyDistrict({ store }: Product): Promise<DistrictId> {
  const [district, ...others] = await store.listDistricts();
  if (district && others.length === 0) return district;
  throw new ProductError("IMPORT_NOT_FOUND", "The files name no district.");
}

function* readStored({ tx }: Work, told: DistrictFiles): Steps<StoredDistrict> {
  const people = yield* tx.roster.listEverybody();
  const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
  for (const { id } of told.sites) {
    const closed = sites.has(id) ? undefined : yield* tx.roster.findSite(id);
    if (closed) sites.set(id, closed);
  }
  return {
    district: yield* tx.roster.findDistrict(),
    people: new Map(people.map((person) => [person.id, person])),
    sites,
    calendar: yield* tx.roster.listCalendar(),
  };
}

function refuseLargeRemoval(
  { leavers, closedSites }: Difference,
  { people }: StoredDistrict,
): void {
  const staff = [...people.values()].filter(({ active }) => active).length;
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
  if (files.calendar && difference.calendarChanged) {
    yield* tx.roster.replaceCalendar(files.calendar);
    yield* moveWeekly(work);
  }
  yield* endMessages(work, difference);
  yield* planWeekly(work);
  yield* planPurge(work);
  yield* draftFirstWave(work);
  const changed = difference.newPeople.length + difference.changedPeople.length;
  if (changed > 0) yield* wantMatching(work);
  if (changed + difference.leavers.length > 0) yield* reopenStoppedSites(work);
}

/** Nothing more is written to people who have left, and to sites that have closed. */
function* endMessages(work: Work, difference: Difference): Steps<void> {
  for (const person of difference.endedPeople) yield* endPersonMessages(work, person);
  for (const site of difference.endedSites) yield* endSiteMessages(work, site);
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
