import type { KnownNames } from "#domain/known-names.ts";
import type { Language } from "#domain/language.ts";
import type { Finding, PhraseKind } from "#domain/lint-words.ts";
import { lintPhrase } from "#domain/lint-words.ts";
import type { OwnText } from "#domain/own-library.ts";
import english from "./content/placeholders.en.json" with { type: "json" };
import spanish from "./content/placeholders.es.json" with { type: "json" };
import { type Fillings, formatMessage, placeholdersOf } from "./message-format.ts";
import { allowedIn, findFault, phrasesIn, type TextFault } from "./reword-words.ts";
import type { Words } from "./words.ts";

/** A placeholder in plain words, and what may stand there. */
export interface Placeholder {
  readonly name: string;
  /** "" for one that nobody explained. */
  readonly means: string;
  readonly example: string;
}

type Explained = Readonly<Record<string, Omit<Placeholder, "name"> | undefined>>;

const explained: Readonly<Record<Language, Explained>> = { en: english, es: spanish };

/** What is wrong with a text of the district's own: it cannot be said, or it does not read well. */
export interface PhraseCheck {
  readonly fault: TextFault | undefined;
  /** Placeholders of the product's words that it does not say. */
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
  /** How it reads with examples in it; "" where it cannot be said. */
  readonly example: string;
  /** The same without any name in it, for the guard. */
  readonly plain: string;
}

const FORM_TITLE = /form(?:_\w+)?_title$/;
const TITLE = /(?:_title|:title|:subject)$/;
const BUTTON = /(?:^|_)button_|_button$|^(?:answer|pulse:answer|signal):/;
const LABEL = /^(?:practice:[^:]+|pitfall:[^:]+|praise:[^:]+:label)$/;
const REMINDER = /^(?:reminder_\d|reinvite|weekly_praise_ask)$/;

/** By what a text is measured, as its name tells. */
export function kindOf(key: string): PhraseKind {
  if (FORM_TITLE.test(key)) return "form_title";
  if (TITLE.test(key)) return "title";
  if (BUTTON.test(key)) return "button";
  if (LABEL.test(key)) return "label";
  return REMINDER.test(key) ? "reminder" : "message";
}

/** The placeholders that a text may hold, explained in a language. */
export function explainPlaceholders(
  shipped: Readonly<Record<Language, Words>>,
  key: string,
  language: Language,
): readonly Placeholder[] {
  return (allowedIn(shipped, key) ?? []).map((name) => ({ name, ...explain(name, language) }));
}

function explain(name: string, language: Language): Omit<Placeholder, "name"> {
  const table = explained[language];
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  return known ?? { means: "", example: name.replaceAll("_", " ") };
}

/** A text as somebody would read it; `own` says what is true here, such as a school's name. */
function sayExample(text: string, language: Language, own: Fillings = {}): string {
  const values = placeholdersOf(text).map((name): [string, string] => [
    name,
    own[name] ?? explain(name, language).example,
  ]);
  return formatMessage(text, Object.fromEntries(values), language);
}

/** What the check has to know beside the text. */
export interface CheckedIn {
  readonly shipped: Readonly<Record<Language, Words>>;
  readonly known: KnownNames;
  readonly own: Fillings;
}

/** Looks at a text as start-up looks at the product's, and as a person would read it. */
export function checkPhrase(text: OwnText, { shipped, known, own }: CheckedIn): PhraseCheck {
  const fault = findFault(shipped, text);
  if (fault) return { fault, missing: [], findings: [], example: "", plain: "" };
  const { key, language } = text;
  const before = phrasesIn(shipped[language].library).get(key) ?? "";
  const said = placeholdersOf(text.text);
  const missing = [...new Set(placeholdersOf(before))].filter((name) => !said.includes(name));
  // Names in the example are nobody's.
  const nothing = Object.fromEntries(said.map((name) => [name, NOTHING[language]]));
  const plain = formatMessage(text.text, nothing, language);
  const findings = lintPhrase(kindOf(key), plain, { language, known });
  return { fault, missing, findings, example: sayExample(text.text, language, own), plain };
}

const NOTHING: Readonly<Record<Language, string>> = { en: "it", es: "eso" };
