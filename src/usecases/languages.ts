import type { PersonId } from "#domain/ids.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The words in which somebody reads what others send them: their own choice, or their program's language. */
export function* wordsOf({ tx, product }: Work, person: PersonId): Steps<Words> {
  const language = yield* tx.roster.findLanguage(person);
  return product.wordsIn[language ?? "en"];
}

/** The words of what everybody in a channel reads, whoever acts. */
export function channelWords({ product }: Pick<Work, "product">): Words {
  return product.wordsIn.en;
}
