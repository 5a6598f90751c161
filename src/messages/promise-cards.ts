import type { CallTask } from "#domain/wave.ts";
import type { Button, Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** What a school asked for, and was promised. */
export interface PromiseFacts {
  readonly task: CallTask;
  readonly school: string;
  /** Who asked for it. */
  readonly person: string;
  /** Who has said "I am on it"; undefined while nobody has. */
  readonly takenBy?: string | undefined;
}

/** A school asks to be called, or to be visited again: to its lead, with the day it was promised. */
export function promiseCard(words: Words, facts: PromiseFacts): Card {
  const { task, school, person, takenBy } = facts;
  const kind = task.reason === "call_me" ? "connection_call" : "return";
  const day = task.actBy === undefined ? undefined : words.day(task.actBy);
  const asked = words.say(`${kind}_lead_text`, { person, day });
  const wish = task.words === "" ? "" : words.say("return_lead_words", { text: task.words });
  const text = [asked, wish].filter((line) => line !== "").join("\n");
  return {
    title: words.say(`${kind}_lead_title`, { school }),
    text,
    buttons: [
      ...leadButtons(words, facts),
      ...(takenBy === undefined ? [takeButton(words, task)] : []),
    ],
    ...(takenBy === undefined
      ? {}
      : { context: words.say("visit_taken_other", { person: takenBy }) }),
    fallback: text,
  };
}

function leadButtons(words: Words, { task, school }: PromiseFacts): readonly Button[] {
  const logCall = button(words.say("button_log_call", { school }), "open-call", [task.id]);
  return task.reason === "call_me" ? [logCall] : [offerButton(words, task, school), logCall];
}

function takeButton(words: Words, { id }: CallTask): Button {
  return button(words.say("visit_button_take", {}), "take-task", [id]);
}

/** The way to offer two dates. */
export function offerButton(words: Words, { id }: Pick<CallTask, "id">, school: string): Button {
  const spoken = words.say("visit_button_offer_of", { school });
  return { ...button(words.say("visit_button_offer", {}), "offer-dates", [id]), spoken };
}

/** The same on the call list, where each says for which school. */
export function offerLineButton(
  words: Words,
  { id }: Pick<CallTask, "id">,
  school: string,
): Button {
  return button(words.say("visit_button_offer_to", { school }), "offer-dates", [id]);
}
