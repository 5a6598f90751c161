import type { Person } from "./roster.ts";

const MARKS = /\p{M}/gu;
const APOSTROPHES = /['’ʼ`]/g;
const NOT_LETTERS = /[^\p{L}\p{N}]+/gu;
const STROKED: Readonly<Record<string, string>> = { ø: "o", ł: "l", ß: "ss", đ: "d", æ: "ae" };
const STROKED_LETTERS = /[øłßđæ]/g;

/** How names and search words are compared: lower case, no accents, hyphens and spaces alike. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(APOSTROPHES, "")
    .toLowerCase()
    .replace(STROKED_LETTERS, (letter) => STROKED[letter] ?? letter)
    .replace(NOT_LETTERS, " ")
    .trim();
}

/** Every full name somebody goes by, folded, without repeats: legal and preferred. */
export function nameKeys(person: Person): readonly string[] {
  const given = [person.givenName, person.preferredGivenName];
  const family = [person.familyName, person.preferredFamilyName];
  const keys = given.flatMap((first) =>
    family.map((last) => (first && last ? fold(`${first} ${last}`) : "")),
  );
  return [...new Set(keys.filter((key) => key !== ""))];
}

/** What a search looks through: all full names, each between bars. */
export function searchKey(person: Person): string {
  return `|${nameKeys(person).join("|")}|`;
}

interface Named {
  readonly key: string;
}

/** Names that share fewer letter pairs are guesses, not typing errors. */
const LEAST_LIKE = 0.5;

/** The `most` names most like the typed one, best first; at least half of the letter pairs agree. */
export function nearest<T extends Named>(names: readonly T[], typed: string, most: number): T[] {
  const wanted = letterPairs(fold(typed));
  return names
    .map((name) => ({ name, likeness: likeness(wanted, letterPairs(name.key)) }))
    .filter(({ likeness }) => likeness >= LEAST_LIKE)
    .sort((a, b) => b.likeness - a.likeness || compareText(a.name.key, b.name.key))
    .slice(0, most)
    .map(({ name }) => name);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function letterPairs(key: string): ReadonlySet<string> {
  const padded = ` ${key} `;
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < padded.length; i++) pairs.add(padded.slice(i, i + 2));
  return pairs;
}

/** Twice the shared pairs over all pairs: 1 for the same name, 0 for nothing in common. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
