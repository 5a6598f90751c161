import type { ExpeditionState } from "./expedition.ts";
import type { ClusterId, SiteId } from "./ids.ts";
import { holds, type Person } from "./roster.ts";

/** Staff of the school see it first, then its principal, then the district. */
const staffSees: readonly ExpeditionState[] = ["staff", "principal", "shared"];
const principalSees: readonly ExpeditionState[] = ["principal", "shared"];
const districtSees: readonly ExpeditionState[] = ["shared"];
/** What was finished, however far it has come. */
export const finishedStates = staffSees;

export interface VisitedPlace {
  readonly site: SiteId;
  readonly cluster?: ClusterId | undefined;
}

/** How far a visit must have come in its sharing for somebody to read it; none for who never may. */
export function statesSeenBy(
  person: Pick<Person, "assignments">,
  { site, cluster }: VisitedPlace,
): readonly ExpeditionState[] {
  const works = (["teacher", "coach", "staff"] as const).some((role) => holds(person, role, site));
  if (works) return staffSees;
  if (holds(person, "principal", site)) return principalSees;
  const leads =
    holds(person, "pl_lead") || (cluster !== undefined && holds(person, "area_lead", cluster));
  return leads ? districtSees : [];
}
