import { monthOf } from "#domain/months.ts";
import { endSentence } from "#domain/plain-text.ts";
import { firstName, type Person } from "#domain/roster.ts";
import type { AnswerKind } from "#domain/wave.ts";
import type { Card } from "#ports/card.ts";
import { pollCard, type WaveFacts } from "./invitation-cards.ts";
import type { Words } from "./words.ts";

export interface Reinviting {
  readonly principal: Person;
  readonly said: AnswerKind;
  /** The local day on which it was said, and today. */
  readonly saidOn: string;
  readonly today: string;
  readonly code: string | undefined;
  /** What changed since, as a person wrote it. */
  readonly changed: string;
  /** A colleague's words, quoted; undefined where none fits. */
  readonly story: string | undefined;
}

/** The question asked again: it quotes what the school said and when, and what has changed since. */
export function reinvitationCard(words: Words, facts: WaveFacts, asked: Reinviting): Card {
  const { wave } = facts;
  const label = words.library.pitfalls.find(({ code }) => code === asked.code)?.label;
  const values = {
    principal_first: firstName(asked.principal),
    first_answer_month: words.month(monthOf(asked.saidOn), asked.today),
    what_changed: endSentence(asked.changed),
    wave_name: wave.name,
    start_month: words.kept(wave.startMonth),
  };
  const text = reason(words, asked, { ...values, pitfall_label: label });
  const parts = asked.story === undefined ? [text] : [text, asked.story];
  return pollCard(words, facts, { title: wave.name, text: parts.join("\n") });
}

interface Values {
  readonly principal_first: string;
  readonly first_answer_month: string;
  readonly what_changed: string;
  readonly wave_name: string;
  readonly start_month: string;
  readonly pitfall_label: string | undefined;
}

function reason(words: Words, { said }: Reinviting, values: Values): string {
  if (said === "no") return words.say("reinvite_no", values);
  if (values.pitfall_label === undefined) return words.say("reinvite_plain", values);
  return words.say("reinvite", values);
}
