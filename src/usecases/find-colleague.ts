import { type PersonId, toId } from "#domain/ids.ts";
import { fold, nameKeys, nearest } from "#domain/names.ts";
import type { Person, Site } from "#domain/roster.ts";
import { personOption } from "#messages/praise-form.ts";
import type { Option } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** What a typed name led to. */
export type Lookup =
  | { readonly kind: "one"; readonly person: Person }
  | { readonly kind: "several"; readonly options: readonly Option[] }
  | { readonly kind: "nobody"; readonly options: readonly Option[] };

const MOST_SEVERAL = 5;
const MOST_NEAR = 3;
const MOST_FOUND = 20;

/**
 * Looks a typed name or an id up: in the actor's school, then the cluster, then the district;
 * accents, case and preferred names do not matter. Nobody gives the three nearest names.
 */
export async function findColleague(product: Product, act: Act, typed: string): Promise<Lookup> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "findColleague");
    const byId = yield* tx.roster.findPerson(toId<PersonId>(typed));
    if (byId?.active) return { kind: "one", person: byId };
    if (nameKeys(me).includes(fold(typed))) return { kind: "one", person: me };
    const matches = yield* findMatches(work, me, fold(typed));
    if (matches.length === 1 && matches[0]) return { kind: "one", person: matches[0] };
    if (matches.length > 1) {
      const options = yield* toOptions(work, matches.slice(0, MOST_SEVERAL));
      return { kind: "several", options };
    }
    const names = yield* tx.roster.listNameKeys();
    const near = nearest(names, typed, MOST_NEAR * 2).map(({ id }) => id);
    const people = yield* tx.roster.listPeople([...new Set(near)].slice(0, MOST_NEAR));
    return { kind: "nobody", options: yield* toOptions(work, people) };
  });
}

/** The narrowest circle in which somebody has this name: whole names first, then a part of one. */
function* findMatches(work: Work, me: Person, key: string): Steps<readonly Person[]> {
  if (key === "") return [];
  const { tx } = work;
  const found = yield* tx.roster.searchPeople({ key, limit: 100 });
  const others = found.filter((person) => person.id !== me.id);
  const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
  const circles = [inMySite(me), inMyCluster(me, sites), () => true];
  for (const isNear of circles) {
    const near = others.filter(isNear);
    const whole = near.filter((person) => nameKeys(person).includes(key));
    if (whole.length > 0) return whole;
    const part = near.filter((person) => nameKeys(person).some((name) => hasWords(name, key)));
    if (part.length > 0) return part;
  }
  return [];
}

function inMySite(me: Person): (person: Person) => boolean {
  const places = new Set(me.assignments.map(({ place }) => place));
  return (person) => person.assignments.some(({ place }) => places.has(place));
}

function inMyCluster(
  me: Person,
  sites: ReadonlyMap<Site["id"], Site>,
): (person: Person) => boolean {
  const clusterOf = (person: Person) =>
    person.homeSite ? sites.get(person.homeSite)?.cluster : undefined;
  const mine = clusterOf(me);
  return (person) => mine !== undefined && clusterOf(person) === mine;
}

/** True if the key is whole words of the name: "ana" is in "ana ruiz", not in "susana ruiz". */
function hasWords(name: string, key: string): boolean {
  return ` ${name} `.includes(` ${key} `);
}

/** People whose name contains the typed letters: those of the actor's own school first. */
export async function searchColleagues(
  product: Product,
  act: Act,
  typed: string,
): Promise<readonly Option[]> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "searchColleagues");
    const key = fold(typed);
    const near = me.homeSite
      ? yield* tx.roster.searchPeople({ key, site: me.homeSite, limit: MOST_FOUND })
      : [];
    const all = yield* tx.roster.searchPeople({ key, limit: MOST_FOUND });
    const people = new Map([...near, ...all].map((person) => [person.id, person]));
    people.delete(me.id);
    return yield* toOptions(work, [...people.values()].slice(0, MOST_FOUND));
  });
}

/** People by id, as choices. */
export async function listChosen(
  product: Product,
  act: Act,
  ids: readonly string[],
): Promise<readonly Option[]> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "listChosen");
    const people = yield* tx.roster.listPeople(ids.map((id) => toId<PersonId>(id)));
    return yield* toOptions({ tx, product, now: product.clock.now() }, people);
  });
}

function* toOptions({ tx, product }: Work, people: readonly Person[]): Steps<readonly Option[]> {
  const { shortName } = yield* tx.roster.getDistrict();
  const options: Option[] = [];
  for (const person of people) {
    const site = person.homeSite ? yield* tx.roster.findSite(person.homeSite) : undefined;
    options.push(personOption(product.words, person, site?.name ?? shortName));
  }
  return options;
}
