import type { Label } from "./content.ts";
import type { ClusterId, PersonId, SiteId } from "./ids.ts";
import { DAY_MS } from "./local-time.ts";
import { fold } from "./names.ts";
import type { PeerVisit } from "./showing.ts";

/** Where somebody works, as far as nearness goes. */
export interface Spot {
  readonly person: PersonId;
  readonly site?: SiteId | undefined;
  readonly cluster?: ClusterId | undefined;
  readonly level?: string | undefined;
}

/** How many of somebody's asks may be without an answer. */
export const MOST_ASKS = 3;
/** How many practices somebody may wait for. */
export const MOST_WAITS = 3;
/** Whoever waits for somebody to show a practice is told within so many days, or no more. */
export const WAIT_DAYS = 90;
/** How many may wait for one host's answer: so many are asked at a time. */
const MOST_ASKED = 2;
/** An ask that nobody answered stands in nobody's way after this. */
const LAPSED_MS = 28 * DAY_MS;
/** Whoever said "not now" is not offered to the same colleague for so long. */
const DECLINED_MS = 30 * DAY_MS;

/**
 * Those who show it, near first: the own school, the own cluster (the same level before others), the same
 * level elsewhere, the district. Within a circle the order is a draw of the day and the asker. How often
 * somebody is thanked, asked or visited is not known here and must never be: a list of colleagues that
 * follows any amount is a ranking.
 */
export function orderHosts<S extends Spot>(hosts: readonly S[], asker: Spot, day: string): S[] {
  return hosts
    .filter(({ person }) => person !== asker.person)
    .map((host) => ({
      host,
      circle: circleOf(host, asker),
      draw: draw(`${day}|${asker.person}|${host.person}`),
    }))
    .sort((a, b) => a.circle - b.circle || a.draw - b.draw)
    .map(({ host }) => host);
}

/** 0 is the nearest. */
export function circleOf(host: Spot, asker: Spot): number {
  const same = (key: "site" | "cluster" | "level"): boolean =>
    host[key] !== undefined && host[key] === asker[key];
  if (same("site")) return 0;
  if (same("cluster")) return same("level") ? 1 : 2;
  return same("level") ? 3 : 4;
}

const FNV_START = 2_166_136_261;
const FNV_PRIME = 16_777_619;

/** The same number for the same text: neighbours in the alphabet are none here. */
function draw(text: string): number {
  let hash = FNV_START;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), FNV_PRIME);
  // The last letters alone must not decide: they are the same in many ids.
  hash = Math.imul(hash ^ (hash >>> 15), FNV_PRIME);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** When an ask that nobody answered is over. */
export function lapsesAt({ askedAt }: Pick<PeerVisit, "askedAt">): Date {
  return new Date(askedAt.getTime() + LAPSED_MS);
}

/** True while a host's answer is waited for. */
function isAsked(visit: PeerVisit, now: Date): boolean {
  return visit.state === "asked" && now < lapsesAt(visit);
}

/** Why somebody is not offered to an asker: "asked" while something is between them, "declined" for a while. */
export function betweenThem(
  visits: readonly PeerVisit[],
  host: PersonId,
  now: Date,
): "asked" | "declined" | undefined {
  const own = visits.filter((visit) => visit.host === host);
  if (own.some((visit) => visit.state === "agreed" || isAsked(visit, now))) return "asked";
  const isFresh = ({ state, answeredAt }: PeerVisit): boolean =>
    state === "declined" && now.getTime() - (answeredAt?.getTime() ?? 0) < DECLINED_MS;
  return own.some(isFresh) ? "declined" : undefined;
}

/** The asks of somebody that wait for an answer, of all the visits they are in. */
export function openAsks(
  visits: readonly PeerVisit[],
  asker: PersonId,
  now: Date,
): readonly PeerVisit[] {
  return visits.filter((visit) => visit.asker === asker && isAsked(visit, now));
}

/** True while somebody is to be told when a colleague shows the practice. */
export function isWaiting({ state, askedAt }: PeerVisit, now: Date): boolean {
  return state === "open" && now.getTime() - askedAt.getTime() < WAIT_DAYS * DAY_MS;
}

/** True while as many wait for a host's answer as may. */
export function isTaken(visits: readonly PeerVisit[], host: PersonId, now: Date): boolean {
  return visits.filter((visit) => visit.host === host && isAsked(visit, now)).length >= MOST_ASKED;
}

/** A practice by its id or its label, whatever language it is written in; undefined for none. */
export function readPractice(practices: readonly Label[], typed: string): string | undefined {
  const key = fold(typed);
  if (key === "") return undefined;
  return practices.find(({ id, label }) => fold(id) === key || fold(label) === key)?.id;
}
