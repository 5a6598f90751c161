import { type ClusterId, type DistrictId, type PlaceId, type SiteId, toId } from "#domain/ids.ts";
import { bellsOfLevel } from "#domain/level-bells.ts";
import type { Cluster, District, Site } from "#domain/roster.ts";
import { type Reading, type Row, readTable } from "./csv-table.ts";
import { quoted } from "./problems.ts";
import type { SiteProfile } from "./site-profile.ts";

/** One row of orgs.csv. */
interface Org {
  readonly id: string;
  readonly line: number;
  readonly name: string;
  readonly type: string;
  readonly parent: string;
  readonly active: boolean;
}
export type Orgs = ReadonlyMap<string, Org>;

const defaultZone = "America/New_York";

const types = ["department", "school", "district", "local", "state", "national"];

const schoolSystemWords =
  /\s+((unified|independent|consolidated|city|county)\s+)?(public schools|school district|schools|isd|usd)$/i;

const required = ["sourcedId", "name", "type", "parentSourcedId"] as const;
const optional = ["status"] as const;
type OrgRow = Row<(typeof required)[number] | (typeof optional)[number]>;

/** Every org by its id; in a delta the parents may live outside the file. */
export function readOrgs(bytes: Uint8Array, reading: Reading): Orgs {
  const orgs = new Map<string, Org>();
  const rows: OrgRow[] = [];
  readTable({ file: "orgs.csv", bytes, required, optional }, reading, (row) => {
    const id = row.filled("sourcedId");
    const before = orgs.get(id);
    if (before !== undefined) row.reject("sourcedId", `is used on line ${before.line} already`);
    else orgs.set(id, toOrg(id, row));
    rows.push(row);
  });
  for (const row of rows) {
    const parent = row.cell("parentSourcedId");
    if (parent !== "" && !isKnownOrg(orgs, parent, reading))
      row.reject("parentSourcedId", `names an org that is not in orgs.csv: ${quoted(parent)}`);
  }
  return orgs;
}

function toOrg(id: string, row: OrgRow): Org {
  const type = row.filled("type");
  if (type !== "" && !types.includes(type))
    row.reject("type", `is ${quoted(type)}, not one of ${types.join(", ")}`);
  const active = row.cell("status") === "" || row.cell("status") === "active";
  const parent = row.cell("parentSourcedId");
  return { id, line: row.line, name: row.filled("name"), type, parent, active };
}

/** True if the org is in orgs.csv; a delta may name orgs of earlier files. */
export function isKnownOrg(orgs: Orgs, id: string, reading: Reading): boolean {
  return orgs.has(id) || reading.mode === "delta";
}

/** Where a role at this org counts: a site, a cluster, or the district for anything above. */
export function placeOf(orgs: Orgs, id: string): PlaceId {
  const org = orgs.get(id);
  if (org === undefined || org.type === "school" || isCluster(orgs, org)) return toId(id);
  if (org.type === "department") return toId(org.parent);
  return toId(districtOrg(orgs)?.id ?? id);
}

/** The district with the zone of most sites; undefined in a delta that does not carry it. */
export function toDistrict(
  orgs: Orgs,
  profiles: ReadonlyMap<string, SiteProfile>,
): District | undefined {
  const org = districtOrg(orgs);
  if (org === undefined) return undefined;
  const id = toId<DistrictId>(org.id);
  return { id, name: org.name, shortName: shortName(org.name), zone: mainZone(profiles) };
}

/** The zone most profiles name; New York's where none does. */
export function mainZone(profiles: ReadonlyMap<string, SiteProfile>): string {
  const counts = new Map<string, number>();
  for (const { zone } of profiles.values())
    if (zone !== undefined) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? defaultZone;
}

export function toClusters(orgs: Orgs): readonly Cluster[] {
  return [...orgs.values()]
    .filter((org) => isCluster(orgs, org))
    .map((org) => ({ id: toId<ClusterId>(org.id), name: org.name }));
}

/**
 * Every school with its profile, or with the defaults where it has none.
 * In a delta a parent outside the file is taken for the cluster.
 */
export function toSites(orgs: Orgs, profiles: ReadonlyMap<string, SiteProfile>): readonly Site[] {
  const zone = mainZone(profiles);
  return [...orgs.values()]
    .filter((org) => org.type === "school")
    .map((org) => {
      const profile = profiles.get(org.id);
      return {
        id: toId<SiteId>(org.id),
        name: org.name,
        level: profile?.level ?? "school",
        cluster: clusterOf(orgs, org),
        zone: profile?.zone ?? zone,
        bells: profile?.bells ?? bellsOfLevel(profile?.level),
        signature: profile?.signature,
        platform: profile?.platform,
        channelName: profile?.channelName,
        coreMaterials: profile?.coreMaterials ?? [],
        active: org.active,
      };
    });
}

function clusterOf(orgs: Orgs, site: Org): ClusterId | undefined {
  const parent = orgs.get(site.parent);
  const isOne = parent === undefined ? site.parent !== "" : isCluster(orgs, parent);
  return isOne ? toId(site.parent) : undefined;
}

/** A department inside a school is no cluster. */
function isCluster(orgs: Orgs, org: Org): boolean {
  return org.type === "department" && orgs.get(org.parent)?.type !== "school";
}

function districtOrg(orgs: Orgs): Org | undefined {
  const all = [...orgs.values()];
  return all.find((org) => org.type === "district") ?? all.find((org) => org.type === "local");
}

/** "Riverbend Public Schools" becomes "Riverbend". */
function shortName(name: string): string {
  return name.replace(schoolSystemWords, "");
}
