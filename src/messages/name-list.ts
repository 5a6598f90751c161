import type { Words } from "./words.ts";

/** More names than this are counted, not listed. */
export const MOST_NAMES = 8;

/** "Ash, Birch and Cedar", or the first of many names and how many more there are. */
export function nameList(words: Words, names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  if (rest <= 0) return words.list(names);
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return words.say("names_and_more", { names: shown, count: String(rest) });
}
