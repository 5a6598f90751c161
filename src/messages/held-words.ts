import type { HoldLine } from "#domain/praise-coach.ts";
import type { HeldWhy } from "#domain/private-text.ts";
import type { Words } from "./words.ts";

interface Held {
  readonly line: HoldLine;
  readonly names: readonly string[];
  readonly why: HeldWhy;
  readonly mayVouch: boolean;
}

/** Why a line was not kept: which words of it, what they may be, and what to do. */
export function heldWords(words: Words, held: Held): string {
  const reason = words.library.coachLines[held.line] ?? "";
  if (held.names.length === 0) return reason;
  const names = words.list(held.names);
  return words.say(textOf(held), { names, count: String(held.names.length), reason });
}

function textOf({ why, mayVouch }: Held) {
  if (why === "student_name") return mayVouch ? "held_names" : "held_student";
  return why === "student_id" ? "held_number" : "held_private";
}
