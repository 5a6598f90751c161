import type { District, Person, Site } from "#domain/roster.ts";
import { keepSideRoles } from "#domain/side-roles.ts";

/** What an export tells of the people and the sites. */
interface Told {
  readonly mode: "bulk" | "delta";
  readonly version: "1.1" | "1.2";
  readonly district?: District | undefined;
  readonly sites: readonly Site[];
  readonly people: readonly Person[];
  readonly sideFiles: {
    readonly staffRoles: boolean;
    readonly profiles: ReadonlySet<string>;
  };
}

/** The district as it is stored. */
export interface Stored {
  readonly district?: District | undefined;
  readonly sites: ReadonlyMap<Site["id"], Site>;
  readonly people: ReadonlyMap<Person["id"], Person>;
}

/**
 * Fills what the side files would have told from what is stored: roles where staff_roles.csv is
 * missing, profiles of sites without a row in site_profile.csv. A delta adds roles, never takes any.
 */
export function keepStored<T extends Told>(told: T, stored: Stored): T {
  return {
    ...told,
    district: told.district && keepZone(told.district, told, stored),
    sites: told.sites.map((site) => keepProfile(site, told, stored)),
    people: told.people.map((person) => keepRoles(keepHome(person, told, stored), told, stored)),
  };
}

/** Only a bulk export with profiles knows in which zone most sites are. */
function tellsZone({ mode, sideFiles }: Told): boolean {
  return mode === "bulk" && sideFiles.profiles.size > 0;
}

function keepZone(district: District, told: Told, stored: Stored): District {
  if (tellsZone(told) || !stored.district) return district;
  return { ...district, zone: stored.district.zone };
}

/** A new site without a profile lives in the district's zone. */
function keepProfile(site: Site, told: Told, stored: Stored): Site {
  if (told.sideFiles.profiles.has(site.id)) return site;
  const before = stored.sites.get(site.id);
  if (before) return { ...before, name: site.name, cluster: site.cluster, active: site.active };
  if (tellsZone(told) || !stored.district) return site;
  return { ...site, zone: stored.district.zone };
}

/** Somebody who comes back after leaving starts with what the files say, and no more. */
function keepRoles(person: Person, { mode, version, sideFiles }: Told, stored: Stored): Person {
  const before = stored.people.get(person.id);
  const isSaid = mode === "bulk" && sideFiles.staffRoles;
  if (isSaid || !before || (person.active && !before.active)) return person;
  const assignments = keepSideRoles(person.assignments, before.assignments, version === "1.1");
  return { ...person, assignments };
}

/** A delta names orgs of earlier files: those that are no site are nobody's home site. */
function keepHome(person: Person, told: Told, stored: Stored): Person {
  const { homeSite } = person;
  if (told.mode === "bulk" || homeSite === undefined || stored.sites.has(homeSite)) return person;
  const isNew = told.sites.some(({ id }) => id === homeSite);
  return isNew ? person : { ...person, homeSite: undefined };
}
