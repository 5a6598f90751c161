import type { Card, Form, Option, Page } from "#ports/card.ts";
import { usableOptions, writePerson } from "./choice-values.ts";
import { withSpokenLabels } from "./render-buttons.ts";
import { drawCard, summaryOf } from "./render-card.ts";
import type { AdaptiveCard as DrawnCard } from "./render-elements.ts";
import { drawForm, type Errors, titleOf } from "./render-form.ts";
import { titleOf as nameOf } from "./render-inputs.ts";
import type { Place as DrawnPlace, Surface as DrawnSurface } from "./render-place.ts";
import { inWordsOf } from "./words.ts";

export type AdaptiveCard = DrawnCard;
export type Place = DrawnPlace;
export type Surface = DrawnSurface;

export interface Filled {
  /** By field name; said at the field. */
  readonly errors?: Errors | undefined;
}

/** A whole message: Teams would part one that has text beside its card. */
export interface CardMessage {
  readonly type: "message";
  /** One sentence of plain text for the notification. */
  readonly summary: string;
  readonly attachments: readonly [{ readonly contentType: string; readonly content: AdaptiveCard }];
}

/** Teams shows no more results of a search. */
const MOST_CHOICES = 15;

/** A card whose whole message stays below 28 KB; what does not fit is said to be missing. */
export function renderCard(card: Card, place: Place): AdaptiveCard {
  return inWordsOf(card.language, () => {
    const [spoken = card] = withSpokenLabels([card]);
    return drawCard(spoken, place);
  });
}

/** A form as a card; its values are the form's own. */
export function renderForm(form: Form, place: Place, { errors = {} }: Filled = {}): AdaptiveCard {
  return inWordsOf(form.language, () => drawForm(form, place, errors));
}

/** The bot's own page: its cards in their order. */
export function renderPage(page: Page, place: Place): readonly AdaptiveCard[] {
  return inWordsOf(page.language, () =>
    withSpokenLabels(page.cards).map((card) => drawCard(card, place)),
  );
}

export function renderMessage(card: Card, place: Place): CardMessage {
  return toMessage(
    renderCard(card, place),
    inWordsOf(card.language, () => summaryOf(card)),
  );
}

export function renderFormMessage(form: Form, place: Place): CardMessage {
  return toMessage(renderForm(form, { ...place, alone: true }), titleOf(form));
}

function toMessage(content: AdaptiveCard, summary: string): CardMessage {
  const contentType = "application/vnd.microsoft.card.adaptive";
  return { type: "message", summary, attachments: [{ contentType, content }] };
}

export interface Choices {
  readonly results: readonly { readonly title: string; readonly value: string }[];
}

/** The answer to a search; each value brings its person back, with name, role and school. */
export function renderChoices(options: readonly Option[]): Choices {
  const shown = usableOptions(options).slice(0, MOST_CHOICES);
  return {
    results: shown.map((option) => ({ title: nameOf(option), value: writePerson(option) })),
  };
}
