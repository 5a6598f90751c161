import type { Card } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import { cardOf, formAgain, isMore, type Making } from "./answer.ts";
import { peopleIds } from "./choice-values.ts";
import type { SentForm } from "./incoming.ts";
import { type AdaptiveCard, type Place, renderCard, renderForm, renderPage } from "./render.ts";
import { inWordsOf, words } from "./words.ts";

/** The page as the tab draws it. */
export interface TabPage {
  readonly cards: readonly AdaptiveCard[];
  readonly fallback: string;
  /** True where it could not be worked out now, and may be asked for again. */
  readonly failed: boolean;
}

/** What came of an act, for the page to show. */
export type TabAnswer =
  | { readonly kind: "none" }
  | {
      readonly kind: "note" | "replace" | "failed" | "repeated";
      readonly title: string;
      readonly text: string;
      /** True for a line that needs no dialog. */
      readonly brief: boolean;
      readonly card: AdaptiveCard;
    }
  | { readonly kind: "form"; readonly title: string; readonly card: AdaptiveCard }
  /** The form with what was typed; `inputs` are the ids of the ones to look at. */
  | {
      readonly kind: "errors";
      readonly title: string;
      readonly text: string;
      readonly inputs: readonly string[];
      readonly card: AdaptiveCard;
    };

/** The page, or what somebody is told in its place. */
export function toTabPage(reply: Reply, making: Making): TabPage {
  const place = placeOf(making);
  if (reply.kind === "page") {
    const { page } = reply;
    return { cards: renderPage(page, place), fallback: page.fallback, failed: false };
  }
  const card = cardOf(reply);
  const { fallback } = card ?? { fallback: words().message };
  const failed = reply.kind === "failed";
  return { cards: card ? [renderCard(card, place)] : [], fallback, failed };
}

export function toTabAnswer(reply: Reply, sent: SentForm | undefined, making: Making): TabAnswer {
  const place = placeOf(making);
  if (reply.kind === "form") {
    const { form } = reply;
    return { kind: "form", title: form.title, card: renderForm(form, place) };
  }
  const again = formAgain(sent, reply);
  if (again) {
    const { form, errors, token } = again;
    return {
      kind: "errors",
      title: form.title,
      text: textOf(reply, errors),
      inputs: form.fields.flatMap((field) =>
        Object.hasOwn(errors, field.name) ? [inputOf(field)] : [],
      ),
      card: renderForm(form, { ...place, token }, again),
    };
  }
  const card = reply.kind === "repeated" ? doneAlready(reply.card) : cardOf(reply);
  return card ? show(reply.kind, card, place) : { kind: "none" };
}

function doneAlready({ language }: Card): Card {
  const text = inWordsOf(language, () => words().doneAlready);
  return { text, fallback: text, language };
}

function placeOf({ sealing, newToken }: Making): Place {
  return { sealing, surface: "tab", token: newToken() };
}

function show(kind: Reply["kind"], card: Card, place: Place): TabAnswer {
  const isNamed = kind === "replace" || kind === "failed" || kind === "repeated";
  return {
    kind: isNamed ? kind : "note",
    title: card.title ?? words().bot,
    text: card.text === "" ? card.fallback : card.text,
    brief: isBrief(card),
    card: renderCard(card, place),
  };
}

function isBrief(card: Card): boolean {
  const { image, charts, context } = card;
  return !isMore(card) && [image, charts, context].every((part) => part === undefined);
}

function textOf(reply: Reply, errors: Readonly<Record<string, string>>): string {
  return reply.kind === "failed" ? reply.card.text : Object.values(errors).join(" ");
}

/** In the tab people are typed by name. */
function inputOf(field: SentForm["form"]["fields"][number]): string {
  return field.type === "people" ? peopleIds(field).typed : field.name;
}
