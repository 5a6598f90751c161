import { shorten } from "#domain/plain-text.ts";
import type { Button, Card } from "#ports/card.ts";

/** How a platform shows a button's label, and says which of several equal ones it is. */
export interface Speaking {
  /** As people see it. */
  readonly labelOf: (button: Button) => string;
  readonly oneOfSame: (
    label: string,
    which: { readonly number: number; readonly count: number },
  ) => string;
}

/** Leaves room for which of several it is. */
const SPOKEN_LENGTH = 55;

/** Cards whose buttons can be told apart by ear, also across a page. */
export function withSpokenLabels(cards: readonly Card[], { labelOf, oneOfSame }: Speaking): Card[] {
  const labels = cards.flatMap(({ buttons = [] }) => buttons.map(labelOf));
  if (new Set(labels).size === labels.length) return [...cards];
  const seen = new Map<string, number>();
  const speak = (button: Button): Button => {
    const label = labelOf(button);
    const number = (seen.get(label) ?? 0) + 1;
    seen.set(label, number);
    const count = labels.filter((each) => each === label).length;
    if (button.spoken !== undefined || count < 2) return button;
    return { ...button, spoken: oneOfSame(shorten(label, SPOKEN_LENGTH), { number, count }) };
  };
  return cards.map((card) => ({ ...card, buttons: card.buttons?.map(speak) }));
}
