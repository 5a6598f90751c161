import { type Language, languages } from "#domain/language.ts";
import type { PhraseKind } from "#domain/lint-words.ts";
import { fold } from "#domain/names.ts";
import type { OwnText } from "#domain/own-library.ts";
import { explainPlaceholders, kindOf, type Placeholder } from "#messages/own-phrase.ts";
import { allowedIn, phrasesIn } from "#messages/reword-words.ts";
import type { Steps } from "#ports/steps.ts";
import { listBroken, shippedWords } from "./district-words.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

type InLanguages = Readonly<Record<Language, string>>;

/** One text of the bot, as the product says it and as the district does. */
export interface OwnPhrase {
  readonly key: string;
  readonly kind: PhraseKind;
  readonly shipped: InLanguages;
  /** "" where the product's words stand. */
  readonly own: InLanguages;
  /** In these languages the own words cannot be said any more, and the product's stand. */
  readonly broken: readonly Language[];
}

export interface WordsList {
  readonly phrases: readonly OwnPhrase[];
  /** How many more were found than are shown. */
  readonly more: number;
  readonly pages: MyPages;
}

/** What people look for first, before they have typed anything. */
const OFTEN: ReadonlySet<string> = new Set([
  "invite_title",
  "invite",
  "reminder_1",
  "reminder_2",
  "reminder_3",
  "thank_you_yes",
  "thank_you_no",
  "weekly_praise_ask",
  "help_title",
  "answer:yes",
]);
const MOST_SHOWN = 40;

/**
 * The texts that hold every word that was typed, in their name or in what they say; without any the
 * district's own and those that districts change first. Throws NOT_ALLOWED.
 */
export async function listWords(
  product: Product,
  actor: Actor,
  search: string,
): Promise<WordsList> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, actor, "listWords");
    const all = yield* readAll(work);
    const asked = fold(search)
      .split(" ")
      .filter((word) => word !== "");
    const found = asked.length === 0 ? all.filter(isFirst) : all.filter((one) => holds(one, asked));
    const sorted = found.toSorted((a, b) => Number(hasOwn(b)) - Number(hasOwn(a)));
    const phrases = sorted.slice(0, MOST_SHOWN);
    const pages = yield* readPages(work, me);
    return { phrases, more: found.length - phrases.length, pages };
  });
}

/** A text with what may stand in it. */
export interface PhraseToChange {
  readonly phrase: OwnPhrase;
  readonly placeholders: readonly Placeholder[];
  readonly pages: MyPages;
}

/** One text to change; undefined for one that there is not. Throws NOT_ALLOWED. */
export async function readPhrase(
  product: Product,
  actor: Actor,
  key: string,
): Promise<PhraseToChange | undefined> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, actor, "readPhrase");
    const phrase = (yield* readAll(work)).find((one) => one.key === key);
    if (!phrase) return undefined;
    const shipped = shippedWords(product);
    const placeholders = explainPlaceholders(shipped, key, product.words.language);
    return { phrase, placeholders, pages: yield* readPages(work, me) };
  });
}

/** Every text that may be reworded, in the library's order. */
function* readAll(work: Work): Steps<readonly OwnPhrase[]> {
  const shipped = shippedWords(work.product);
  const own = yield* work.tx.serving.listOwnTexts();
  const broken = yield* listBroken(work);
  const texts = { en: phrasesIn(shipped.en.library), es: phrasesIn(shipped.es.library) };
  const keys = [...texts.en.keys()].filter((key) => allowedIn(shipped, key) !== undefined);
  return keys.map((key) => ({
    key,
    kind: kindOf(key),
    shipped: { en: texts.en.get(key) ?? "", es: texts.es.get(key) ?? "" },
    own: { en: textOf(own, key, "en"), es: textOf(own, key, "es") },
    broken: languages.filter((language) => textOf(broken, key, language) !== ""),
  }));
}

function textOf(own: readonly OwnText[], key: string, language: Language): string {
  return own.find((one) => one.key === key && one.language === language)?.text ?? "";
}

function hasOwn({ own }: OwnPhrase): boolean {
  return own.en !== "" || own.es !== "";
}

function isFirst(phrase: OwnPhrase): boolean {
  return hasOwn(phrase) || OFTEN.has(phrase.key);
}

function holds({ key, shipped, own }: OwnPhrase, asked: readonly string[]): boolean {
  const all = fold([key, ...Object.values(shipped), ...Object.values(own)].join(" "));
  return asked.every((word) => all.includes(word));
}
