import type { Language } from "#domain/language.ts";
import { fold } from "#domain/names.ts";
import type { Reply } from "#ports/chat.ts";
import { chooseLanguage } from "#usecases/choose-language.ts";
import { say, type Talk } from "./talk.ts";

/** How people call each language, folded. */
const NAMES: Readonly<Record<string, Language | "auto">> = {
  en: "en",
  english: "en",
  ingles: "en",
  es: "es",
  espanol: "es",
  castellano: "es",
  spanish: "es",
  auto: "auto",
  automatic: "auto",
  automatico: "auto",
};

/** The language that somebody names, in either language; undefined for none. */
export function readLanguageName(typed: string): Language | "auto" | undefined {
  const name = fold(typed);
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

/** `/pl language`, `/pl language español`, `/pl language auto`; answered in the language that counts now. */
export async function language({ product, act }: Talk, rest: string): Promise<Reply> {
  const choice = readLanguageName(rest);
  if (choice === undefined && fold(rest) !== "") {
    return say(product.words.say("language_unknown", {}));
  }
  const own = await chooseLanguage(product, act, choice);
  const words = product.wordsIn[own.language];
  return say(words.say(own.chosen ? "language_chosen" : "language_followed", {}));
}
