import type { ClusterId, DistrictId, PersonId, PlaceId, SiteId } from "./ids.ts";

/** What a person may do in the product; rights hang on these. */
export const roles = [
  "teacher",
  "coach",
  "staff",
  "principal",
  "area_lead",
  "pl_lead",
  "it_admin",
] as const;
export type Role = (typeof roles)[number];

/** Whom a connection may name as the person who can help; "pl_lead" stands in where nobody is set. */
export const contactRoles = [
  "pl_lead",
  "coach",
  "grants_office",
  "program_coordinator",
  "mentor_lead",
  "testing_coordinator",
  "curriculum_lead",
  "host_school",
  "area_lead",
  "behavior_lead",
  "tech_contact",
  "peer_principal",
  "staff_rep",
  "intervention_lead",
  "services_lead",
  "family_liaison",
  "communications",
] as const;
export type ContactRole = (typeof contactRoles)[number];

/** One role at one place: a principal of a site, an area lead of a cluster, a PL lead of the district. */
export interface Assignment {
  readonly role: Role | ContactRole;
  readonly place: PlaceId;
}

export interface District {
  readonly id: DistrictId;
  readonly name: string;
  readonly shortName: string;
  readonly zone: string;
}

export interface Cluster {
  readonly id: ClusterId;
  readonly name: string;
}

/** Local wall-clock times of a site, "07:45". Staff hours enclose the student day. */
export interface Bells {
  readonly studentStart: string;
  readonly studentEnd: string;
  readonly staffStart: string;
  readonly staffEnd: string;
  readonly lunchStart?: string | undefined;
  readonly lunchEnd?: string | undefined;
}

/** One learning site. `cluster` is undefined for sites that serve the whole district. */
export interface Site {
  readonly id: SiteId;
  readonly name: string;
  readonly level: string;
  readonly cluster?: ClusterId | undefined;
  readonly zone: string;
  readonly bells: Bells;
  readonly signature?: string | undefined;
  /** "teams" or "slack": where its staff chat. */
  readonly platform?: string | undefined;
  readonly channelName?: string | undefined;
  readonly coreMaterials: readonly string[];
  readonly active: boolean;
}

/** One person on the staff roster, never a student. */
export interface Person {
  readonly id: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredGivenName?: string | undefined;
  readonly preferredFamilyName?: string | undefined;
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly active: boolean;
  /** Where nudges and windows come from for somebody at several sites; undefined for district staff. */
  readonly homeSite?: SiteId | undefined;
  /** Grade levels taught, as the roster writes them; undefined where it does not say. */
  readonly grades?: readonly string[] | undefined;
  readonly assignments: readonly Assignment[];
}

/** The name a person goes by: preferred names first. */
export function displayName(person: NameParts): string {
  return `${firstName(person)} ${person.preferredFamilyName || person.familyName}`.trim();
}

/** The first name a person goes by. */
export function firstName(person: NameParts): string {
  return person.preferredGivenName || person.givenName;
}

type NameParts = Pick<
  Person,
  "givenName" | "familyName" | "preferredGivenName" | "preferredFamilyName"
>;

/** The most senior role first: what a person is shown as, and what rights start from. */
const seniority: readonly Role[] = [
  "it_admin",
  "pl_lead",
  "area_lead",
  "principal",
  "coach",
  "teacher",
  "staff",
];

/** The role a person is shown with; somebody with contact duties alone is "staff". */
export function mainRole(person: Pick<Person, "assignments">): Role {
  return seniority.find((role) => person.assignments.some((held) => held.role === role)) ?? "staff";
}

/** True if the person holds the role, at `place` where one is given. */
export function holds(
  person: Pick<Person, "assignments">,
  role: Role | ContactRole,
  place?: PlaceId,
): boolean {
  return person.assignments.some(
    (held) => held.role === role && (place === undefined || held.place === place),
  );
}
