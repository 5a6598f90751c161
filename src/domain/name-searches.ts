import { givenForms } from "./staff-names.ts";
import type { FoundName } from "./student-names.ts";

/** Looks for people whose `searchKey` holds this. */
export interface NameSearch {
  readonly key: string;
  readonly limit: number;
}

/** More people than this do not share a name. */
const MOST_NAMESAKES = 50;
/** No name is longer, in words: what is longer is nobody's. */
const LONGEST_NAME = 8;

/** All that has to be looked for on the staff list to know if a name is a colleague's. */
export function searchesFor({ keys, initial }: FoundName): readonly NameSearch[] {
  const [first = "", ...others] = keys;
  if (initial?.behind) return givenForms(first).map((form) => one(`|${form} ${initial.letter}`));
  if (initial) return first === "" ? [] : [{ key: ` ${first}|`, limit: MOST_NAMESAKES }];
  if (others.length === 0) {
    return [...givenForms(first).map((form) => one(`|${form} `)), one(` ${first}|`)];
  }
  if (keys.length > LONGEST_NAME) return [];
  const pairs = others.map((key, at): readonly [string, string] => [keys[at] ?? "", key]);
  return [[first, keys.at(-1) ?? ""] as const, ...pairs].flatMap(([a, b]) => [
    ...givenForms(a).map((form) => many(`${form} ${b}`)),
    ...givenForms(b).map((form) => many(`${form} ${a}`)),
  ]);
}

function one(key: string): NameSearch {
  return { key, limit: 1 };
}

function many(key: string): NameSearch {
  return { key, limit: MOST_NAMESAKES };
}
