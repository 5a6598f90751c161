import type { DistrictId } from "#domain/ids.ts";
import { toKnownNames } from "#domain/known-names.ts";
import { type Language, languages } from "#domain/language.ts";
import { type Finding, lintIdea } from "#domain/lint-words.ts";
import { phrasesOf } from "#domain/phrases.ts";
import { type CheckedIn, checkPhrase } from "#messages/own-phrase.ts";
import { allowedIn } from "#messages/reword-words.ts";
import { shippedWords } from "./district-words.ts";
import { readIdeas } from "./list-ideas.ts";
import type { Product } from "./product.ts";

/** Why a text cannot be said, and the placeholder that is to blame. */
export interface CannotSay {
  readonly fault: string;
  readonly name?: string | undefined;
}

/** A text or an idea in which something was found. */
export interface LintedText {
  readonly language: Language;
  /** A text's key, or "idea:T01". */
  readonly key: string;
  /** Undefined for the product's own. */
  readonly district?: DistrictId | undefined;
  readonly fault: CannotSay | undefined;
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
}

export interface LintReport {
  /** How many texts and ideas were looked at, in all languages. */
  readonly looked: number;
  readonly found: readonly LintedText[];
}

/** A text to look at, such as a line of a file. */
export interface TextToLint {
  readonly language: Language;
  readonly key: string;
  readonly text: string;
}

/** Looks at every text and idea of the product, and at every district's own. */
export async function lintLibrary(product: Product): Promise<LintReport> {
  const shipped = shippedWords(product);
  const texts = languages.flatMap((language) =>
    phrasesOf(shipped[language].library)
      .filter(({ key }) => allowedIn(shipped, key) !== undefined)
      .map((phrase) => ({ ...phrase, language })),
  );
  const own = lintTexts(product, texts);
  const ideas = languages.flatMap((language) =>
    shipped[language].library.nudges.map((idea) => ({
      ...NOTHING,
      language,
      key: `idea:${idea.id}`,
      findings: lintIdea(idea, { language }),
    })),
  );
  const reports = [own, toReport(ideas)];
  for (const district of await product.store.listDistricts()) {
    reports.push(await lintDistrict(product, district));
  }
  return {
    looked: reports.reduce((sum, { looked }) => sum + looked, 0),
    found: reports.flatMap(({ found }) => found),
  };
}

const NOTHING = { fault: undefined, missing: [] } as const;

/** Looks at given texts as if a district had written them. */
export function lintTexts(product: Product, texts: readonly TextToLint[]): LintReport {
  const desk: CheckedIn = { shipped: shippedWords(product), known: toKnownNames([]), own: {} };
  return toReport(
    texts.map((text) => {
      const { fault, missing, findings } = checkPhrase(text, desk);
      return { language: text.language, key: text.key, fault, missing, findings };
    }),
  );
}

async function lintDistrict(product: Product, district: DistrictId): Promise<LintReport> {
  const { texts, ideas } = await product.store.read(district, function* (tx) {
    const work = { tx, product, now: product.clock.now() };
    return { texts: yield* tx.serving.listOwnTexts(), ideas: yield* readIdeas(work) };
  });
  const own = lintTexts(product, texts);
  const linted = ideas
    .filter(({ origin }) => origin !== "product")
    .flatMap(({ facts, words }) =>
      languages.flatMap((language) => {
        const said = words[language];
        const findings = said ? lintIdea(said, { language }) : [];
        return [{ ...NOTHING, language, key: `idea:${facts.id}`, findings }];
      }),
    );
  const report = toReport(linted);
  const found = [...own.found, ...report.found].map((one) => ({ ...one, district }));
  return { looked: own.looked + report.looked, found };
}

function toReport(all: readonly LintedText[]): LintReport {
  const found = all.filter(
    ({ fault, missing, findings }) => fault || missing.length > 0 || findings.length > 0,
  );
  return { looked: all.length, found };
}
