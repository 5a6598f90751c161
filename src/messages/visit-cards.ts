import { displayName, type Person } from "#domain/roster.ts";
import type { CallTask } from "#domain/wave.ts";
import type { Card, Form, FormField } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import { offerButton } from "./promise-cards.ts";
import type { Words } from "./words.ts";

/** A line that a lead writes with two dates. */
export const VISIT_LINE_LENGTH = 200;
const DAY_LENGTH = 30;
/** The value of "none of these", where a day stands otherwise. */
export const NO_DAY = "none";

/** Asks a lead for two days, as text, and a line. */
export function offerForm(words: Words, { id }: Pick<CallTask, "id">): Form {
  const help = words.say("visit_day_help", {});
  const day = {
    required: true,
    type: "text",
    multiline: false,
    maxLength: DAY_LENGTH,
    help,
  } as const;
  const fields: readonly FormField[] = [
    { ...day, name: "first", label: words.say("visit_first", {}) },
    { ...day, name: "second", label: words.say("visit_second", {}) },
    {
      name: "line",
      label: words.say("visit_line", {}),
      help: words.say("visit_line_help", {}),
      required: false,
      type: "text",
      multiline: true,
      maxLength: VISIT_LINE_LENGTH,
    },
  ];
  return {
    id: "offer-dates" satisfies FormId,
    title: words.say("visit_form_title", {}),
    submit: words.say("visit_form_submit", {}),
    context: id,
    fields,
  };
}

export interface OfferedDates {
  readonly task: Pick<CallTask, "id">;
  readonly school: string;
  readonly lead: Person;
  readonly days: readonly string[];
  /** The local day at the school. */
  readonly today: string;
  /** "" for none. */
  readonly line: string;
}

/** Two days to pick from, to those who answer for a school. */
export function datesCard(words: Words, offered: OfferedDates): Card {
  const { task, school, lead, days, today, line } = offered;
  const sender_name = displayName(lead);
  const named = words.list(days.map((day) => words.comingDay(day, today)));
  const asked = words.say("visit_text", { sender_name, school, days: named });
  const said = line === "" ? "" : words.say("visit_says", { sender_name, text: line });
  const picks = days.map((day) => button(words.comingDay(day, today), "pick-date", [task.id, day]));
  const none = button(words.say("visit_button_none", {}), "pick-date", [task.id, NO_DAY]);
  return {
    title: words.say("visit_title", {}),
    text: [asked, said].filter((each) => each !== "").join("\n"),
    buttons: [...picks, none],
    fallback: asked,
  };
}

export interface PickedDate {
  readonly school: string;
  readonly lead: Person;
  readonly by: Person;
  /** Undefined for "none of these". */
  readonly day: string | undefined;
  /** The local day at the school. */
  readonly today: string;
}

/** What the card with the days becomes, for everybody who has it. */
export function pickedCard(words: Words, { school, lead, by, day, today }: PickedDate): Card {
  const sender_name = displayName(lead);
  const named = day === undefined ? "" : words.comingDay(day, today);
  const text =
    day === undefined
      ? words.say("visit_none_text", { sender_name })
      : words.say("visit_picked_text", { day: named, sender_name });
  return {
    title:
      day === undefined
        ? words.say("visit_title", {})
        : words.say("visit_picked_title", { school, day: named }),
    text,
    context: words.say("visit_picked_by", { person: displayName(by) }),
    fallback: text,
  };
}

/** To the lead: the day that a school picked. */
export function pickedLeadCard(words: Words, { school, by, day = "", today }: PickedDate): Card {
  const named = words.comingDay(day, today);
  const text = words.say("visit_picked_lead", { person: displayName(by), day: named, school });
  return { title: words.say("visit_picked_title", { school, day: named }), text, fallback: text };
}

/** To the lead: neither day works, so others are needed. */
export function noDateCard(
  words: Words,
  { task, school, days, today }: Pick<OfferedDates, "task" | "school" | "days" | "today">,
): Card {
  const named = words.list(days.map((day) => words.comingDay(day, today)));
  const text = words.say("visit_none_lead", { school, days: named });
  return {
    title: words.say("visit_none_lead_title", { school }),
    text,
    buttons: [offerButton(words, task, school)],
    fallback: text,
  };
}
