import type { Button, Card } from "#ports/card.ts";
import { type Action, button } from "./actions.ts";
import type { Words } from "./words.ts";

/** What is called by its id everywhere but in a card. */
type Practice = string;

function labelOf(words: Words, practice: Practice): string {
  return words.label("practice", practice);
}

/** "Happy to show Choice": pressed once, it is so until it is stopped. */
export function showButton(words: Words, practice: Practice): Button {
  const label = words.say("button_show", { practice_label: labelOf(words, practice) });
  return button(label, "offer-to-show", [practice]);
}

function stopButton(words: Words, practice: Practice): Button {
  const label = words.say("button_show_stop", { practice_label: labelOf(words, practice) });
  return button(label, "stop-showing", [practice]);
}

function moreButton(words: Words): Button {
  return button(words.say("button_show_more", {}), "offer-to-show");
}

/** What I am happy to show, each with its way to stop. */
export function showingCard(words: Words, practices: readonly Practice[]): Card {
  if (practices.length === 0) {
    return pickPracticeCard(words, "offer-to-show", {
      title: words.say("show_title", {}),
      text: words.say("show_empty", {}),
    });
  }
  const names = words.list(practices.map((practice) => labelOf(words, practice)));
  const title = words.say("show_title", {});
  const text = words.say("show_listed", { names });
  return {
    title,
    text,
    buttons: [...practices.map((practice) => stopButton(words, practice)), moreButton(words)],
    context: words.say("show_context", {}),
    fallback: `${title}. ${text}`,
  };
}

/** Says what the offer means, with the way back. */
export function offeredCard(words: Words, practice: Practice, isSilent: boolean): Card {
  const named = { practice_label: labelOf(words, practice) };
  const said = words.say("show_offered", named);
  const means = isSilent ? words.say("show_silent", {}) : words.say("show_meaning", named);
  return {
    text: [said, means].join("\n"),
    buttons: [stopButton(words, practice)],
    fallback: `${said} ${means}`,
  };
}

/** It is shown no longer, with the way back. */
export function stoppedCard(words: Words, practice: Practice, was: boolean): Card {
  const key = was ? "show_stopped" : "show_was_not";
  const text = words.say(key, { practice_label: labelOf(words, practice) });
  return { text, buttons: [showButton(words, practice)], fallback: text };
}

export interface PickPractice {
  readonly title: string;
  readonly text: string;
}

/** Every practice as a button, for the two questions that need one. */
function pickPracticeCard(
  words: Words,
  action: Extract<Action, "offer-to-show" | "find-practice">,
  { title, text }: PickPractice,
): Card {
  return {
    title,
    text,
    buttons: words.library.practices.map(({ id, label }) => button(label, action, [id])),
    fallback: `${title}. ${text}`,
  };
}

/** A typed practice that nobody knows, or none. */
export function whichPracticeCard(
  words: Words,
  action: Extract<Action, "offer-to-show" | "find-practice">,
  typed: string,
): Card {
  const isAsk = action === "find-practice";
  const title = words.say(isAsk ? "ask_title" : "show_title", {});
  if (typed !== "") {
    return pickPracticeCard(words, action, {
      title,
      text: words.say("show_unknown", { name: typed }),
    });
  }
  const text = words.say(isAsk ? "ask_pick" : "show_pick", {});
  return pickPracticeCard(words, action, { title, text });
}
