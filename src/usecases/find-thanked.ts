import { formalNames } from "#domain/nicknames.ts";
import type { Person } from "#domain/roster.ts";
import { findColleague, type Lookup } from "./find-colleague.ts";
import { findGroup } from "./find-group.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** Who is thanked by a typed name: one person, or colleagues of my school who go by one name. */
export type Thanked = Lookup | { readonly kind: "group"; readonly people: readonly Person[] };

/** Looks up a colleague; then a group of my school, such as a grade level; then what a nickname is short for. */
export async function findThanked(product: Product, act: Act, typed: string): Promise<Thanked> {
  const lookup = await findColleague(product, act, typed);
  if (lookup.kind !== "nobody") return lookup;
  const group = await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "findThanked");
    return yield* findGroup(work, me, typed);
  });
  if (group) return { kind: "group", people: group.people };
  return (await findByNickname(product, act, typed)) ?? lookup;
}

/** The one person whom a nickname leads to; where it leads to several, a choice. */
async function findByNickname(
  product: Product,
  act: Act,
  typed: string,
): Promise<Lookup | undefined> {
  const [first = "", ...rest] = typed.trim().split(" ");
  const found: Lookup[] = [];
  for (const formal of formalNames(first)) {
    const lookup = await findColleague(product, act, [formal, ...rest].join(" "));
    if (lookup.kind !== "nobody") found.push(lookup);
  }
  return found.length > 1 ? (found.find(({ kind }) => kind === "several") ?? found[0]) : found[0];
}
