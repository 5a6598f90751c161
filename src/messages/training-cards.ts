import type { TrainingSession } from "#domain/content.ts";
import type { Evidence, MadeChange } from "#domain/training.ts";
import type { Button, Card, Form, FormField } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import { evidenceWords, heardWords } from "./evidence-words.ts";
import type { Words } from "./words.ts";

/** Why a training is not offered, or what was heard and changed: two short sentences. */
export const CHANGE_LENGTH = 300;
/** More is not decided between two calls. */
const MOST_SHOWN = 3;

interface Suggested {
  readonly session: TrainingSession;
  readonly evidence: readonly Evidence[];
}

export interface TrainingView {
  readonly suggestions: readonly Suggested[];
  /** Accepted, and not yet said to anybody. */
  readonly drafts: readonly MadeChange[];
}

/** `/pl training`: what is worth offering, and why; a person decides. */
export function trainingCard(words: Words, { suggestions, drafts }: TrainingView): Card {
  const shown = suggestions.slice(0, MOST_SHOWN);
  const rest = suggestions.length - shown.length;
  const text = [
    ...shown.map((each, at) => suggestionText(words, each, at + 1)),
    ...(rest > 0 ? [words.say("training_more", { count: String(rest) })] : []),
    ...(shown.length === 0 ? [words.say("training_none", {})] : []),
    ...(drafts.length > 0 ? [words.say("training_drafts", { count: String(drafts.length) })] : []),
  ].join("\n");
  return {
    title: words.say("training_title", {}),
    text,
    buttons: [
      ...shown.flatMap((each, at) => decisions(words, each, at + 1)),
      ...draftButtons(words, drafts),
    ],
    context: words.say("training_context", {}),
    fallback: text.replaceAll("\n", " "),
  };
}

function suggestionText(words: Words, { session, evidence }: Suggested, n: number): string {
  return words.say("training_item", {
    n: String(n),
    session_title: session.title,
    minutes: String(session.minutes),
    evidence: words.list(evidence.map((each) => evidenceWords(words, each))),
  });
}

function decisions(words: Words, { session }: Suggested, at: number): readonly Button[] {
  const n = String(at);
  const spoken = { n, session_title: session.title };
  return [
    {
      ...button(words.say("button_training_accept", { n }), "accept-training", [session.id]),
      spoken: words.say("button_training_accept_spoken", spoken),
    },
    {
      ...button(words.say("button_training_dismiss", { n }), "dismiss-training", [session.id]),
      spoken: words.say("button_training_dismiss_spoken", spoken),
    },
  ];
}

function draftButtons(words: Words, drafts: readonly MadeChange[]): readonly Button[] {
  return drafts
    .slice(0, 1)
    .map(({ id }) => button(words.say("button_change_say", {}), "open-change", [id]));
}

/** What "You said, we changed" says before a lead has touched it: everybody may read it. */
export function draftChange(
  words: Words,
  { session, evidence }: Suggested,
): Pick<MadeChange, "heard" | "changed"> {
  const counts = words.list(evidence.map((each) => heardWords(words, each)));
  const minutes = String(session.minutes);
  return {
    heard: words.say("change_heard_draft", { evidence: counts }),
    changed: words.say("change_changed_draft", { session_title: session.title, minutes }),
  };
}

/** A training was accepted: its draft waits to be said. */
export function acceptedCard(words: Words, session: TrainingSession, draft: string): Card {
  const text = words.say("training_accepted", { session_title: session.title });
  return {
    text,
    buttons: [button(words.say("button_change_say", {}), "open-change", [draft])],
    fallback: text,
  };
}

/** Why a training is not offered now. */
export function dismissForm(words: Words, session: TrainingSession): Form {
  return {
    id: "dismiss-training" satisfies FormId,
    title: words.say("training_dismiss_title", {}),
    submit: words.say("training_dismiss_submit", {}),
    context: session.id,
    note: session.title,
    fields: [line(words.say("training_dismiss_why", {}), "reason", "")],
  };
}

/** "You said, we changed", to be read once more before everybody reads it. */
export function changeForm(
  words: Words,
  change: Pick<MadeChange, "id" | "heard" | "changed"> | undefined,
): Form {
  return {
    id: "say-change" satisfies FormId,
    title: words.say("change_title", {}),
    submit: words.say("change_submit", {}),
    context: change?.id ?? "",
    note: words.say("change_note", {}),
    fields: [
      line(words.say("change_heard", {}), "heard", change?.heard ?? ""),
      line(words.say("change_changed", {}), "changed", change?.changed ?? ""),
    ],
  };
}

function line(label: string, name: string, value: string): FormField {
  const text = { type: "text", multiline: true, maxLength: CHANGE_LENGTH } as const;
  return { name, label, required: true, ...text, value };
}

interface SaidView {
  readonly changes: readonly MadeChange[];
  readonly isWriter: boolean;
}

/** `/pl changed`: what was heard and what was changed because of it. */
export function saidCard(words: Words, { changes, isWriter }: SaidView): Card {
  const text =
    changes.map(({ heard, changed }) => words.say("change_item", { heard, changed })).join("\n") ||
    words.say("changes_none", {});
  const [newest] = changes;
  const back = newest
    ? [button(words.say("button_change_back", {}), "withdraw-change", [newest.id])]
    : [];
  const write = button(words.say("button_change_write", {}), "open-change", [""]);
  return {
    title: words.say("changes_title", {}),
    text,
    buttons: isWriter ? [write, ...back] : [],
    fallback: text.replaceAll("\n", " "),
  };
}
