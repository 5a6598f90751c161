import { toId } from "#domain/ids.ts";
import type { Assignment, Person } from "#domain/roster.ts";
import { sideRoles, withSideRole } from "#domain/side-roles.ts";
import { type Reading, type Row, readTable } from "./csv-table.ts";
import type { Orgs } from "./oneroster-orgs.ts";
import { quoted } from "./problems.ts";

const columns = ["sourcedId", "role", "site_or_cluster"] as const;
type StaffRow = Row<(typeof columns)[number]>;

interface Roster {
  readonly orgs: Orgs;
  /** Changed in place: people get what the file gives them. */
  readonly people: Map<string, Person>;
}

/**
 * Gives people the roles of staff_roles.csv. A precise role replaces "teacher" or "staff" at the
 * same place; a contact role is added. In a delta, rows about people outside it are passed over.
 */
export function applyStaffRoles(bytes: Uint8Array, reading: Reading, roster: Roster): void {
  const file = "staff_roles.csv";
  readTable({ file, bytes, required: columns }, reading, (row) => {
    const id = row.filled("sourcedId");
    const person = roster.people.get(id);
    if (person === undefined) {
      if (id !== "" && reading.mode === "bulk")
        row.reject("sourcedId", `names nobody on the staff roster: ${quoted(id)}`);
      return;
    }
    const added = toAssignment(row, reading, roster.orgs);
    if (added !== undefined)
      roster.people.set(id, { ...person, assignments: withSideRole(person.assignments, added) });
  });
}

function toAssignment(row: StaffRow, reading: Reading, orgs: Orgs): Assignment | undefined {
  const text = row.filled("role");
  const role = sideRoles.find((each) => each === text);
  if (role === undefined && text !== "")
    row.reject("role", `is ${quoted(text)}, not one of ${sideRoles.join(", ")}`);
  const place = row.filled("site_or_cluster");
  const org = orgs.get(place);
  if (place !== "" && org === undefined && reading.mode === "bulk")
    row.reject("site_or_cluster", `names no place of orgs.csv: ${quoted(place)}`);
  if (role === "principal" && org !== undefined && org.type !== "school")
    row.reject("site_or_cluster", `is not a school, so it has no principal: ${quoted(place)}`);
  return role === undefined ? undefined : { role, place: toId(place) };
}
