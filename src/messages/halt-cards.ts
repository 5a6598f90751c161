import type { Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import { momentWords } from "./alarm-cards.ts";
import type { Words } from "./words.ts";

/** Before everything is stopped: what it does, and the second press. */
export function haltCard(words: Words, waiting: number): Card {
  const text = words.say("halt_text", { count: String(waiting) });
  const yes = button(words.say("halt_yes", {}), "confirm-halt");
  return {
    title: words.say("halt_title", {}),
    text: [text, words.say("halt_who", {})].join("\n"),
    buttons: [{ ...yes, style: "primary" }, button(words.say("halt_no", {}), "keep-as-is")],
    fallback: text,
  };
}

/** Since when, and by whom; undefined for the server's command line. */
export interface HaltFacts {
  readonly since: Date;
  readonly who: string | undefined;
  readonly zone: string;
}

/** For leads: nothing goes out, and who may change that. */
export function haltedCard(words: Words, { since, who, zone }: HaltFacts): Card {
  const text = words.say("halt_home_text", haltValues(words, { since, who, zone }));
  return { title: words.say("halt_home_title", {}), text, fallback: text };
}

/** The same as a line among others. */
export function haltedFields(words: Words, halted: HaltFacts | undefined): readonly Field[] {
  if (!halted) return [];
  const { title = "", text } = haltedCard(words, halted);
  return [{ label: title, value: text }];
}

/** What is said to whoever stops what is stopped. */
export function alreadyHalted(words: Words, facts: HaltFacts): string {
  return words.say("halt_already", haltValues(words, facts));
}

function haltValues(words: Words, { since, who, zone }: HaltFacts) {
  return {
    when: momentWords(words, since, zone),
    who: who ?? words.say("halt_by_command", {}),
  };
}
