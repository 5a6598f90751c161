import type { Button, Card, Form } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import { ACK_DAYS, type OfferFacts } from "./invitation-cards.ts";
import type { Words } from "./words.ts";

/** What a school would like to see more of. */
export const WISH_LENGTH = 300;

type About = Pick<OfferFacts, "wave" | "site">;

/** "Come back to us": on the card of a school that said "not yet" or "not this year". */
export function returnButton(words: Words, { wave, site }: About): Button {
  const spoken = words.say("return_button_of", { school: site.name });
  return { ...button(words.say("return_button", {}), "come-back", [wave.id, site.id]), spoken };
}

/** Thanks a school that asks for a visit, and asks what it would like to see. */
export function returnCard(words: Words, senderName: string, context: string): Card {
  const said = { sender_name: senderName, ack_days: String(ACK_DAYS) };
  const text = words.say("return_visit_ack", said);
  const wish = button(words.say("return_button_words", {}), "describe-return", [context]);
  return { text, buttons: [wish], fallback: text };
}

/** One of several schools to come back to. */
export function returnWhichCard(words: Words, schools: readonly About[]): Card {
  const text = words.say("return_which", {});
  const buttons = schools.map(({ wave, site }) =>
    button(words.say("return_button_of", { school: site.name }), "come-back", [wave.id, site.id]),
  );
  return { text, buttons, fallback: text };
}

/** Asks for a few words before a visit. */
export function wishForm(words: Words, context: string, senderName: string): Form {
  return {
    id: "describe-return" satisfies FormId,
    title: words.say("return_form_title", {}),
    submit: words.say("return_form_submit", {}),
    context,
    fields: [
      {
        name: "wish",
        label: words.say("return_field", {}),
        help: words.say("return_field_help", { sender_name: senderName }),
        required: true,
        type: "text",
        multiline: true,
        maxLength: WISH_LENGTH,
      },
    ],
  };
}
