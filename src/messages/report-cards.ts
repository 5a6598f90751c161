import { displayName, type Person } from "#domain/roster.ts";
import { type ReportReason, reportReasons, type ShoutOut } from "#domain/shout-out.ts";
import type { Card, Form } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import { note } from "./praise-cards.ts";
import type { Words } from "./words.ts";

/** Why somebody thinks that a post should not be up: one choice, and no words about anybody. */
export function reportForm(words: Words, id: ShoutOut["id"]): Form {
  return {
    id: "report-shout-out" satisfies FormId,
    title: words.say("report_form_title", {}),
    submit: words.say("report_form_submit", {}),
    context: id,
    note: words.say("report_form_note", {}),
    fields: [
      {
        type: "choice",
        name: "reason",
        label: words.say("report_form_reason", {}),
        required: true,
        options: reportReasons.map((reason) => ({
          value: reason,
          label: words.say(`report_reason_${reason}`, {}),
        })),
        value: "",
      },
    ],
  };
}

export interface ReportedFacts {
  readonly shoutOut: ShoutOut;
  readonly reason: ReportReason;
  readonly giver: Person;
  readonly receivers: readonly Person[];
  readonly school: string | undefined;
}

/** What a lead decides on: who reported it is not said. */
export function reportCard(words: Words, facts: ReportedFacts): Card {
  const { shoutOut, reason, giver, receivers, school } = facts;
  const title = words.say("report_title", {});
  const said = words.say(`report_reason_${reason}`, {});
  const text = words.say("report_text", { reason: said });
  const quote = words.say("shout_out_quote", { text: shoutOut.text });
  return {
    title,
    text: [text, quote, shoutOut.helped].filter((each) => each !== "").join("\n"),
    fields: [
      { label: words.say("report_field_from", {}), value: displayName(giver) },
      { label: words.say("report_field_to", {}), value: words.list(receivers.map(displayName)) },
      { label: words.say("report_field_school", {}), value: school ?? "" },
    ].filter(({ value }) => value !== ""),
    buttons: [
      button(words.say("button_hide_reported", {}), "hide-reported", [shoutOut.id]),
      button(words.say("button_leave_up", {}), "leave-up", [shoutOut.id]),
    ],
    context: words.say("report_context", {}),
    fallback: `${title}. ${text} ${quote}`,
  };
}

/** What was decided, without the words it was about. */
export function settledCard(words: Words, outcome: "hidden" | "left_up", person: string): Card {
  return note(words.say(`report_${outcome}`, { person }));
}

/** The reporter's note; whoever may decide can do it here. */
export function reportedNote(words: Words, id: ShoutOut["id"], mayHide: boolean): Card {
  const text = words.say("report_thanks", {});
  const hide = button(words.say("button_hide_reported", {}), "hide-reported", [id]);
  return { text, buttons: mayHide ? [hide] : [], fallback: text };
}
