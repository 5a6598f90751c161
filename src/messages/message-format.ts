import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "#domain/language.ts";

/** How numbers, days and plurals are written in each language. */
export const locales: Readonly<Record<Language, string>> = { en: "en-US", es: "es-US" };

export type Fillings = Readonly<Record<string, string | undefined>>;

type Element = ReturnType<IntlMessageFormat["getAst"]>[number];

const OPTIONAL = /\[\[(.*?)\]\]/g;
const SPACES = / {2,}/g;
/** A sentence that ends with "a.m." ends there. */
const DOUBLE_STOP = /(?<=[ \d])([ap]\. ?m\.)\.(?!\.)/g;
const BRACE = /[{}]/;
/** ICU's own types of an element: a text, and the number inside a plural. */
const [LITERAL, ARGUMENT, PLURAL, POUND] = [0, 1, 6, 7] as const;

/** A text with nothing but names in braces, as most are: its names are seen without ICU. */
const PLAIN = /^(?:[^{}]|(?<!')\{\w+\})*$/;
const NAME = /\{(\w+)\}/g;
const SIGNS = /\[\[|\]\]/g;

/** Made when a text is first said: start-up looks at thousands, and says few. */
const formats = new Map<string, IntlMessageFormat>();
const namesOf = new Map<string, readonly string[]>();

/**
 * Fills a text: "{name}", "{count, plural, one {# school} other {# schools}}". An optional [[part]] is
 * left out when one of its placeholders has no value; any other without a value says nothing.
 * Throws SyntaxError for a brace without its partner.
 */
export function formatMessage(template: string, values: Fillings, language: Language): string {
  const whole = template.replace(OPTIONAL, (_all, part: string) => {
    const missing = placeholdersOf(part).some((name) => values[name] === undefined);
    return missing ? "" : part;
  });
  const names = readNames(whole);
  const filled = formatIn(whole, language).format<string>(
    Object.fromEntries(names.map((name) => [name, values[name] ?? ""])),
  );
  const text = typeof filled === "string" ? filled : filled.join("");
  return text.replace(SPACES, " ").replace(DOUBLE_STOP, "$1").trim();
}

/** The names of a text's placeholders, each once, in their order. Throws SyntaxError as `formatMessage`. */
export function placeholdersOf(text: string): readonly string[] {
  return readNames(text.replace(SIGNS, ""));
}

/** A placeholder as it is written: "{name}", a plural of it, or another form that ICU knows. */
export interface WrittenForm {
  readonly name: string;
  readonly form: "plain" | "plural" | "other";
}

/** Each placeholder of a text, each time it is written. Throws SyntaxError as `formatMessage`. */
export function formsOf(text: string): readonly WrittenForm[] {
  const whole = text.replace(SIGNS, "");
  readNames(whole);
  return formatIn(whole, "en").getAst().flatMap(formsIn);
}

function formsIn(element: Element): readonly WrittenForm[] {
  if (element.type === LITERAL || element.type === POUND) return [];
  const inside =
    "options" in element
      ? Object.values(element.options).flatMap(({ value }) => value.flatMap(formsIn))
      : [];
  const plural = element.type === PLURAL ? "plural" : "other";
  return [{ name: element.value, form: element.type === ARGUMENT ? "plain" : plural }, ...inside];
}

function formatIn(text: string, language: Language): IntlMessageFormat {
  const key = `${language} ${text}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true });
  formats.set(key, format);
  return format;
}

function readNames(text: string): readonly string[] {
  const known = namesOf.get(text);
  if (known) return known;
  const all = PLAIN.test(text)
    ? [...text.matchAll(NAME)].map(([, name = ""]) => name)
    : formatIn(text, "en").getAst().flatMap(namesIn);
  const names = [...new Set(all)];
  namesOf.set(text, names);
  return names;
}

function namesIn(element: Element): readonly string[] {
  if (element.type === LITERAL) {
    if (BRACE.test(element.value)) throw new SyntaxError("A brace without its partner.");
    return [];
  }
  if (element.type === POUND) return [];
  const inside =
    "options" in element
      ? Object.values(element.options).flatMap(({ value }) => value.flatMap(namesIn))
      : [];
  return [element.value, ...inside];
}
