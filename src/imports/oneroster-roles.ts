import type { PlaceId } from "#domain/ids.ts";
import type { Assignment, Role } from "#domain/roster.ts";
import { type Reading, type Row, readTable } from "./csv-table.ts";
import { isKnownOrg, type Orgs, placeOf } from "./oneroster-orgs.ts";
import { quoted } from "./problems.ts";

/** What a person holds according to OneRoster. */
export interface HeldRoles {
  /** The first student or family role, "student". */
  dropped?: string | undefined;
  /** True once any staff role was seen, be it an ended one. */
  isStaff: boolean;
  /** The org of the primary role, else of the first one. */
  firstOrg?: string | undefined;
  readonly assignments: Assignment[];
  /** The places where 1.1 says "administrator", which may mean principal. */
  readonly administers: PlaceId[];
}

const droppedRoles: ReadonlySet<string> = new Set(["student", "parent", "guardian", "relative"]);

const staffRoles: ReadonlyMap<string, Role> = new Map([
  ["principal", "principal"],
  ["teacher", "teacher"],
  ["administrator", "staff"],
  ["aide", "staff"],
  ["counselor", "staff"],
  ["proctor", "staff"],
  ["siteadministrator", "staff"],
  ["districtadministrator", "staff"],
  ["systemadministrator", "staff"],
]);

const extension = "ext:";

export function noRoles(): HeldRoles {
  return { isStaff: false, assignments: [], administers: [] };
}

/** The role as it is dropped and counted, or undefined for staff; "ext:student" is dropped too. */
export function toDroppedRole(text: string): string | undefined {
  const word = text.toLowerCase().replace(extension, "");
  return droppedRoles.has(word) ? word : undefined;
}

/** The role a OneRoster word stands for; undefined for a word OneRoster does not have. */
export function toStaffRole(text: string): Role | undefined {
  const word = text.toLowerCase();
  return word.startsWith(extension) ? "staff" : staffRoles.get(word);
}

/** Adds a role at an org once. */
export function addRole(held: HeldRoles, role: Role, place: PlaceId): void {
  const isHeld = held.assignments.some((each) => each.role === role && each.place === place);
  if (!isHeld) held.assignments.push({ role, place });
}

const required = ["userSourcedId", "roleType", "role", "orgSourcedId"] as const;
const optional = ["status"] as const;
type RoleRow = Row<(typeof required)[number] | (typeof optional)[number]>;

/** Who holds what by roles.csv (1.2); of dropped roles only the word is kept. */
export function readRoles(bytes: Uint8Array, reading: Reading, orgs: Orgs): Map<string, HeldRoles> {
  const roles = new Map<string, HeldRoles>();
  readTable({ file: "roles.csv", bytes, required, optional }, reading, (row) => {
    const id = row.filled("userSourcedId");
    const held = roles.get(id) ?? noRoles();
    roles.set(id, held);
    const dropped = toDroppedRole(row.cell("role"));
    if (dropped === undefined) addStaffRole(held, row, { reading, orgs });
    else held.dropped ??= dropped;
  });
  return roles;
}

function addStaffRole(
  held: HeldRoles,
  row: RoleRow,
  { reading, orgs }: { readonly reading: Reading; readonly orgs: Orgs },
): void {
  held.isStaff = true;
  if (row.cell("status") === "tobedeleted") return;
  const text = row.filled("role");
  const role = toStaffRole(text);
  if (role === undefined) {
    if (text !== "") row.reject("role", `is not a OneRoster role: ${quoted(text)}`);
    return;
  }
  const org = row.filled("orgSourcedId");
  if (org !== "" && !isKnownOrg(orgs, org, reading))
    row.reject("orgSourcedId", `names an org that is not in orgs.csv: ${quoted(org)}`);
  if (row.cell("roleType") === "primary" || held.firstOrg === undefined) held.firstOrg = org;
  addRole(held, role, placeOf(orgs, org));
}
