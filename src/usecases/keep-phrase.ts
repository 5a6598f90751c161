import { type Language, languages } from "#domain/language.ts";
import { checkPhrase, type PhraseCheck } from "#messages/own-phrase.ts";
import { allowedIn, phrasesIn } from "#messages/reword-words.ts";
import type { Steps } from "#ports/steps.ts";
import { renewWords, shippedWords } from "./district-words.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { findStudent, readWordsDesk } from "./words-desk.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** A text as the district wants to say it; "" gives the product's words back. */
export interface TypedPhrase {
  readonly key: string;
  readonly texts: Readonly<Record<Language, string>>;
  /** False only looks. */
  readonly keep: boolean;
}

export interface KeptPhrase {
  readonly kept: boolean;
  /** What was found; undefined for a language in which the product's words stand. */
  readonly checks: Readonly<Record<Language, PhraseCheck | undefined>>;
}

/**
 * Looks at the district's own words for a text, and keeps them if they may be said: then everybody reads
 * them from their next message on. Undefined for a text that there is not. Throws NOT_ALLOWED.
 */
export async function keepPhrase(
  product: Product,
  actor: Actor,
  typed: TypedPhrase,
): Promise<KeptPhrase | undefined> {
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, actor, "keepPhrase");
    if (!allowedIn(shippedWords(product), typed.key)) return undefined;
    const checks = { en: yield* check(work, typed, "en"), es: yield* check(work, typed, "es") };
    const kept = typed.keep && !languages.some((language) => isStopped(checks[language]));
    if (kept) yield* keep(work, actor, typed);
    return { kept, checks };
  });
}

/** True where a text must not be kept as it is. */
export function isStopped(check: PhraseCheck | undefined): boolean {
  if (!check) return false;
  return check.fault !== undefined || check.findings.some(({ level }) => level === "error");
}

function* check(
  work: Work,
  { key, texts }: TypedPhrase,
  language: Language,
): Steps<PhraseCheck | undefined> {
  const text = texts[language];
  if (isShipped(work.product, { key, text, language })) return undefined;
  const found = checkPhrase({ key, text, language }, yield* readWordsDesk(work));
  const students = yield* findStudent(work, found.plain);
  return { ...found, findings: [...students, ...found.findings] };
}

/** Nothing, or the very words of the product. */
function isShipped(
  product: Product,
  { key, text, language }: { key: string; text: string; language: Language },
): boolean {
  return text === "" || phrasesIn(shippedWords(product)[language].library).get(key) === text;
}

function* keep(work: Work, actor: Actor, { key, texts }: TypedPhrase): Steps<void> {
  for (const language of languages) {
    const said = { key, language, text: texts[language] };
    const text = isShipped(work.product, said) ? "" : said.text;
    yield* work.tx.serving.saveOwnText({ ...said, text }, work.now);
  }
  yield* renewWords(work);
  yield* writeAudit(work, {
    actor: actorOf(actor),
    action: "words_changed",
    subject: "district",
    facts: { key },
  });
}
