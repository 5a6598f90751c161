import { SOMETHING_ELSE } from "#domain/connections.ts";
import type { Pitfall } from "#domain/content.ts";
import { displayName, type Person } from "#domain/roster.ts";
import { MOST_PITFALLS, PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import type { Form, Option } from "#ports/card.ts";
import type { FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** What a school may say in its own words about what is in the way. */
export const OTHER_LENGTH = 200;

/** Asks for up to three pitfalls, the common ones first; `context` names the answer they belong to. */
export function pitfallForm(words: Words, sender: Person, context: string): Form {
  const sender_name = displayName(sender);
  const first = words.library.pitfalls.filter(({ showFirst }) => showFirst);
  const more = words.library.pitfalls.filter(({ showFirst }) => !showFirst);
  return {
    id: "pitfalls" satisfies FormId,
    title: words.say("pitfall_form_title", {}),
    submit: words.say("pitfall_form_submit", {}),
    context,
    note: words.say("poll_who_sees", { sender_name }),
    fields: [
      {
        ...choices(
          "pitfalls",
          first.toSorted((a, b) => formPlace(a) - formPlace(b)),
        ),
        label: words.say("poll_barrier_question", {}),
      },
      {
        ...choices("more", more),
        label: words.say("connection_more_label", {}),
        help: words.say("connection_more_help", {}),
        folded: true,
      },
      {
        name: "other",
        label: words.say("connection_other_label", {}),
        help: words.say("connection_other_help", { sender_name }),
        required: false,
        type: "text",
        multiline: false,
        maxLength: OTHER_LENGTH,
      },
    ],
  };
}

/** None of them is required by itself: somebody may find all of it under "more". */
function choices(name: string, pitfalls: readonly Pitfall[]) {
  const options: Option[] = pitfalls.map(({ code, label }) => ({ value: code, label }));
  return { name, type: "choices", required: false, options, most: MOST_PITFALLS } as const;
}

/** "Something else" and "rather not say" stand where everybody looks for them: last. */
function formPlace({ code }: Pitfall): number {
  if (code === PREFER_NOT_TO_SAY) return 2;
  return code === SOMETHING_ELSE ? 1 : 0;
}
