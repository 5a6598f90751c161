import type { Correction, Deciding } from "#domain/expedition.ts";
import type { CorrectionId, ExpeditionId } from "#domain/ids.ts";
import type { Card, Form, Option } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

export const CORRECTION_LENGTH = 300;

/** In which somebody of the school says what is not right. */
export function correctForm(
  words: Words,
  { id, expedition }: { readonly id: CorrectionId; readonly expedition: ExpeditionId },
): Form {
  return {
    id: "correct-expedition" satisfies FormId,
    title: words.say("correct_title", {}),
    submit: words.say("correct_submit", {}),
    context: [expedition, id].join("|"),
    fields: [
      {
        type: "text",
        name: "line",
        label: words.say("correct_field", {}),
        help: words.say("correct_help", {}),
        required: true,
        maxLength: CORRECTION_LENGTH,
        multiline: true,
      },
    ],
  };
}

export interface CorrectionAsked {
  readonly correction: Pick<Correction, "id" | "text">;
  readonly school: string;
  readonly day: string;
  readonly deciding: Deciding;
}

/** To those who decide: what somebody says, and who it was stays unsaid. */
export function correctionCard(words: Words, asked: CorrectionAsked): Card {
  const { correction, school, day, deciding } = asked;
  const said = words.say("correction_says", { text: correction.text });
  const about = words.say("correction_text", { school, day: words.day(day) });
  return {
    title: words.say("correction_title", { school }),
    text: [about, said].join("\n"),
    buttons: correctionButtons(words, correction.id, deciding),
    context: words.say("correction_context", {}),
    fallback: about,
  };
}

/** Change or keep; who was not there sees no note, and takes everything out or nothing. */
export function correctionButtons(words: Words, id: CorrectionId, deciding: Deciding) {
  return [
    deciding === "notes"
      ? button(words.say("button_change_found", {}), "change-found", [id])
      : button(words.say("button_empty_found", {}), "empty-found", [id]),
    button(words.say("button_keep_found", {}), "keep-found", [id]),
  ];
}

/** What the notes of a visit hold, to take something out. */
export interface FoundInVisit {
  readonly correction: Pick<Correction, "id" | "text">;
  readonly lookFors: readonly string[];
  readonly notes: readonly { readonly lookFor: string; readonly note: string }[];
}

/** What is taken out. */
export interface TakenOut {
  readonly lookFors: readonly string[];
  /** Look-fors that keep everything but their line. */
  readonly notes: readonly string[];
}

/** What is taken out of the notes, with what was said above it. */
export function changeFoundForm(words: Words, found: FoundInVisit): Form {
  const { correction, lookFors, notes } = found;
  const looks = words.library.lookFors
    .filter(({ id }) => lookFors.includes(id))
    .map(({ id, statement }): Option => ({ value: id, label: statement }));
  const lines = [...new Map(notes.map((each) => [each.lookFor, each.note]))].map(
    ([value, label]): Option => ({ value, label }),
  );
  const choices = { type: "choices", required: false } as const;
  const fields = [
    { ...choices, name: "looks", label: words.say("change_found_looks", {}), options: looks },
    { ...choices, name: "lines", label: words.say("change_found_lines", {}), options: lines },
  ];
  return {
    id: "change-found" satisfies FormId,
    title: words.say("change_found_title", {}),
    submit: words.say("change_found_submit", {}),
    context: correction.id,
    note: words.say("correction_says", { text: correction.text }),
    fields: fields
      .filter(({ options }) => options.length > 0)
      .map((field) => ({ ...field, most: field.options.length })),
  };
}

export interface CorrectionEnd {
  readonly outcome: Correction["outcome"];
  /** Who decided. */
  readonly by: string;
  readonly day: string;
}

/** To whoever said that something is not right. */
export function settledCard(words: Words, { outcome, by, day }: CorrectionEnd): Card {
  const key = outcome === "changed" ? "correction_changed" : "correction_kept";
  const text = words.say(key, { person: by, day: words.day(day) });
  return { title: words.say("correction_answer_title", {}), text, fallback: text };
}
