import type { PersonId } from "#domain/ids.ts";
import { type Language, toLanguage } from "#domain/language.ts";
import type { Words } from "#messages/words.ts";
import type { Card, Form, Page } from "#ports/card.ts";
import type { Address } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "./product.ts";

/** The words in which somebody reads what others send them: their own choice, or their program's language. */
export function* wordsOf({ tx, product }: Work, person: PersonId): Steps<Words> {
  const language = yield* tx.roster.findLanguage(person);
  return product.wordsIn[language ?? "en"];
}

/** The same work, in the words that somebody reads: for what is written to them, whoever acts. */
export function* workFor(work: Work, person: PersonId): Steps<Work> {
  return { ...work, product: { ...work.product, words: yield* wordsOf(work, person) } };
}

/** The words of whoever reads the messages at an address; those of a channel where it is one. */
export function* wordsAt(work: Work, { platform, workspace, conversation }: Address): Steps<Words> {
  if (conversation.kind !== "account") return channelWords(work);
  const account = { platform, workspace, account: conversation.id };
  const reader = yield* work.tx.roster.findPersonByAccount(account);
  return reader ? yield* wordsOf(work, reader.id) : channelWords(work);
}

/** The words of what everybody in a channel reads, whoever acts. */
export function channelWords({ product }: Pick<Work, "product">): Words {
  return product.wordsIn.en;
}

/** All words that somebody may have read or typed: in each language, the district's own and the product's. */
export function everyWords({ wordsIn }: Pick<Product, "wordsIn">): readonly Words[] {
  return Object.values(wordsIn).flatMap((words) =>
    words.shipped ? [words, words.shipped] : [words],
  );
}

/** The same product, for somebody who reads this language. */
export function inLanguage(product: Product, language: Language): Product {
  return { ...product, words: product.wordsIn[language] };
}

/** The same for somebody of whom only what their program speaks is known. */
export function inLocale(product: Product, locale: string | undefined): Product {
  return inLanguage(product, toLanguage(locale ?? "") ?? "en");
}

/** A card with a note of its language, for what the platform's adapter adds to it. */
export function writtenIn<T extends Card | Form | Page>({ language }: Words, written: T): T {
  return language === "en" ? written : { ...written, language };
}
