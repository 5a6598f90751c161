import type { Card, Form } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import type { Incoming, SentForm, Surface } from "./incoming.ts";
import { withInputs } from "./read-inputs.ts";
import {
  type CardMessage,
  type Place,
  renderCard,
  renderChoices,
  renderForm,
  renderFormMessage,
  renderMessage,
} from "./render.ts";
import type { Sealing } from "./sealed-meaning.ts";
import { inWordsOf, spokenBy, words } from "./words.ts";

/** What is said in the response itself; an invoke's is its body. */
export interface Acknowledgement {
  readonly status: number;
  readonly body?: object | undefined;
}

/** What follows the response. */
export type Effect =
  /** For the actor alone; the card is what the outbox may post if Teams takes nothing now. */
  | { readonly do: "say"; readonly message: CardMessage; readonly card: Card | undefined }
  | {
      readonly do: "update";
      readonly messageId: string;
      readonly message: CardMessage;
      /** True for a message that only the actor sees. */
      readonly isAside: boolean;
    };

export interface Answer {
  readonly acknowledgement: Acknowledgement;
  readonly effects: readonly Effect[];
}

/** How cards are made: each has a token of its own. */
export interface Making {
  readonly sealing: Sealing;
  readonly newToken: () => string;
}

export const EMPTY: Acknowledgement = { status: 200 };
/** What could not be kept, and nobody waits for words. */
export const TRY_AGAIN: Acknowledgement = { status: 503 };

/** What the person who acted gets, wherever they acted. Nothing is sent here. */
export function toAnswer(incoming: Incoming, reply: Reply, making: Making): Answer {
  const { surface } = incoming;
  switch (surface.kind) {
    case "chat":
    case "aside":
      return { acknowledgement: EMPTY, effects: sayReply(incoming, reply, making) };
    case "card":
      return answerOnCard(incoming, surface, { reply, making });
    case "dialog":
      return only(dialogBody(surface, reply, making));
    case "search":
      return only(searchBody(reply));
    case "nowhere":
      return { acknowledgement: reply.kind === "failed" ? TRY_AGAIN : EMPTY, effects: [] };
  }
}

function only(body: object): Answer {
  return { acknowledgement: { status: 200, body }, effects: [] };
}

/** A reply as a message, for words in a chat and for whatever came too late for its response. */
export function sayReply(incoming: Incoming, reply: Reply, making: Making): readonly Effect[] {
  if (reply.kind === "form") {
    const message = renderFormMessage(reply.form, sayingPlace(incoming, making));
    return [{ do: "say", message, card: undefined }];
  }
  const card = cardOf(reply);
  return card && reply.kind !== "repeated" ? [sayCard(incoming, card, making)] : [];
}

function sayCard(incoming: Incoming, card: Card, making: Making): Effect {
  // A link that signs somebody in is kept nowhere: if Teams takes nothing now, it is asked for again.
  const queued = card.links ? undefined : card;
  return { do: "say", message: renderMessage(card, sayingPlace(incoming, making)), card: queued };
}

/** Where others read along, the message may be one for the actor alone. */
function sayingPlace({ scene }: Incoming, making: Making): Place {
  return { ...placeOn("message", making), ...(scene.isPersonal ? {} : { aside: true }) };
}

function placeOn(surface: Place["surface"], { sealing, newToken }: Making): Place {
  return { sealing, surface, token: newToken() };
}

/** What a reply says in words; undefined where it says nothing, or is no card. */
export function cardOf(reply: Reply): Card | undefined {
  switch (reply.kind) {
    case "note":
    case "replace":
    case "failed":
    case "repeated":
      return reply.card;
    case "errors":
      return toCard(Object.values(reply.errors).join("\n"));
    case "page":
      return toCard(reply.page.cards.map(({ text }) => text).join("\n\n"));
    default:
      return undefined;
  }
}

export function toCard(text: string): Card {
  return { text, fallback: text };
}

type OnCard = Extract<Surface, { readonly kind: "card" }>;

interface Replying {
  readonly reply: Reply;
  readonly making: Making;
}

/**
 * The card in the response takes the old one's place at once, for the one who pressed; the message
 * itself is changed too, so that it stays so. A form takes it only until it is sent.
 */
export function answerOnCard(
  incoming: Incoming,
  surface: OnCard,
  { reply, making }: Replying,
): Answer {
  const { sent, isAside: aside } = surface;
  const place = { ...placeOn("message", making), alone: sent?.alone, aside };
  if (reply.kind === "form") return only(inPlace(renderForm(reply.form, place)));
  const again = formAgain(sent, reply);
  if (again) return only(inPlace(renderForm(again.form, { ...place, token: again.token }, again)));
  if (replaces(reply, sent)) {
    return takePlace(incoming, surface, { reply, message: renderMessage(reply.card, place) });
  }
  const card = cardOf(reply);
  if (card && isMore(card)) {
    return { ...only(toast(card.fallback)), effects: [sayCard(incoming, card, making)] };
  }
  return only(toast(card?.text ?? inWordsOf(spokenBy(incoming.event), () => words().done)));
}

/** A form that was sent gives way to whatever came of it. */
function replaces(reply: Reply, sent: SentForm | undefined): reply is CardReply {
  return reply.kind === "replace" || (sent !== undefined && GIVES_WAY.has(reply.kind));
}

type CardReply = Extract<Reply, { readonly kind: "replace" | "note" | "repeated" }>;
const GIVES_WAY: ReadonlySet<Reply["kind"]> = new Set(["note", "repeated"]);

interface Taking {
  readonly reply: CardReply;
  readonly message: CardMessage;
}

/** What everybody in a channel sees is not changed into what one of them was told. */
function takePlace(
  { scene }: Incoming,
  { sent, messageId, isAside }: OnCard,
  { reply, message }: Taking,
): Answer {
  const [{ content }] = message.attachments;
  const isOwn = messageId !== "" && (scene.isPersonal || isAside);
  const stays = isOwn && (reply.kind === "replace" || sent?.alone === true);
  const effects = stays ? [{ do: "update", messageId, message, isAside } as const] : [];
  return { ...only(inPlace(content)), effects };
}

/** A form that was not taken, to be shown again. */
export interface FormAgain {
  readonly form: Form;
  readonly errors: Readonly<Record<string, string>>;
  /** The same as before: what was slow and is sent again must not act a second time. */
  readonly token: string;
}

/** The form with what was typed, and what is wrong; undefined where it was taken. */
export function formAgain(sent: SentForm | undefined, reply: Reply): FormAgain | undefined {
  if (!sent || (reply.kind !== "errors" && reply.kind !== "failed")) return undefined;
  const { token } = sent;
  const form = withInputs(sent.form, sent.inputs);
  if (reply.kind === "errors") return { form, errors: reply.errors, token };
  return { form: { ...form, note: reply.card.text }, errors: {}, token };
}

/** More than a line that comes and goes can show. */
export function isMore({ title, fields, table, buttons, links }: Card): boolean {
  const parts = [fields, table?.rows, buttons, links].map((list) => list?.length ?? 0);
  return title !== undefined || parts.some((count) => count > 0);
}

function inPlace(card: object): object {
  return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card };
}

export function toast(text: string): object {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: text };
}

const CARD = "application/vnd.microsoft.card.adaptive";

export function dialogBody(
  { sent }: { readonly sent?: SentForm | undefined },
  reply: Reply,
  making: Making,
) {
  const place = placeOn("dialog", making);
  if (reply.kind === "form") return dialog(reply.form.title, renderForm(reply.form, place));
  const again = formAgain(sent, reply);
  if (again) {
    const card = renderForm(again.form, { ...place, token: again.token }, again);
    return dialog(again.form.title, card);
  }
  if (reply.kind === "repeated") return { task: { type: "message", value: reply.card.text } };
  const card = cardOf(reply);
  return card ? dialog(card.title ?? words().bot, renderCard(card, place)) : {};
}

/** A dialog that a phone and a screen of a desk both have room for. */
function dialog(title: string, content: object): object {
  const card = { contentType: CARD, content };
  return { task: { type: "continue", value: { title, height: "large", width: "medium", card } } };
}

export function searchBody(reply: Reply): object {
  const { results } = renderChoices(reply.kind === "choices" ? reply.options : []);
  const type = "application/vnd.microsoft.search.searchResponse";
  return { statusCode: 200, type, value: { results } };
}

/** True for an answer that must not be worked out again when the same comes once more. */
export function isSettled({ kind }: Reply): boolean {
  return kind !== "errors" && kind !== "failed";
}
