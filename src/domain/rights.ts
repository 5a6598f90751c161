import type { ClusterId, SiteId } from "./ids.ts";
import { holds, type Person } from "./roster.ts";

type Acting = Pick<Person, "assignments">;

/** Where a site lies: rights at a site come from the site, its cluster or the district. */
export interface SitePlace {
  readonly site: SiteId;
  readonly cluster?: ClusterId | undefined;
}

/** Make, dry-run, open and close waves; see every site's answer; the district's calls. */
export function mayRunWaves(person: Acting): boolean {
  return holds(person, "pl_lead");
}

/** Answer for a site: its principals, and a PL lead on request. */
export function mayAnswerFor(person: Acting, { site }: SitePlace): boolean {
  return holds(person, "principal", site) || holds(person, "pl_lead");
}

/** Answer for a site that has no principal: the area lead of its cluster. */
export function mayFillIn(person: Acting, { cluster }: SitePlace): boolean {
  return cluster !== undefined && holds(person, "area_lead", cluster);
}

/** Tick off a call: the lead it is for, or any PL lead. */
export function mayLogCall(person: Acting & Pick<Person, "id">, lead: Person["id"]): boolean {
  return person.id === lead || holds(person, "pl_lead");
}

/** Where a channel is linked: a site, or the whole district without one. */
export interface ChannelPlace {
  readonly site?: SiteId | undefined;
  readonly cluster?: ClusterId | undefined;
}

/** Link a channel: a principal for the own site, an area lead in the own cluster, leads for any. */
export function mayLinkChannel(person: Acting, { site, cluster }: ChannelPlace): boolean {
  if (holds(person, "pl_lead") || holds(person, "it_admin")) return true;
  if (site === undefined) return false;
  if (holds(person, "principal", site)) return true;
  return cluster !== undefined && holds(person, "area_lead", cluster);
}

/** Say by hand whose account it is. */
export function mayMatchPeople(person: Acting): boolean {
  return holds(person, "pl_lead") || holds(person, "it_admin");
}

/**
 * Say that an account is this person's. Nobody comes into more rights than they have: a PL lead gives
 * only accounts that are nobody's, to people who run nothing for the district; nobody gives away or
 * takes over an account of their own.
 */
export function mayMatch(
  matcher: Acting & Pick<Person, "id">,
  wanted: Acting & Pick<Person, "id">,
  owner: Pick<Person, "id"> | undefined,
): boolean {
  if (owner?.id === matcher.id || wanted.id === matcher.id) return false;
  if (holds(matcher, "it_admin")) return true;
  const runsSomething = DISTRICT_ROLES.some((role) => holds(wanted, role));
  return mayMatchPeople(matcher) && owner === undefined && !runsSomething;
}

const DISTRICT_ROLES = ["it_admin", "pl_lead", "area_lead"] as const;
