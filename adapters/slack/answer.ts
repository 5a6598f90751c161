import type { Card, Page } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import type { Incoming, Surface } from "./incoming.ts";
import { type Blocks, renderCard, renderOptions, renderPage } from "./render.ts";
import { replayed } from "./verify.ts";
import { type OpenedFrom, renderForm, renderResult, type Sealing, type View } from "./view.ts";
import { words } from "./words.ts";

/** What is said in the response itself. Settled: it acted, and must not act again. */
export interface Acknowledgement {
  readonly status: number;
  readonly body?: object | undefined;
  readonly settled: boolean;
}

/** A call to Slack that follows the response; `otherwise` is tried when it fails. */
export type Effect = (
  | { readonly do: "open" | "push"; readonly view: View }
  | { readonly do: "change-view"; readonly viewId: string; readonly view: View }
  | { readonly do: "publish"; readonly view: View }
  | { readonly do: "publish-again" }
  | { readonly do: "respond"; readonly url: string; readonly message: object }
  | {
      readonly do: "update";
      readonly channel: string;
      readonly ts: string;
      readonly message: Blocks;
    }
  | { readonly do: "say"; readonly channel: string; readonly message: Blocks }
) & { readonly otherwise?: Effect | undefined };

export interface Answer {
  readonly acknowledgement: Acknowledgement;
  readonly effects: readonly Effect[];
}

type ReplyOf<K extends Reply["kind"]> = Extract<Reply, { readonly kind: K }>;

export const EMPTY: Acknowledgement = { status: 200, settled: true };
/** Slack sends an event again; a person is told by Slack that it did not work. */
export const TRY_AGAIN: Acknowledgement = { status: 503, settled: false };

/** What the person who acted gets, wherever they acted. Pure: nothing is sent here. */
export function toAnswer(incoming: Incoming, reply: Reply, sealing: Sealing): Answer {
  switch (reply.kind) {
    case "none":
      return only({ ...EMPTY, body: isSubmission(incoming) ? CLEAR : undefined });
    case "note":
      return answerCard(incoming, reply.card, { sealing, replaces: false });
    case "replace":
      return answerCard(incoming, reply.card, { sealing, replaces: true });
    case "form":
      return answerForm(incoming, reply, sealing);
    case "errors":
      return answerErrors(incoming, reply, sealing);
    case "choices":
      return only({ ...EMPTY, body: renderOptions(reply.options) });
    case "page":
      return answerPage(incoming, reply.page, sealing);
    case "repeated":
      return only(alreadyDone(incoming, sealing));
    case "failed":
      return answerFailure(incoming, reply.card, sealing);
  }
}

const CLEAR = { response_action: "clear" } as const;

function only(acknowledgement: Acknowledgement): Answer {
  return { acknowledgement, effects: [] };
}

function after(...effects: readonly Effect[]): Answer {
  return { acknowledgement: EMPTY, effects };
}

function isSubmission({ event }: Incoming): boolean {
  return event.kind === "submit";
}

/**
 * Slack repeats an event until it hears 200, and somebody may send a form again that was slow; any
 * other request that comes twice is no work of Slack's.
 */
export function alreadyDone({ event }: Incoming, sealing: Sealing): Acknowledgement {
  if (!isInteractive(event.kind)) return EMPTY;
  if (event.kind === "submit") {
    const card = { text: words().doneAlready, fallback: words().doneAlready };
    return { ...EMPTY, body: { response_action: "update", view: renderResult(card, sealing) } };
  }
  const { status, error, hint } = replayed;
  return { status, body: { error, hint }, settled: true };
}

function isInteractive(kind: Incoming["event"]["kind"]): boolean {
  return ["command", "press", "submit", "search", "shortcut"].includes(kind);
}

interface Showing {
  readonly sealing: Sealing;
  readonly replaces: boolean;
}

function answerCard(incoming: Incoming, card: Card, { sealing, replaces }: Showing): Answer {
  const { event, surface } = incoming;
  const message = renderCard(card, sealing);
  switch (surface.kind) {
    case "command":
      if (event.kind === "command") return only({ ...EMPTY, body: ephemeral(message) });
      return after({ do: "respond", url: surface.responseUrl, message: ephemeral(message) });
    case "message":
      return after(onMessage(surface.openedFrom, message, replaces));
    case "modal":
      return inModal(incoming, surface, { message, result: renderResult(card, sealing), replaces });
    case "home":
      if (event.kind === "opened") return answerPage(incoming, asPage(card), sealing);
      return after({ do: "open", view: renderResult(card, sealing) }, { do: "publish-again" });
    case "direct":
      return after({ do: "say", channel: surface.channel, message });
    case "nowhere":
      if (incoming.triggerId === "") return only(EMPTY);
      return after({ do: "open", view: renderResult(card, sealing) });
  }
}

function asPage(card: Card): Page {
  return { cards: [card], fallback: card.fallback };
}

function ephemeral(message: object): object {
  return { response_type: "ephemeral", replace_original: false, ...message };
}

/**
 * The address that came with the press changes its message and is not counted against the limits of
 * chat.update, so 87 schools may press at once; it lives for half an hour.
 */
function onMessage(from: OpenedFrom, message: Blocks, replaces: boolean): Effect {
  const { channel, ts, responseUrl: url = "" } = from;
  if (!replaces) return { do: "respond", url, message: ephemeral(message) };
  const hasId = !from.ephemeral && channel !== undefined && ts !== undefined;
  const update: Effect | undefined = hasId ? { do: "update", channel, ts, message } : undefined;
  if (url === "" && update) return update;
  const changed = { replace_original: true, ...message };
  return { do: "respond", url, message: changed, otherwise: update };
}

interface Shown {
  readonly message: Blocks;
  readonly result: View;
  readonly replaces: boolean;
}

function inModal(
  incoming: Incoming,
  { openedFrom, viewId }: Extract<Surface, { kind: "modal" }>,
  { message, result, replaces }: Shown,
): Answer {
  if (!isSubmission(incoming)) return after({ do: "change-view", viewId, view: result });
  const from = openedFrom.ephemeral || replaces ? openedFrom : {};
  if (from.ts === undefined && !from.ephemeral) {
    return only({ ...EMPTY, body: { response_action: "update", view: result } });
  }
  return {
    acknowledgement: { ...EMPTY, body: CLEAR },
    effects: [onMessage(from, message, true)],
  };
}

function answerForm(incoming: Incoming, { form }: ReplyOf<"form">, sealing: Sealing): Answer {
  const { surface } = incoming;
  const from = "openedFrom" in surface ? surface.openedFrom : {};
  const view = renderForm(form, from, sealing);
  if (isSubmission(incoming)) {
    return only({ ...EMPTY, body: { response_action: "update", view } });
  }
  if (incoming.triggerId === "") return only(EMPTY);
  const url = surface.kind === "command" ? surface.responseUrl : from.responseUrl;
  const message = ephemeral({ text: words().formNotOpened });
  const otherwise: Effect | undefined = url ? { do: "respond", url, message } : undefined;
  return after({ do: surface.kind === "modal" ? "push" : "open", view, otherwise });
}

/** By field; the form stays open with what was typed. What no field shows is said at the first. */
function answerErrors(incoming: Incoming, { errors }: ReplyOf<"errors">, sealing: Sealing): Answer {
  const { surface } = incoming;
  if (surface.kind !== "modal" || !isSubmission(incoming)) {
    const text = Object.values(errors).join("\n");
    return answerCard(incoming, { text, fallback: text }, { sealing, replaces: false });
  }
  const [first = ""] = surface.inputs;
  const byField: Record<string, string> = {};
  for (const [field, text] of Object.entries(errors)) {
    const block = surface.inputs.includes(field) ? field : first;
    byField[block] = byField[block] === undefined ? text : `${byField[block]} ${text}`;
  }
  const body = { response_action: "errors", errors: byField };
  return only({ status: 200, body, settled: false });
}

function answerPage(incoming: Incoming, page: Page, sealing: Sealing): Answer {
  if (incoming.surface.kind === "home") {
    return after({ do: "publish", view: renderPage(page, sealing) });
  }
  const text = page.cards.map((card) => card.text).join("\n\n");
  return answerCard(incoming, { text, fallback: page.fallback }, { sealing, replaces: false });
}

/** Nothing was kept: an event comes again by itself, and a person keeps the typed words. */
function answerFailure(incoming: Incoming, card: Card, sealing: Sealing): Answer {
  const { event, surface } = incoming;
  if (!isInteractive(event.kind)) return only(TRY_AGAIN);
  const first = surface.kind === "modal" ? surface.inputs[0] : undefined;
  if (event.kind === "submit" && first !== undefined) {
    return answerErrors(incoming, { kind: "errors", errors: { [first]: card.text } }, sealing);
  }
  const { acknowledgement, effects } = answerCard(incoming, card, { sealing, replaces: false });
  return { acknowledgement: { ...acknowledgement, settled: false }, effects };
}

/** What Slack hears when the answer is not there in time; it follows by itself. */
export function lateAcknowledgement({ event, surface }: Incoming): Acknowledgement {
  if (!isInteractive(event.kind)) return TRY_AGAIN;
  if (event.kind === "search") return { ...EMPTY, body: renderOptions([]) };
  if (event.kind === "command")
    return { ...EMPTY, body: ephemeral({ text: words().stillWorking }) };
  if (event.kind !== "submit" || surface.kind !== "modal") return EMPTY;
  const [first = ""] = surface.inputs;
  return { ...EMPTY, body: { response_action: "errors", errors: { [first]: words().pressAgain } } };
}

/** What was meant for the response, sent after it: only a command's answer has a second way. */
export function toLateEffects({ event, surface }: Incoming, answer: Answer): readonly Effect[] {
  const { body } = answer.acknowledgement;
  if (event.kind !== "command" || surface.kind !== "command" || !body) return answer.effects;
  return [...answer.effects, { do: "respond", url: surface.responseUrl, message: body }];
}
