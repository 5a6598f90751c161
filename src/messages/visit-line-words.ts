import { holdLineOf } from "#domain/praise-coach.ts";
import type { HeldWhy } from "#domain/private-text.ts";
import type { VisitLineWhy } from "#domain/visit-line.ts";
import { heldWords } from "./held-words.ts";
import type { Words } from "./words.ts";

export interface HeldOnVisit {
  readonly why: HeldWhy | VisitLineWhy;
  /** As they were typed. */
  readonly words: readonly string[];
}

/** Why a line about a visit was not kept, and what to write instead. */
export function visitLineWords(words: Words, { why, words: held }: HeldOnVisit): string {
  const names = words.list(held);
  switch (why) {
    case "name":
    case "student_name":
      return words.say("visit_line_name", { names });
    case "room":
      return words.say("visit_line_room", { names });
    case "score":
      return words.say("visit_line_judged", { names });
    default:
      return heldWords(words, { line: holdLineOf(why), names: held, why, mayVouch: false });
  }
}
