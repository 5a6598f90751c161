import { type PersonId, type PlaceId, type SiteId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { type Reading, type Row, readTable } from "./csv-table.ts";
import { isKnownOrg, type Orgs, placeOf } from "./oneroster-orgs.ts";
import { addRole, type HeldRoles, noRoles, toDroppedRole, toStaffRole } from "./oneroster-roles.ts";
import { quoted } from "./problems.ts";

/** What users.csv may be read with. */
interface PeopleSource {
  readonly bytes: Uint8Array;
  readonly orgs: Orgs;
  readonly isSite: (id: string) => boolean;
  /** The roles of 1.2; undefined means 1.1, where users.csv holds them. */
  readonly roles: ReadonlyMap<string, HeldRoles> | undefined;
}

/** The staff of users.csv, and counts of everybody else. */
export interface People {
  readonly byId: Map<string, Person>;
  readonly removed: PersonId[];
  readonly dropped: Map<string, number>;
  /** Who 1.1 calls administrator, and where. */
  readonly administrators: { readonly person: string; readonly place: PlaceId }[];
  /** Ids of people to whom no role was given. */
  readonly roleless: string[];
  /** Ids a delta names without saying whether they are staff. */
  readonly undecided: string[];
}

const required = ["sourcedId", "enabledUser", "givenName", "familyName", "email"] as const;
const optional = [
  "status",
  "username",
  "role",
  "orgSourcedIds",
  "primaryOrgSourcedId",
  "preferredGivenName",
  "preferredFamilyName",
  "grades",
] as const;
const requiredIn11 = [...required, "role", "orgSourcedIds"] as const;
type Column = (typeof required)[number] | (typeof optional)[number];
type PersonRow = Row<Column>;

const statuses = ["", "active", "inactive", "tobedeleted"];

/** Reads staff only: of a student or family row nothing but its role is looked at, and counted. */
export function readPeople(source: PeopleSource, reading: Reading): People {
  const people: People = {
    byId: new Map(),
    removed: [],
    dropped: new Map(),
    administrators: [],
    roleless: [],
    undecided: [],
  };
  const lines = new Map<string, number>();
  const table = {
    file: "users.csv",
    bytes: source.bytes,
    required: source.roles === undefined ? requiredIn11 : required,
    optional,
  };
  readTable<Column>(table, reading, (row) => {
    const held = heldBy(row, source, reading);
    if (held.dropped !== undefined && !held.isStaff) {
      people.dropped.set(held.dropped, (people.dropped.get(held.dropped) ?? 0) + 1);
      return;
    }
    const id = row.filled("sourcedId");
    const before = lines.get(id);
    if (before !== undefined) row.reject("sourcedId", `is used on line ${before} already`);
    lines.set(id, row.line);
    addPerson(people, { id, row, held, source, reading });
  });
  return people;
}

interface PersonEntry {
  readonly id: string;
  readonly row: PersonRow;
  readonly held: HeldRoles;
  readonly source: PeopleSource;
  readonly reading: Reading;
}

function addPerson(people: People, entry: PersonEntry): void {
  const { id, row, held, source, reading } = entry;
  const status = row.cell("status");
  if (!statuses.includes(status))
    row.reject("status", `is ${quoted(status)}, not active or tobedeleted`);
  if (status === "tobedeleted") {
    if (reading.mode === "delta") people.removed.push(toId(id));
    return;
  }
  if (!held.isStaff) {
    if (reading.mode === "delta") {
      people.undecided.push(id);
      return;
    }
    people.roleless.push(id);
    const org = row.cell("primaryOrgSourcedId");
    if (org !== "") addRole(held, "staff", placeOf(source.orgs, org));
  }
  for (const place of held.administers) people.administrators.push({ person: id, place });
  people.byId.set(id, toPerson(entry));
}

function toPerson({ id, row, held, source, reading }: PersonEntry): Person {
  const enabled = row.filled("enabledUser").toLowerCase();
  if (!["", "true", "false"].includes(enabled))
    row.reject("enabledUser", `is ${quoted(enabled)}, not true or false`);
  const primary = row.cell("primaryOrgSourcedId");
  if (primary !== "" && !isKnownOrg(source.orgs, primary, reading))
    row.reject("primaryOrgSourcedId", notInOrgs(primary));
  const home = primary || held.firstOrg || "";
  return {
    id: toId<PersonId>(id),
    givenName: row.filled("givenName"),
    familyName: row.filled("familyName"),
    preferredGivenName: row.cell("preferredGivenName") || undefined,
    preferredFamilyName: row.cell("preferredFamilyName") || undefined,
    email: row.cell("email") || undefined,
    username: row.cell("username") || undefined,
    active: enabled === "true" && row.cell("status") !== "inactive",
    homeSite: source.isSite(home) ? toId<SiteId>(home) : undefined,
    grades: toGrades(row),
    assignments: held.assignments,
  };
}

/** In both versions one cell, "03,04"; some rosters leave out the zero, or write K. */
function toGrades(row: PersonRow): readonly string[] | undefined {
  const written = listCell(row.cell("grades")).map((grade) => grade.toUpperCase());
  const grades = written.map((grade) => (grade === "K" ? "KG" : grade.padStart(2, "0")));
  return grades.length > 0 ? [...new Set(grades)] : undefined;
}

function heldBy(row: PersonRow, source: PeopleSource, reading: Reading): HeldRoles {
  if (source.roles !== undefined) return source.roles.get(row.cell("sourcedId")) ?? noRoles();
  const text = row.cell("role");
  const dropped = toDroppedRole(text);
  if (dropped !== undefined) return { ...noRoles(), dropped };
  const held: HeldRoles = { ...noRoles(), isStaff: true };
  if (row.cell("status") !== "tobedeleted") addRolesOf11(held, row, { source, reading });
  return held;
}

/** In 1.1 one role counts at every org of the row. */
function addRolesOf11(
  held: HeldRoles,
  row: PersonRow,
  { source, reading }: { readonly source: PeopleSource; readonly reading: Reading },
): void {
  const text = row.filled("role");
  const role = toStaffRole(text);
  if (role === undefined && text !== "")
    row.reject("role", `is not a OneRoster role: ${quoted(text)}`);
  const orgs = listCell(row.filled("orgSourcedIds"));
  held.firstOrg = orgs[0];
  for (const org of orgs) {
    if (!isKnownOrg(source.orgs, org, reading)) row.reject("orgSourcedIds", notInOrgs(org));
    const place = placeOf(source.orgs, org);
    addRole(held, role ?? "staff", place);
    if (text === "administrator" && source.isSite(org)) held.administers.push(place);
  }
}

/** Several values of one cell, "rbps-s002,rbps-s032". */
function listCell(text: string): readonly string[] {
  return text
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

function notInOrgs(org: string): string {
  return `names an org that is not in orgs.csv: ${quoted(org)}`;
}
