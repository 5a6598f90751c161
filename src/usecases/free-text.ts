import { heldWords } from "#messages/held-words.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import { findHeld } from "./check-line.ts";
import type { Work } from "./product.ts";

const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** Too long, or something that may name a student. */
export function* freeTextProblem(
  work: Work,
  text: string,
  most: number,
): Steps<string | undefined> {
  const { words } = work.product;
  if ([...text].length > most) return words.say("praise_too_long", { most: String(most) });
  const held = yield* findHeld(work, text);
  return held && heldWords(words, held);
}

/** What a message cannot quote as it is: it stands in the middle of other sentences. */
export function quoteProblem(words: Words, text: string, signs: RegExp): string | undefined {
  if (LINE_BREAK.test(text)) return words.say("wave_error_one_line", {});
  const word = signs.exec(text)?.[0];
  return word && words.say("wave_error_name_sign", { word });
}
