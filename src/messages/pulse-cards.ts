import type { SiteId } from "#domain/ids.ts";
import { pulseAnswers } from "#domain/listening.ts";
import { FIRST_ROUND, type ItemCounts, type RoundCounts } from "#domain/pulse.ts";
import type { Card, Form } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** The school that is asked, and in which round. */
export interface PulseFacts {
  readonly site: { readonly id: SiteId; readonly name: string };
  readonly waveName: string;
  readonly round: string;
}

/** Three questions, answered in a form. */
export function pulseCard(words: Words, { site, waveName, round }: PulseFacts): Card {
  const [item_1, item_2, item_3] = words.library.pulse.items;
  const text = words.say("pulse_text", { wave_name: waveName, item_1, item_2, item_3 });
  const answer = button(words.say("button_pulse", {}), "answer-pulse", [site.id, round]);
  return {
    title: words.say("pulse_title", { school: site.name }),
    text,
    buttons: [{ ...answer, style: "primary" }],
    context: words.say("pulse_context", {}),
    fallback: text,
  };
}

/** A choice for each item; `context` names the school and the round. */
export function pulseForm(words: Words, context: string): Form {
  const { items, answers } = words.library.pulse;
  const options = pulseAnswers.map((value, at) => ({ value, label: answers[at] ?? value }));
  return {
    id: "pulse" satisfies FormId,
    title: words.say("pulse_form_title", {}),
    submit: words.say("pulse_form_submit", {}),
    context,
    note: words.say("pulse_context", {}),
    fields: items.map((label, at) => ({
      name: pulseField(at),
      label,
      required: true,
      type: "choice",
      options,
    })),
  };
}

/** The form's field for an item. */
export function pulseField(at: number): string {
  return `item${at + 1}`;
}

/** A wave's counts by item, round by round. */
export function pulseReportCard(
  words: Words,
  waveName: string,
  rounds: readonly RoundCounts[],
): Card {
  const title = words.say("pulse_report_title", { wave_name: waveName });
  if (rounds.length === 0) {
    const text = words.say("pulse_report_none", { wave_name: waveName });
    return { title, text, fallback: text };
  }
  const fields = rounds.map(({ round, items }) => ({
    label: roundWords(words, round),
    value: items ? countLines(words, items) : words.say("pulse_report_few", {}),
  }));
  return {
    title,
    text: words.say("pulse_report_text", {}),
    fields,
    fallback: fields.map(({ label, value }) => `${label}: ${value}`).join(" "),
  };
}

function countLines(words: Words, items: readonly ItemCounts[]): string {
  const lines = items.map(({ yes, partly, not_yet }, at) =>
    words.say("pulse_report_line", {
      text: words.library.pulse.items[at],
      yes: String(yes),
      partly: String(partly),
      not_yet: String(not_yet),
    }),
  );
  return lines.join("\n");
}

function roundWords(words: Words, round: string): string {
  if (round === FIRST_ROUND) return words.say("pulse_round_first", {});
  const [year, season] = round.split("-");
  return words.say(season === "fall" ? "pulse_round_fall" : "pulse_round_spring", { year });
}
