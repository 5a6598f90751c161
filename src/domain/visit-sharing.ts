import type { Expedition, ExpeditionState } from "./expedition.ts";
import type { ClusterId, PersonId, SiteId } from "./ids.ts";
import { holds, type Person } from "./roster.ts";

/** Staff of the school see it first, then its principal, then the district. */
export const staffSees: readonly ExpeditionState[] = ["staff", "principal", "shared"];
export const principalSees: readonly ExpeditionState[] = ["principal", "shared"];
const districtSees: readonly ExpeditionState[] = ["shared"];

export interface VisitedPlace {
  readonly site: SiteId;
  readonly cluster?: ClusterId | undefined;
}

/** True for whoever is above the staff of a school, whatever else they do there: they never visit its rooms. */
export function supervises(person: Pick<Person, "assignments">, site: SiteId): boolean {
  return holds(person, "principal", site);
}

/** Who planned a visit, and who visits; each once. */
export function peopleOn({ plannedBy, visitors }: PlannedPeople): readonly PersonId[] {
  return [...new Set([plannedBy, ...visitors])];
}

type PlannedPeople = Pick<Expedition, "plannedBy" | "visitors">;

/** True for whoever is on a visit now: nobody who supervises the school by then. */
export function isOnVisit(
  person: Pick<Person, "id" | "assignments">,
  visit: PlannedPeople & Pick<Expedition, "site">,
): boolean {
  return peopleOn(visit).includes(person.id) && !supervises(person, visit.site);
}

/**
 * How far a visit must have come in its sharing for somebody to read it; none for who never may. A principal who
 * also teaches there reads it as a principal.
 */
export function statesSeenBy(
  person: Pick<Person, "assignments">,
  { site, cluster }: VisitedPlace,
): readonly ExpeditionState[] {
  if (supervises(person, site)) return principalSees;
  const works = (["teacher", "coach", "staff"] as const).some((role) => holds(person, role, site));
  if (works) return staffSees;
  const leads =
    holds(person, "pl_lead") || (cluster !== undefined && holds(person, "area_lead", cluster));
  return leads ? districtSees : [];
}
