import { displayName } from "#domain/roster.ts";
import type { NamedGroup } from "#messages/group-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { findGroup, listOwnSchools } from "./find-group.ts";
import type { Act, Product, Work } from "./product.ts";
import { isAtSchool } from "./read-team.ts";
import { requireRight } from "./require-right.ts";

export interface SchoolGroups {
  readonly school: string;
  readonly groups: readonly NamedGroup[];
}

/** `/pl group`: the groups of my school; undefined for somebody without one. */
export async function listGroups(product: Product, act: Act): Promise<SchoolGroups | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "listGroups");
    const [site] = yield* listOwnSchools(work, me);
    if (!site) return undefined;
    const groups: NamedGroup[] = [];
    for (const { name, people } of yield* tx.showing.listGroups(site.id)) {
      const here = (yield* tx.roster.listPeople(people)).filter((one) => isAtSchool(one, site.id));
      groups.push({ name, people: here.map(displayName) });
    }
    return { school: site.name, groups };
  });
}

/** `/pl group Grade 4`: who would be thanked by this name besides me; undefined for no group. */
export async function showGroup(
  product: Product,
  act: Act,
  typed: string,
): Promise<NamedGroup | undefined> {
  return await product.store.read(act.district, function* (tx): Steps<NamedGroup | undefined> {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "showGroup");
    const found = yield* findGroup(work, me, typed);
    return found && { name: found.name, people: found.people.map(displayName) };
  });
}
