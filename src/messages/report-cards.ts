import { displayName, type Person } from "#domain/roster.ts";
import {
  type HiddenBy,
  type ReportReason,
  reportReasons,
  type ShoutOut,
} from "#domain/shout-out.ts";
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
  /** True where its giver changed it after it was reported. */
  readonly isChanged: boolean;
}

/** What a lead decides on: who reported it is not said. */
export function reportCard(words: Words, facts: ReportedFacts): Card {
  const { shoutOut, isChanged } = facts;
  const { title, text, fields } = outline(words, facts);
  const quote = words.say("shout_out_quote", { text: shoutOut.text });
  const changed = isChanged ? words.say("report_changed", {}) : "";
  return {
    title,
    text: [text, quote, shoutOut.helped, changed].filter((each) => each !== "").join("\n"),
    fields,
    buttons: [
      button(words.say("button_hide_reported", {}), "hide-reported", [shoutOut.id]),
      button(words.say("button_leave_up", {}), "leave-up", [shoutOut.id]),
    ],
    context: words.say("report_context", {}),
    fallback: `${title}. ${text} ${quote}`,
  };
}

/** For somebody who may not decide on it, and is asked to find a lead: none of its words. */
export function passOnCard(words: Words, facts: ReportedFacts): Card {
  const { title, text, fields } = outline(words, facts);
  const ask = words.say("report_pass_on", {});
  return { title, text: `${text}\n${ask}`, fields, fallback: `${title}. ${text} ${ask}` };
}

function outline(words: Words, { reason, giver, receivers, school }: ReportedFacts) {
  const said = words.say(`report_reason_${reason}`, {});
  return {
    title: words.say("report_title", {}),
    text: words.say("report_text", { reason: said }),
    fields: [
      { label: words.say("report_field_from", {}), value: displayName(giver) },
      { label: words.say("report_field_to", {}), value: words.list(receivers.map(displayName)) },
      { label: words.say("report_field_school", {}), value: school ?? "" },
    ].filter(({ value }) => value !== ""),
  };
}

/** It is gone before anybody decided: nothing of its words. */
export function goneCard(words: Words, by: HiddenBy | undefined): Card {
  const isTakenBack = by === "giver";
  return note(words.say(isTakenBack ? "report_taken_back" : "report_gone", {}));
}

/** For whoever decides second. */
export function decidedCard(words: Words, outcome: "hidden" | "left_up", person: string): Card {
  return note(words.say(`report_decided_${outcome}`, { person }));
}

/** What was decided, without the words it was about. */
export function settledCard(words: Words, outcome: "hidden" | "left_up", person: string): Card {
  return note(words.say(`report_${outcome}`, { person }));
}

/** What happens with a report from now on. */
export interface NotedReport {
  readonly id: ShoutOut["id"];
  readonly mayHide: boolean;
  /** `ask` is whom the reporter could ask themselves, where no message reaches anybody. */
  readonly reach:
    | { readonly to: "leads" }
    | { readonly to: "it" }
    | { readonly to: "nobody"; readonly ask: string };
}

/** The reporter's note; whoever may decide can do it here. */
export function reportedNote(words: Words, { id, mayHide, reach }: NotedReport): Card {
  const text = nextStep(words, reach, mayHide);
  const hide = button(words.say("button_hide_reported", {}), "hide-reported", [id]);
  return { text, buttons: mayHide ? [hide] : [], fallback: text };
}

function nextStep(words: Words, reach: NotedReport["reach"], mayHide: boolean): string {
  if (reach.to === "leads") return words.say("report_thanks", {});
  // Whoever may hide it needs nobody else.
  if (mayHide) return words.say("report_you_decide", {});
  if (reach.to === "it") return words.say("report_to_it", {});
  return words.say("report_ask", { help_contact: reach.ask });
}
