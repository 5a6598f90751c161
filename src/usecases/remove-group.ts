import { groupKey } from "#domain/grades.ts";
import type { Steps } from "#ports/steps.ts";
import { listOwnSchools } from "./find-group.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export type GroupRemoved =
  | { readonly kind: "no_school" }
  | { readonly kind: "removed" | "unknown"; readonly name: string; readonly school: string };

/** Takes a group of my school away by its name; what was thanked with it stays. */
export async function removeGroup(
  product: Product,
  act: Act,
  typed: string,
): Promise<GroupRemoved> {
  return await product.store.transaction(act.district, function* (tx): Steps<GroupRemoved> {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "removeGroup");
    const [site] = yield* listOwnSchools(work, me);
    if (!site) return { kind: "no_school" };
    const groups = yield* tx.showing.listGroups(site.id);
    const group = groups.find(({ name }) => groupKey(name) === groupKey(typed));
    if (!group) return { kind: "unknown", name: typed, school: site.name };
    yield* tx.showing.removeGroup(group.id);
    const subject = `site:${site.id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "group_removed", subject });
    return { kind: "removed", name: group.name, school: site.name };
  });
}
