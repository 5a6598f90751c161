import type { Person } from "./roster.ts";

/** Words and names that are to be found nowhere any more. */
export interface ErasedWords {
  /** A line that quotes one of these goes as a whole. */
  readonly gone: readonly string[];
  /** A line that quotes one of these stays, and names somebody no more. */
  readonly kept: readonly KeptWords[];
}

export interface KeptWords {
  readonly quote: string;
  readonly person: Person;
  /** What stands in the place of the name: "a colleague". */
  readonly instead: string;
}

/** Finds the words in texts, and takes them out. */
export interface Eraser {
  isIn(texts: readonly string[]): boolean;
  /** The text without what is erased; lines that are left keep their order. */
  erase(text: string): string;
}

/** Shorter words may stand in a line by chance: they must stand in quotes, or alone. */
const LEAST_LENGTH = 20;
const SPACES = / {2,}/g;
const SIGNS = /[\\^$.*+?()[\]{}|]/g;
const LEAST_NAME = 2;
/** Stands for the end of a line within words, while a text is taken apart: texts hold no such sign. */
const LINE = "\u0001";

/** Prepares the words once, for many texts. */
export function createEraser({ gone, kept }: ErasedWords): Eraser {
  const all = [...gone, ...kept.map(({ quote }) => quote)].map(asShown);
  const quotes = all.filter((quote) => quote !== "");
  const lost = gone
    .map(asShown)
    .map(joinLines)
    .filter((quote) => quote !== "");
  const named = kept.map((each) => ({ ...each, quote: joinLines(asShown(each.quote)) }));
  const multiline = quotes.filter((quote) => quote.includes("\n"));
  return {
    isIn: (texts) => {
      const shown = texts.map(asShown);
      return quotes.some((quote) => shown.some((text) => isQuoted(text, quote)));
    },
    erase: (text) => {
      // Words of several lines go or stay as a whole.
      const joined = multiline.reduce(
        (rest, quote) => rest.replaceAll(quote, joinLines(quote)),
        multiline.length > 0 ? text.replace(SPACES, " ") : text,
      );
      const lines = joined.split("\n");
      const left = lines.filter((line) => !lost.some((quote) => isQuoted(asShown(line), quote)));
      const nameless = left.map((line) => named.reduce(withoutNameBy, line));
      return nameless.join("\n").replaceAll(LINE, "\n");
    },
  };
}

/** Cards show words without repeated spaces. */
function asShown(text: string): string {
  return text.replace(SPACES, " ").trim();
}

function joinLines(text: string): string {
  return text.replaceAll("\n", LINE);
}

function isQuoted(shown: string, quote: string): boolean {
  if (quote === "") return false;
  if (quote.length >= LEAST_LENGTH) return shown.includes(quote);
  return shown === quote || shown.includes(`"${quote}"`) || shown.includes(`“${quote}”`);
}

function withoutNameBy(line: string, { quote, person, instead }: KeptWords): string {
  return isQuoted(asShown(line), quote) ? withoutName(line, person, instead) : line;
}

/** The text with somebody's names replaced: the longest first, so that none is left in part. */
export function withoutName(text: string, person: Person, instead: string): string {
  const given = [person.preferredGivenName, person.givenName].map((name) => name ?? "");
  const family = [person.preferredFamilyName, person.familyName].map((name) => name ?? "");
  const whole = given.flatMap((first) => family.map((last) => `${first} ${last}`.trim()));
  return [...whole, ...given, ...family]
    .filter((name) => name.length >= LEAST_NAME)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replace(asWord(name), instead), text);
}

/** The name where it is not a part of another word. */
function asWord(name: string): RegExp {
  const plain = name.replace(SIGNS, "\\$&");
  return new RegExp(`@?(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, "gu");
}
