import type { Library } from "#domain/content.ts";
import { type Language, languages } from "#domain/language.ts";
import type { OwnNudge, OwnText } from "#domain/own-library.ts";
import { withOwnNudges } from "#domain/own-nudges.ts";
import { phrasesOf, reword } from "#domain/phrases.ts";
import { formsOf, placeholdersOf } from "./message-format.ts";
import { slots } from "./slots.ts";
import { createWords, type Words } from "./words.ts";

type WordsIn = Readonly<Record<Language, Words>>;

/** The product's words with a district's own over them. */
export interface Reworded {
  readonly wordsIn: WordsIn;
  /** Own texts that cannot be said any more: the product's words stand there instead. */
  readonly broken: readonly OwnText[];
}

/** What a district keeps of its own. */
export interface OwnLibrary {
  readonly texts: readonly OwnText[];
  readonly nudges: readonly OwnNudge[];
}

/** Why a text cannot be said. */
export type TextFault =
  | { readonly fault: "empty" | "braces" | "no_such_text" }
  /** A placeholder that nothing fills in there, or that is written as another form of it. */
  | { readonly fault: "unknown" | "form"; readonly name: string };

/** The product's words in each language, with what the district says in place of them. */
export function rewordWords(shipped: WordsIn, own: OwnLibrary): Reworded {
  const broken = own.texts.filter((text) => findFault(shipped, text) !== undefined);
  const libraries = { en: shipped.en.library, es: shipped.es.library };
  const libraryOf = (language: Language): Library => {
    const said = own.texts.filter((text) => text.language === language && !broken.includes(text));
    const reworded = reword(libraries[language], new Map(said.map(({ key, text }) => [key, text])));
    return { ...reworded, nudges: withOwnNudges(libraries, language, own.nudges) };
  };
  const mine = { en: libraryOf("en"), es: libraryOf("es") };
  // What was kept before the district said it otherwise is still read.
  const others = [...Object.values(mine), ...Object.values(libraries)];
  const make = (language: Language): Words => {
    const words = createWords(mine[language], language, others);
    return { ...words, shipped: shipped[language] };
  };
  return { wordsIn: { en: make("en"), es: make("es") }, broken };
}

/** Which placeholders a text may hold: what the code fills in, or what the product's own template says. */
export function allowedIn(shipped: WordsIn, key: string): readonly string[] | undefined {
  const table: Readonly<Record<string, readonly string[]>> = slots;
  if (Object.hasOwn(table, key)) return table[key];
  const texts = textsAt(shipped, key);
  // A text of the library that nothing says is none that anybody could reword.
  if (texts.length === 0 || !key.includes(":")) return undefined;
  return [...new Set(texts.flatMap(placeholdersOf))];
}

/** What is wrong with a district's text, looked at as start-up looks at the product's; undefined for nothing. */
export function findFault(shipped: WordsIn, { key, text }: OwnText): TextFault | undefined {
  const allowed = allowedIn(shipped, key);
  if (!allowed) return { fault: "no_such_text" };
  if (text.trim() === "") return { fault: "empty" };
  const forms = readForms(text);
  if (!forms) return { fault: "braces" };
  const unknown = forms.find(({ name }) => !allowed.includes(name));
  if (unknown) return { fault: "unknown", name: unknown.name };
  const counted = new Set(
    textsAt(shipped, key)
      .flatMap(formsOf)
      .filter(({ form }) => form === "plural")
      .map(({ name }) => name),
  );
  const odd = forms.find(
    ({ name, form }) => form === "other" || (form === "plural" && !counted.has(name)),
  );
  return odd && { fault: "form", name: odd.name };
}

const QUOTED_BRACE = /'[{}]/;
const OPTIONAL_SIGN = /\[\[|\]\]/g;

/** Undefined where a brace or a bracket has no partner. */
function readForms(text: string): ReturnType<typeof formsOf> | undefined {
  if (QUOTED_BRACE.test(text) || !hasPairs(text)) return undefined;
  try {
    // Each part that may be left out must be whole by itself, and so must what is around it.
    for (const part of text.split(OPTIONAL_SIGN)) placeholdersOf(part);
    return formsOf(text);
  } catch {
    return undefined;
  }
}

/** "[[" and "]]" take turns, each pair in one line. */
function hasPairs(text: string): boolean {
  const signs = text.match(OPTIONAL_SIGN) ?? [];
  const isOneLine = text
    .split(OPTIONAL_SIGN)
    .every((part, at) => at % 2 === 0 || !part.includes("\n"));
  const taken = signs.every((sign, at) => sign === (at % 2 ? "]]" : "[["));
  return signs.length % 2 === 0 && taken && isOneLine;
}

function textsAt(shipped: WordsIn, key: string): readonly string[] {
  return languages.flatMap((language) => {
    const text = phrasesIn(shipped[language].library).get(key);
    return text === undefined ? [] : [text];
  });
}

const listed = new WeakMap<Library, ReadonlyMap<string, string>>();

/** A library's texts by key; listed once. */
export function phrasesIn(library: Library): ReadonlyMap<string, string> {
  const known = listed.get(library);
  if (known) return known;
  const found = new Map(phrasesOf(library).map(({ key, text }) => [key, text]));
  listed.set(library, found);
  return found;
}
