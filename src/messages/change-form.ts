import type { Pitfall } from "#domain/content.ts";
import type { Wave } from "#domain/wave.ts";
import type { Form, FormField } from "#ports/card.ts";
import type { FormId } from "./actions.ts";
import type { Words } from "./words.ts";

export const CHANGE_LENGTH = 300;
/** The field of what holds for everybody; the others are named by their pitfall. */
export const FOR_ALL = "all";
/** One text for all, and three for what was named most. */
export const MOST_OWN_CHANGES = 3;

export interface ChangeAsked {
  /** Schools of the wave that said "not yet" or "not this year" before. */
  readonly schoolCount: number;
  /** What most of them named first, and how many schools did. */
  readonly named: readonly { readonly pitfall: Pitfall; readonly count: number }[];
  readonly stamp: string;
}

/** What has changed since: a person writes it, and a re-invitation quotes it. */
export function changeForm(words: Words, wave: Wave, asked: ChangeAsked): Form {
  const count = String(asked.schoolCount);
  return {
    id: "what-changed" satisfies FormId,
    title: words.say("changed_title", {}),
    submit: words.say("changed_submit", {}),
    context: `${wave.id}|${asked.stamp}`,
    note: words.say("changed_note", { count, wave_name: wave.name }),
    fields: [
      {
        ...text(FOR_ALL, wave.changes?.[""]),
        label: words.say("changed_all", {}),
        help: words.say("changed_all_help", { most: String(CHANGE_LENGTH) }),
        required: true,
      },
      ...asked.named.map(({ pitfall, count: schools }) => ({
        ...text(pitfall.code, wave.changes?.[pitfall.code]),
        label: words.say("changed_pitfall", { pitfall_label: pitfall.label }),
        help: words.say("changed_pitfall_help", { count: String(schools) }),
        required: false,
      })),
    ],
  };
}

function text(name: string, value = ""): Omit<FormField & { type: "text" }, "label" | "required"> {
  return { name, type: "text", multiline: true, maxLength: CHANGE_LENGTH, value };
}
