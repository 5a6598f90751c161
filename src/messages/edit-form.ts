import type { Form } from "#ports/card.ts";
import type { FormId } from "./actions.ts";
import { type Draft, type FormPeople, toField, vouchField } from "./praise-form.ts";
import type { Words } from "./words.ts";

/** What may still be changed of a shout-out. */
export interface EditFacts extends FormPeople {
  readonly id: string;
  /** The time until which everything may be changed; undefined where it is the words alone. */
  readonly until: string | undefined;
}

const PLACE_FIELDS: ReadonlySet<string> = new Set(["who", "share"]);

/** The same fields, filled with what is up; whom it thanks and where it goes for ten minutes only. */
export function editForm(words: Words, draft: Draft, facts: EditFacts): Form {
  const { id, until, chosen, mayVouch = [] } = facts;
  const fields = words.library.praiseForm.filter(
    ({ field }) => until !== undefined || !PLACE_FIELDS.has(field),
  );
  const names = words.list(chosen.map(({ label }) => label));
  const hint =
    until === undefined
      ? words.say("edit_form_note_words", { names })
      : words.say("edit_form_note_all", { time: until });
  return {
    id: "edit-shout-out" satisfies FormId,
    title: words.say("edit_form_title", {}),
    submit: words.say("edit_form_submit", {}),
    context: id,
    note: facts.note ?? hint,
    fields: [
      ...fields.map((field) => toField(words, field, { draft, chosen })),
      ...vouchField(words, mayVouch, draft),
    ],
  };
}
