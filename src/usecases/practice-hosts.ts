import type { PersonId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { betweenThem, isTaken, orderHosts, type Spot } from "#domain/practice-hosts.ts";
import { displayName, mainRole, type Person, type Role } from "#domain/roster.ts";
import { pauseOf } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readPlace } from "./send-direct.ts";

/** Somebody with the place they are known by. */
export interface Placed extends Spot {
  readonly name: string;
  readonly role: Role;
  /** Their school's name; the district's for its own staff. */
  readonly school: string;
}

/** A colleague who is happy to show a practice. */
export interface Host extends Placed {
  /** True while others wait for their answer: they are not asked just now. */
  readonly taken: boolean;
}

export interface Hosts {
  readonly hosts: readonly Host[];
  /** True if somebody is left out because I asked them already. */
  readonly asked: boolean;
}

/** So many colleagues are shown at once. */
const MOST_HOSTS = 5;

/** Who shows a practice and can be asked by me, near first; others only where few can. */
export function* listHosts(work: Work, me: Person, practice: string): Steps<Hosts> {
  const { tx, now } = work;
  const offers = yield* tx.showing.listOffers(practice);
  const people = yield* tx.roster.listPeople(offers.map(({ person }) => person));
  const mine = yield* tx.showing.listVisitsOf(me.id);
  const place = yield* placing(work);
  const today = localDay(now, (yield* readPlace(work, me)).zone);
  let asked = false;
  const found: Host[] = [];
  for (const host of orderHosts(people.map(place), place(me), today)) {
    const between = betweenThem(mine, host.person, now);
    asked ||= between === "asked";
    if (between || !(yield* isReachable(work, host.person))) continue;
    const visits = yield* tx.showing.listVisitsOf(host.person);
    found.push({ ...host, taken: isTaken(visits, host.person, now) });
    if (found.filter(({ taken }) => !taken).length === MOST_HOSTS) break;
  }
  return { hosts: fewest(found), asked };
}

/** Five at most, in their order: those who can be asked have the first right to a place. */
function fewest(found: readonly Host[]): readonly Host[] {
  const free = found.filter(({ taken }) => !taken);
  const room = MOST_HOSTS - free.length;
  const shown = new Set([...free, ...found.filter(({ taken }) => taken).slice(0, room)]);
  return found.filter((host) => shown.has(host));
}

/** Tells where people work. */
export function* placing({ tx }: Pick<Work, "tx">): Steps<(person: Person) => Placed> {
  const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
  const { shortName } = yield* tx.roster.getDistrict();
  return (person) => {
    const site = person.homeSite && sites.get(person.homeSite);
    return {
      person: person.id,
      name: displayName(person),
      role: mainRole(person),
      school: site ? site.name : shortName,
      ...(site ? { site: site.id, cluster: site.cluster, level: site.level } : {}),
    };
  };
}

/** True for somebody who takes messages just now: what they have stopped or paused is nobody's to see. */
export function* isReachable({ tx, now }: Work, person: PersonId): Steps<boolean> {
  const preferences = yield* tx.roster.getPreferences(person);
  if (preferences.stoppedAt || pauseOf(preferences, now)) return false;
  return (yield* tx.roster.findAddress(person)) !== undefined;
}

/** True if the person is happy to show it. */
export function* shows({ tx }: Work, person: PersonId, practice: string): Steps<boolean> {
  const offers = yield* tx.showing.listOffersOf(person);
  return offers.some((offer) => offer.practice === practice);
}
