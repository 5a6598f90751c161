import { fold } from "./names.ts";
import { isOrdinary } from "./ordinary-words.ts";

/** A word with a capital first letter and a small one somewhere: "Bell", "LaToya", "O'Brien", "Jean-Luc". */
const CAPITAL = String.raw`(?=\p{Lu}[\p{L}'’-]*\p{Ll})\p{Lu}[\p{L}\p{M}'’]*(?:-\p{L}[\p{L}\p{M}'’]*)*`;
const PARTICLE = `(?:de la|de|del|la|van der|van|von|bin|al|da|dos|di|el)`;
const BLANK = String.raw`[^\S\n]+`;
const RUN = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${CAPITAL}(?:${BLANK}(?:${PARTICLE}${BLANK})?${CAPITAL})*(?![\p{L}\p{N}])`,
  "gu",
);
const WORD = new RegExp(CAPITAL, "gu");
/** "Will Dana come?": a question, and no name. */
const ASKING = /(^|[.!?\n]\s*)(?:Will|May)(?= \p{Lu}[^.!?\n]*\?)/gu;
const POSSESSIVE = /['’]s$/u;

/** What is known of a district: names of schools, clusters, waves and values. */
export interface KnownNames {
  /** Of two words and more, folded. */
  readonly phrases: readonly string[];
  /** Of one word, folded. */
  readonly words: ReadonlySet<string>;
}

export const nothingKnown: KnownNames = { phrases: [], words: new Set() };

/** Names as they are said, with and without "Elementary School" behind them. */
export function toKnownNames(names: readonly string[]): KnownNames {
  const keys = names.flatMap((name) => [fold(name), fold(withoutLevel(name))]);
  const all = [...new Set(keys)].filter((key) => key !== "");
  return {
    phrases: all.filter((key) => key.includes(" ")),
    words: new Set(all.filter((key) => !key.includes(" "))),
  };
}

/** "Oak Hill" of "Oak Hill Elementary School". */
function withoutLevel(name: string): string {
  const words = name.split(" ");
  while (words.length > 1 && isOrdinary(words.at(-1) ?? "")) words.pop();
  return words.join(" ");
}

/**
 * Names of two words and more in a text, as written: each a list of its words. Nobody's name is what the
 * district knows, and what schools write every day: "Oak Elementary", "Title One", "Spring Break".
 */
export function fullNames(text: string, known = nothingKnown): readonly (readonly string[])[] {
  const asked = text.normalize("NFC").replace(ASKING, "$1will");
  return [...asked.matchAll(RUN)].flatMap(([run]) => namesIn(run, known));
}

function namesIn(run: string, known: KnownNames): readonly (readonly string[])[] {
  const words = [...run.matchAll(WORD)].map(([word]) => word.replace(POSSESSIVE, ""));
  const names: string[][] = [[]];
  const isPart = markPhrases(words, known);
  words.forEach((word, at) => {
    if (isPart[at] || isOrdinary(word)) names.push([]);
    else names.at(-1)?.push(word);
  });
  return names.filter(
    (name) => name.length > 1 && !name.every((word) => known.words.has(fold(word))),
  );
}

/** Which of the words belong to something the district knows. */
function markPhrases(words: readonly string[], { phrases }: KnownNames): readonly boolean[] {
  const keys = words.map(fold);
  const marks = keys.map(() => false);
  for (const phrase of phrases) {
    const parts = phrase.split(" ");
    for (let at = 0; at + parts.length <= keys.length; at++) {
      if (parts.every((part, i) => keys[at + i] === part)) marks.fill(true, at, at + parts.length);
    }
  }
  return marks;
}

/** True where somebody may be named with one word: a capital that no school and no ordinary word has. */
export function mayNameSomebody(text: string, known = nothingKnown): boolean {
  return [...text.matchAll(RUN)].some(([run]) => {
    const words = [...run.matchAll(WORD)].map(([word]) => word.replace(POSSESSIVE, ""));
    const isPart = markPhrases(words, known);
    return words.some(
      (word, at) => !(isPart[at] || isOrdinary(word) || known.words.has(fold(word))),
    );
  });
}
