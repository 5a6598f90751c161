import type { ClusterId, WaveId } from "./ids.ts";
import { fold } from "./names.ts";
import type { Cluster, Site } from "./roster.ts";
import type { SchoolDays } from "./school-days.ts";
import { lookUpSite } from "./site-names.ts";
import type { Answer, Invitation, Wave } from "./wave.ts";

/** Whom a lead means: names and groups as typed, and what was picked; picks narrow each other. */
export interface SchoolChoice {
  /** Schools, clusters, levels, programs or "everyone still out", with commas between them. */
  readonly typed: string;
  readonly cluster?: string | undefined;
  readonly level?: string | undefined;
  readonly signature?: string | undefined;
  readonly everyone?: boolean | undefined;
}

/** A typed name that is not one school: several have it in their name, or none and these are close. */
export interface Unclear {
  readonly typed: string;
  readonly several: readonly string[];
  readonly near: readonly string[];
}

export interface Found {
  readonly sites: readonly Site[];
  readonly unclear: readonly Unclear[];
}

interface Places {
  readonly sites: readonly Site[];
  readonly clusters: readonly Cluster[];
}

const SEPARATORS = /[,;\n]/;
const AND = /\s+(?:and|&)\s+/i;
const EVERYONE = /^(everyone|everybody|all|all schools|everyone still out|still out)$/;
const GROUP_WORDS =
  /^(?:cluster|level|program|all)\s+|\s+(?:cluster|level|schools?|program|learning)$/g;

/** The schools somebody means; a name that is not clear stands beside them. */
export function findSchools(choice: SchoolChoice, places: Places): Found {
  const typed = choice.typed.split(SEPARATORS).map((part) => part.trim());
  const results = typed.filter((part) => part !== "").map((part) => findPart(part, places));
  const picked = hasPicks(choice) ? places.sites.filter((site) => isPicked(site, choice)) : [];
  const found = [...results.flatMap(({ sites }) => sites), ...picked];
  return {
    sites: [...new Map(found.map((site) => [site.id, site])).values()],
    unclear: results.flatMap(({ unclear }) => unclear),
  };
}

function hasPicks({ cluster, level, signature, everyone }: SchoolChoice): boolean {
  return [cluster, level, signature].some((pick) => pick !== undefined) || everyone === true;
}

function isPicked(site: Site, { cluster, level, signature }: SchoolChoice): boolean {
  const isWanted = (pick: string | undefined, own: string | undefined): boolean =>
    pick === undefined || pick === own;
  return (
    isWanted(cluster, site.cluster) &&
    isWanted(level, site.level) &&
    isWanted(signature, site.signature)
  );
}

/** "Lindenwood and Riverside" are two where the whole is the name of none. */
function findPart(typed: string, places: Places): Found {
  const whole = findTyped(typed, places);
  const parts = typed.split(AND).filter((part) => part !== "");
  const isMeant = whole.sites.length > 0 || whole.unclear.some(({ several }) => several.length > 0);
  if (isMeant || parts.length < 2) return whole;
  const found = parts.map((part) => findTyped(part, places));
  return {
    sites: found.flatMap(({ sites }) => sites),
    unclear: found.flatMap(({ unclear }) => unclear),
  };
}

/** A whole name comes before a group, and a group before a part of a name. */
function findTyped(typed: string, { sites, clusters }: Places): Found {
  const key = fold(typed);
  if (EVERYONE.test(key)) return { sites, unclear: [] };
  const found = lookUpSite(sites, typed);
  const one = found.kind === "one" ? found.site : undefined;
  if (one && fold(one.name) === key) return { sites: [one], unclear: [] };
  const group = findGroup(key, { sites, clusters });
  if (group.length > 0) return { sites: group, unclear: [] };
  if (one) return { sites: [one], unclear: [] };
  const several = found.kind === "several" ? found.names : [];
  const near = found.kind === "unknown" ? found.near : [];
  return { sites: [], unclear: [{ typed, several, near }] };
}

function findGroup(key: string, { sites, clusters }: Places): readonly Site[] {
  const wantedKey = groupKey(key);
  const isNamed = (name: string | undefined): boolean =>
    name !== undefined && groupKey(fold(name)) === wantedKey;
  const wanted = new Set<ClusterId>(
    clusters.filter(({ name }) => isNamed(name)).map(({ id }) => id),
  );
  return sites.filter(
    ({ cluster, level, signature }) =>
      (cluster !== undefined && wanted.has(cluster)) || isNamed(level) || isNamed(signature),
  );
}

/** "cedar" for "cluster cedar" and for "cedar cluster", "k8" for "K-8 schools". */
function groupKey(key: string): string {
  return key.replaceAll(GROUP_WORDS, "").replaceAll(" ", "");
}

/** One wave's offer to a school. */
export interface Offer {
  readonly wave: Pick<Wave, "id" | "name" | "state">;
  readonly invitation: Invitation;
}

/** What is known of a school when a wave chooses. */
export interface SchoolStanding {
  readonly joined: boolean;
  /** The newest yes, "not yet" or "not this year". */
  readonly said?: Pick<Answer, "kind" | "at"> | undefined;
  /** Of every wave. */
  readonly offers: readonly Offer[];
}

export const leftOutReasons = [
  "in_this_wave",
  "taken_out",
  "joined",
  "in_another_wave",
  "not_this_year",
  "no_change",
  "has_answered",
  "not_in_it",
] as const;

/** Why a school is not put into a wave, or not taken out of it. */
export interface LeftOut {
  readonly reason: (typeof leftOutReasons)[number];
  /** The other wave's name. */
  readonly wave?: string | undefined;
}

interface Choosing {
  readonly wave: WaveId;
  /** True for a moment of the school year that it is now. */
  readonly isThisYear: (at: Date) => boolean;
  /** True for an open wave in which nobody has written what has changed since. */
  readonly lacksChange?: boolean | undefined;
}

/** Why this school cannot come into the wave; undefined if it can. A school is in one wave at a time. */
export function whyNotAdded(
  { joined, said, offers }: SchoolStanding,
  { wave, isThisYear, lacksChange }: Choosing,
): LeftOut | undefined {
  const own = offers.find((offer) => offer.wave.id === wave);
  if (own) return { reason: own.invitation.endedOn ? "taken_out" : "in_this_wave" };
  if (joined) return { reason: "joined" };
  const other = offers.find(isLive);
  if (other) return { reason: "in_another_wave", wave: other.wave.name };
  if (!said || said.kind === "yes") return undefined;
  if (said.kind === "no" && isThisYear(said.at)) return { reason: "not_this_year" };
  return lacksChange ? { reason: "no_change" } : undefined;
}

/**
 * True while a wave still waits for the school, or has promised to come back to it. A closing wave lets go
 * of all but schools with a window of their own: the month that a school named goes with it into the next
 * wave, and a question that is still open is answered all the same.
 */
export function isLive({ wave, invitation }: Offer): boolean {
  if (wave.state === "closed" || invitation.endedOn !== undefined) return false;
  if (wave.state === "draft") return true;
  if (invitation.snoozedUntil !== undefined) return wave.state === "open";
  if (wave.state === "closing" && invitation.closesOn === undefined) return false;
  return invitation.answer === undefined || invitation.answer === "question";
}

/** Why this school stays in the wave; undefined if it can be taken out. What it said is never lost. */
export function whyNotRemoved(invitation: Invitation | undefined): LeftOut | undefined {
  if (!invitation || invitation.endedOn !== undefined) return { reason: "not_in_it" };
  return invitation.answer === undefined ? undefined : { reason: "has_answered" };
}

/** The school year of a day by the year it begins in: the calendar's, and from July 1 in summer. */
export function yearBegunIn(day: string, schoolDays: SchoolDays): string {
  const first = schoolDays.yearOf(day)?.firstDay;
  if (first !== undefined) return first.slice(0, 4);
  const year = Number(day.slice(0, 4));
  return String(day.slice(5) >= "07-01" ? year : year - 1);
}
