import { nicknamesAndNames } from "#domain/nicknames.ts";
import type { Person } from "#domain/roster.ts";
import type { Option } from "#ports/card.ts";
import { findColleague, type Lookup, listChosen } from "./find-colleague.ts";
import { findGroup } from "./find-group.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** Who is thanked by a typed name: one person, or colleagues of my school who go by one name. */
export type Thanked = Lookup | { readonly kind: "group"; readonly people: readonly Person[] };

const MOST_OFFERED = 5;
const SPACES = /\s+/;

/**
 * Looks up a colleague; then a group of my school, such as a grade level. A nickname is a guess like the nearest
 * names: whoever it leads to is offered first among them, and never thanked unasked.
 */
export async function findThanked(product: Product, act: Act, typed: string): Promise<Thanked> {
  const lookup = await findColleague(product, act, typed);
  if (lookup.kind !== "nobody") return lookup;
  const group = await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, act, "findThanked");
    return yield* findGroup(work, me, typed);
  });
  if (group) return { kind: "group", people: group.people };
  const guesses = [...(await listByNickname(product, act, typed)), ...lookup.options];
  const options = [...new Map(guesses.map((option) => [option.value, option])).values()];
  return { kind: "nobody", options: options.slice(0, MOST_OFFERED) };
}

/** Everybody else who goes by the whole name of a typed nickname, or by a nickname of a typed name. */
async function listByNickname(
  product: Product,
  act: Act,
  typed: string,
): Promise<readonly Option[]> {
  const [first = "", ...rest] = typed.trim().split(SPACES);
  const options: Option[] = [];
  for (const other of nicknamesAndNames(first)) {
    const lookup = await findColleague(product, act, [other, ...rest].join(" "));
    if (lookup.kind === "several") options.push(...lookup.options);
    if (lookup.kind === "one") {
      options.push(...(await listChosen(product, act, [lookup.person.id])));
    }
  }
  return options.filter(({ value }) => value !== act.person);
}
