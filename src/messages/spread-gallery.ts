import type { Card, Form } from "#ports/card.ts";
import {
  chooseOneForm,
  spreadNote,
  type Thanks,
  thankBackCard,
  thankBackForm,
} from "./spread-cards.ts";
import type { Words } from "./words.ts";

/** What comes back to a giver, and what a yes to other schools means. */
export function spreadGallery(words: Words, { shoutOut }: Thanks): Readonly<Record<string, Card>> {
  const line = words.say("thank_back_line", { person: "Ana Ruiz, Ben", text: shoutOut.text });
  return {
    thank_back: thankBackCard(words, [line, line]),
    spread: spreadNote(words, shoutOut.id, true),
  };
}

/** The forms behind the buttons of a note. */
export function spreadForms(words: Words, thanks: Thanks): Readonly<Record<string, Form>> {
  return {
    thank_back: thankBackForm(words, thanks),
    choose_one: chooseOneForm(words, [thanks, thanks]),
  };
}
