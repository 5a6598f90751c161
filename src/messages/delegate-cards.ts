import type { Card, Option } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

/** To somebody who was named to answer for a school. */
export function delegateCard(words: Words, site: { readonly name: string }, text: string): Card {
  return { title: words.say("delegate_title", { school: site.name }), text, fallback: text };
}

/** In place of a question to somebody who does not answer for the school any more. */
export function noLongerCard(words: Words, site: { readonly name: string }): Card {
  const text = words.say("delegate_no_longer", { school: site.name });
  return { text, fallback: text };
}

export interface PickedDelegate {
  /** "name" or "remove". */
  readonly verb: string;
  /** A school's name as it was typed; "" for the own one. */
  readonly school: string;
  /** Who may be meant. */
  readonly options: readonly Option[];
}

/** Several people may be meant by a name: each is a button. */
export function pickDelegateCard(text: string, { verb, school, options }: PickedDelegate): Card {
  return {
    text,
    buttons: options.map(({ value, label, hint }) =>
      button(hint ? `${label} (${hint})` : label, "pick-delegate", [verb, value, school]),
    ),
    fallback: text,
  };
}
