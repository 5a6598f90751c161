import type { Language } from "#domain/language.ts";
import { wordsOf } from "./languages.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** In which language the bot writes to somebody, and whether they chose it. */
export interface OwnLanguage {
  readonly language: Language;
  readonly chosen: boolean;
}

/**
 * `/pl language`: from now on everything is said in the chosen language; "auto" follows the person's own
 * program again, and undefined changes nothing. Throws NOT_ALLOWED.
 */
export async function chooseLanguage(
  product: Product,
  act: Act,
  choice?: Language | "auto",
): Promise<OwnLanguage> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* tx.roster.guardPerson(act.person);
    yield* requireRight(work, act, "chooseLanguage");
    const before = yield* tx.roster.getPreferences(act.person);
    if (choice === undefined) return { language: product.words.language, chosen: isChosen(before) };
    const language = choice === "auto" ? undefined : choice;
    yield* tx.roster.savePreferences(act.person, { ...before, language });
    return {
      language: (yield* wordsOf(work, act.person)).language,
      chosen: isChosen({ language }),
    };
  });
}

function isChosen({ language }: { readonly language?: Language | undefined }): boolean {
  return language !== undefined;
}
