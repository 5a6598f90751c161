import type { HoldLine } from "#domain/praise-coach.ts";
import type { Words } from "./words.ts";

interface Held {
  readonly line: HoldLine;
  readonly names: readonly string[];
}

/** Why a line was not kept, and which words of it may be a student's name. */
export function heldWords(words: Words, { line, names }: Held): string {
  const reason = words.library.coachLines[line] ?? "";
  if (names.length === 0) return reason;
  return words.say("held_names", { names: words.list(names), reason });
}
