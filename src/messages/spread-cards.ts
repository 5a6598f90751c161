import { shorten } from "#domain/plain-text.ts";
import { displayName, type Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Button, Card, Form } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** A shout-out, and who gave it. */
export interface Thanks {
  readonly shoutOut: ShoutOut;
  readonly giver: Person;
}

/** As long as a line may be that is said back. */
export const BACK_LENGTH = 200;
/** So many letters of a shout-out tell it from the others of one note. */
const HINT_LENGTH = 70;

/** For everybody in a shout-out: with all of them it may be read in other schools. */
export function spreadButton(words: Words, id: ShoutOut["id"]): Button {
  return button(words.say("button_spread", {}), "spread-shout-out", [id, "yes"]);
}

/** What somebody's yes means, or that it is taken back, with the other way. */
export function spreadNote(words: Words, id: ShoutOut["id"], agreed: boolean): Card {
  const text = words.say(agreed ? "spread_on" : "spread_off", {});
  const stop = button(words.say("button_spread_stop", {}), "spread-shout-out", [id, "no"]);
  return { text, buttons: [agreed ? stop : spreadButton(words, id)], fallback: text };
}

/** For whoever was thanked. */
export function thankBackButton(words: Words, id: ShoutOut["id"]): Button {
  return button(words.say("button_thank_back", {}), "open-thank-back", [id]);
}

/** One line to the giver. */
export function thankBackForm(words: Words, { shoutOut, giver }: Thanks): Form {
  const named = { giver: displayName(giver) };
  return {
    id: "thank-back" satisfies FormId,
    title: words.say("thank_back_form_title", {}),
    submit: words.say("thank_back_form_submit", {}),
    context: shoutOut.id,
    fields: [
      {
        type: "text",
        name: "line",
        label: words.say("thank_back_field", named),
        help: words.say("thank_back_help", named),
        required: true,
        maxLength: BACK_LENGTH,
        multiline: false,
      },
    ],
  };
}

/** What came back, for the giver: one line for each who said so. */
export function thankBackCard(words: Words, lines: readonly string[]): Card {
  const title = words.say("thank_back_title", {});
  const text = lines.join("\n");
  return { title, text, fallback: `${title}. ${text}`.replaceAll("\n", " ") };
}

/** Everything that can be done with one of several shout-outs. */
export const onOne = ["thank_back", "spread", "show", "hide"] as const;
export type OnOne = (typeof onOne)[number];

/** One of several that a note tells of, and what to do with it. */
export function chooseOneForm(words: Words, thanks: readonly Thanks[]): Form {
  const labels: Readonly<Record<OnOne, string>> = {
    thank_back: words.say("button_thank_back", {}),
    spread: words.say("button_spread", {}),
    show: words.say("choose_one_show", {}),
    hide: words.say("button_hide", {}),
  };
  return {
    id: "choose-one" satisfies FormId,
    title: words.say("choose_one_title", {}),
    submit: words.say("choose_one_submit", {}),
    context: "",
    fields: [
      {
        type: "choice",
        name: "which",
        label: words.say("choose_one_which", {}),
        required: true,
        options: thanks.map(toOption),
      },
      {
        type: "choice",
        name: "what",
        label: words.say("choose_one_what", {}),
        required: true,
        options: onOne.map((value) => ({ value, label: labels[value] })),
      },
      {
        type: "text",
        name: "line",
        label: words.say("choose_one_line", {}),
        required: false,
        maxLength: BACK_LENGTH,
        multiline: false,
      },
    ],
  };
}

function toOption({ shoutOut: { id, text }, giver }: Thanks) {
  const hint = shorten(text.replaceAll("\n", " "), HINT_LENGTH);
  return { value: id, label: displayName(giver), hint };
}
