import type { PersonId } from "#domain/ids.ts";
import type { Cluster, District, Person, Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { type CalendarReading, readCalendar } from "./calendar-feed.ts";
import type { Reading } from "./csv-table.ts";
import { chooseRoster, type Manifest } from "./manifest.ts";
import { newMeter, type OnProgress } from "./meter.ts";
import {
  mainZone,
  type Orgs,
  readOrgs,
  toClusters,
  toDistrict,
  toSites,
} from "./oneroster-orgs.ts";
import { type People, readPeople } from "./oneroster-people.ts";
import { type HeldRoles, readRoles } from "./oneroster-roles.ts";
import { invalid, newProblems } from "./problems.ts";
import { readProfiles, type SiteProfile } from "./site-profile.ts";
import { type FileName, openSource, openUpload, readNamed, type SourceFolder } from "./source.ts";
import { applyStaffRoles } from "./staff-roles.ts";
import { listWarnings } from "./warnings.ts";

/** What one export says about the district; students and families are in no part of it. */
export interface DistrictImport {
  readonly mode: "bulk" | "delta";
  readonly version: "1.1" | "1.2";
  /** Undefined in a delta that does not carry the district's row. */
  readonly district?: District | undefined;
  readonly clusters: readonly Cluster[];
  readonly sites: readonly Site[];
  /** Staff only; disabled people have `active: false`. In a delta a home site may be any org. */
  readonly people: readonly Person[];
  /** Who a delta says has left. */
  readonly removedPeople: readonly PersonId[];
  /** Undefined when there is no calendar.ics. */
  readonly calendar: readonly CalendarDay[] | undefined;
  /** Rows left out by role, `{ student: 30, parent: 10 }`. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** What the side files told; what they did not tell stays as it is stored. */
  readonly sideFiles: {
    readonly staffRoles: boolean;
    /** Sites that have a row in site_profile.csv. */
    readonly profiles: ReadonlySet<string>;
  };
}

type Files = ReadonlyMap<FileName, Uint8Array>;

const read: readonly FileName[] = [
  "orgs.csv",
  "site_profile.csv",
  "roles.csv",
  "users.csv",
  "staff_roles.csv",
  "calendar.ics",
];

/**
 * Reads a OneRoster folder or zip with its side files: all of it, or nothing.
 * Throws IMPORT_NOT_FOUND, or IMPORT_INVALID naming up to 20 bad rows. Progress is in bytes; what repeats
 * in the calendar is read around `today`.
 */
export async function readDistrict(
  path: string,
  onProgress?: OnProgress,
  today?: string,
): Promise<DistrictImport> {
  return await readFolders(await openSource(path), { onProgress, today });
}

/** The same for a zip that was sent here; its bytes stay in memory. */
export async function readUploadedDistrict(zip: Uint8Array): Promise<DistrictImport> {
  return await readFolders(openUpload(zip), {});
}

interface Wishes {
  readonly onProgress?: OnProgress | undefined;
  readonly today?: string | undefined;
}

async function readFolders(
  folders: readonly SourceFolder[],
  { onProgress, today }: Wishes,
): Promise<DistrictImport> {
  const { folder, manifest } = await chooseRoster(folders);
  const files = await loadFiles(folder);
  requireFiles(files, manifest);
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  const problems = newProblems();
  const meter = newMeter(total, onProgress);
  const reading: Reading = { problems, meter, mode: manifest.mode };
  const places = readPlaces(files, reading);
  const roster = readRoster(files, reading, { ...places, version: manifest.version });
  const calendar = readDays(files, reading, { zone: mainZone(places.profiles), today });
  problems.throwIfAny();
  return {
    ...manifest,
    district: toDistrict(places.orgs, places.profiles),
    clusters: toClusters(places.orgs),
    sites: toSites(places.orgs, places.profiles),
    people: [...roster.people.byId.values()],
    removedPeople: roster.people.removed,
    calendar,
    dropped: Object.fromEntries(roster.people.dropped),
    warnings: listWarnings(roster.people, roster.roles),
    sideFiles: {
      staffRoles: files.has("staff_roles.csv"),
      profiles: new Set(places.profiles.keys()),
    },
  };
}

async function loadFiles(folder: SourceFolder): Promise<Files> {
  const files = new Map<FileName, Uint8Array>();
  for (const name of read) {
    const bytes = await readNamed(folder, name);
    if (bytes !== undefined) files.set(name, bytes);
  }
  return files;
}

function requireFiles(files: Files, { mode, version }: Manifest): void {
  if (!files.has("users.csv")) throw invalid({ file: "users.csv", reason: "is missing" });
  if (mode === "delta") return;
  if (!files.has("orgs.csv")) throw invalid({ file: "orgs.csv", reason: "is missing" });
  if (version === "1.2" && !files.has("roles.csv")) {
    const reason = "is missing, and without it students cannot be told from staff";
    throw invalid({ file: "roles.csv", reason });
  }
}

interface Places {
  readonly orgs: Orgs;
  readonly profiles: ReadonlyMap<string, SiteProfile>;
}

function readPlaces(files: Files, reading: Reading): Places {
  const orgBytes = files.get("orgs.csv");
  const orgs: Orgs = orgBytes === undefined ? new Map() : readOrgs(orgBytes, reading);
  const bytes = files.get("site_profile.csv");
  const mayHaveProfile = (id: string): boolean =>
    orgs.get(id)?.type === "school" || (reading.mode === "delta" && !orgs.has(id));
  const profiles = bytes === undefined ? new Map() : readProfiles(bytes, reading, mayHaveProfile);
  return { orgs, profiles };
}

interface Roster {
  readonly people: People;
  /** Roles of 1.2 by person, to compare with the people found. */
  readonly roles: ReadonlyMap<string, HeldRoles>;
}

function readRoster(
  files: Files,
  reading: Reading,
  { orgs, profiles, version }: Places & { readonly version: Manifest["version"] },
): Roster {
  const roleBytes = files.get("roles.csv") ?? new Uint8Array();
  const has = roleBytes.length > 0;
  const held = has ? readRoles(roleBytes, reading, orgs) : new Map<string, HeldRoles>();
  const roles = version === "1.1" ? undefined : held;
  const isSite = (id: string): boolean => {
    const org = orgs.get(id);
    if (org !== undefined) return org.type === "school";
    return profiles.has(id) || (reading.mode === "delta" && id !== "");
  };
  const bytes = files.get("users.csv") ?? new Uint8Array();
  const people = readPeople({ bytes, orgs, isSite, roles }, reading);
  const staffBytes = files.get("staff_roles.csv");
  if (staffBytes !== undefined) applyStaffRoles(staffBytes, reading, { orgs, people: people.byId });
  return { people, roles: held };
}

function readDays(
  files: Files,
  { meter }: Reading,
  place: CalendarReading,
): readonly CalendarDay[] | undefined {
  const bytes = files.get("calendar.ics");
  if (bytes === undefined) return undefined;
  const days = readCalendar(new TextDecoder().decode(bytes), "calendar.ics", place);
  meter.finish(bytes.length);
  return days;
}
