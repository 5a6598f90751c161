import { type Assignment, type ContactRole, contactRoles, type Role } from "./roster.ts";

type AnyRole = Role | ContactRole;

/** Roles of staff_roles.csv that say more than OneRoster's word for the same post. */
const precise: readonly AnyRole[] = ["pl_lead", "area_lead", "coach", "it_admin", "principal"];
const plain: readonly AnyRole[] = ["teacher", "staff"];

/** Every role that staff_roles.csv may give. */
export const sideRoles: readonly AnyRole[] = [...new Set([...precise, ...contactRoles])];

/** A precise role replaces "teacher" or "staff" at the same place; a contact role is added. */
export function withSideRole(
  held: readonly Assignment[],
  added: Assignment,
): readonly Assignment[] {
  const isPrecise = precise.includes(added.role);
  const kept = held.filter(
    (each) =>
      each.place !== added.place ||
      (each.role !== added.role && !(isPrecise && plain.includes(each.role))),
  );
  return [...kept, added];
}

/**
 * What somebody holds after an export that says nothing of side roles: the stored ones stay. Who
 * is principal is said by the export itself, unless `principalsToo` (1.1 has no word for it): then
 * a stored principal stays at a site where the export still has the person.
 */
export function keepSideRoles(
  held: readonly Assignment[],
  stored: readonly Assignment[],
  principalsToo: boolean,
): readonly Assignment[] {
  const isThere = (place: Assignment["place"]) =>
    held.some((each) => each.place === place && plain.includes(each.role));
  const kept = stored.filter(({ role, place }) =>
    role === "principal" ? principalsToo && isThere(place) : sideRoles.includes(role),
  );
  return kept.reduce(withSideRole, held);
}
