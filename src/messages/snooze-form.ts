import type { SiteId } from "#domain/ids.ts";
import { nextMonths } from "#domain/typed-month.ts";
import type { Card, Form } from "#ports/card.ts";
import { button, type FormId } from "./actions.ts";
import type { Words } from "./words.ts";

/** How far ahead the form goes; a typed month may be later. */
const MONTHS_SHOWN = 12;

/** Asks for the month in which to check back. */
export function snoozeForm(words: Words, site: SiteId, today: string): Form {
  const options = nextMonths(today, MONTHS_SHOWN).map((month) => ({
    value: month,
    label: words.month(month, today),
  }));
  return {
    id: "snooze" satisfies FormId,
    title: words.say("snooze_form_title", {}),
    submit: words.say("snooze_form_submit", {}),
    context: site,
    fields: [
      {
        name: "month",
        label: words.say("snooze_month", {}),
        help: words.say("snooze_month_help", {}),
        required: true,
        type: "choice",
        options,
      },
    ],
  };
}

/** The way to the form, for each school that somebody answers for. */
export function snoozeWhichCard(
  words: Words,
  schools: readonly { readonly id: SiteId; readonly name: string }[],
): Card {
  const text = words.say("snooze_which", {});
  const buttons = schools.map(({ id, name }) =>
    button(words.say("snooze_school", { school: name }), "snooze", ["", id]),
  );
  return { text, buttons, fallback: text };
}
