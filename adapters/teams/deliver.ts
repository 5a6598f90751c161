import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Address, Attempt, Delivery, MessageRef, Outcome } from "#ports/chat.ts";
import type { Making } from "./answer.ts";
import type { Chats, NoChat } from "./chats.ts";
import type { TeamsConfig } from "./config.ts";
import type { Connector, Ending, Place } from "./connector.ts";
import type { Failure } from "./http.ts";
import type { Pace } from "./pace.ts";
import { renderMessage } from "./render.ts";

export interface DeliverParts {
  readonly config: Pick<TeamsConfig, "log">;
  readonly chats: Chats;
  readonly connector: Connector;
  readonly pace: Pace;
  readonly makingOf: (workspace: string) => Making;
}

type Of<K extends Delivery["do"]> = Extract<Delivery, { readonly do: K }>;
type Retry = Extract<Outcome, { readonly kind: "retry" }>;

const SLOWEST_SECONDS = 300;
const UNSAID_SECONDS = 30;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const UNAUTHORIZED = 401;
const SEPARATOR = " ";
const MOST_KEPT = 5000;

const reasons = {
  wait: "Teams asks to wait before more messages are sent.",
  away: "Teams could not be reached.",
  nobodyKnows:
    "Teams did not say whether the message arrived, and a bot cannot look. It is not sent again.",
  outOfReach:
    "The app is not installed for this person or team, or it is blocked there. It is sent once it is.",
  gone: "The message or the conversation is not there any more.",
  unauthorized: "Teams does not accept the bot's token. Run doctor.",
  broken: "The message could not be made. Please report this to Groundswell.",
} as const;

/**
 * One attempt at one delivery. Teams gives a bot no way to look for a message and no key to post with:
 * what may have arrived is never posted again.
 */
export function createDeliver(parts: DeliverParts): (attempt: Attempt) => Promise<Outcome> {
  const sent = new Map<string, MessageRef>();
  return async (attempt) => {
    try {
      return await deliver(parts, sent, attempt);
    } catch (cause) {
      // Calls do not throw: this is a card that could not be made, and nothing was sent.
      parts.config.log.error("teams_delivery_broken", { do: attempt.delivery.do, cause });
      return { kind: "refused", reason: reasons.broken };
    }
  };
}

type Sent = Map<string, MessageRef>;

async function deliver(parts: DeliverParts, sent: Sent, attempt: Attempt): Promise<Outcome> {
  const { delivery } = attempt;
  switch (delivery.do) {
    case "post": {
      // Sent by this very process, which could not write it down.
      const key = keyOf(delivery.to, attempt.key);
      const before = sent.get(key);
      if (before) return { kind: "delivered", ref: before };
      const outcome = await post(parts, attempt, delivery);
      if (outcome.kind === "delivered") remember(sent, key, outcome.ref);
      return outcome;
    }
    case "update":
    case "retract":
      return await change(parts, attempt, delivery);
    case "publish":
      // The personal tab is drawn whenever somebody opens it.
      return { kind: "delivered", ref: { address: delivery.to, handle: "" } };
  }
}

/** Two districts may have one key for messages of their own. */
function keyOf({ workspace, conversation }: Address, key: string): string {
  return [workspace, conversation.kind, conversation.id, key].join("/");
}

function remember(sent: Sent, key: string, ref: MessageRef): void {
  sent.set(key, ref);
  const [oldest] = sent.keys();
  if (sent.size > MOST_KEPT && oldest !== undefined) sent.delete(oldest);
}

const posted = z.object({ id: z.string().min(1) });

async function post(
  parts: DeliverParts,
  attempt: Attempt,
  { to, card }: Of<"post">,
): Promise<Outcome> {
  if (attempt.unsure) return { kind: "unknown", reason: reasons.nobodyKnows };
  const { connector, makingOf } = parts;
  const { sealing, newToken } = makingOf(to.workspace);
  const message = renderMessage(card, { sealing, surface: "message", token: newToken() });
  const at = await parts.chats.find(to);
  // Beginning a conversation twice gives the same one.
  if ("kind" in at) return toOutcome(parts, { attempt, to }, at);
  const full = parts.pace.take(to.workspace, to.conversation.id);
  if (full !== undefined) return held(full);
  const ending = await connector.post(at, message);
  if (ending.kind === "lost") return { kind: "unknown", reason: reasons.nobodyKnows };
  if (ending.kind !== "answer") return toOutcome(parts, { attempt, to }, ending);
  const read = posted.safeParse(ending.body);
  if (!read.success) return { kind: "unknown", reason: reasons.nobodyKnows };
  return { kind: "delivered", ref: { address: to, handle: handleOf(at, read.data.id) } };
}

/** The conversation stands in it: a person's may be another one when the message changes. */
function handleOf({ conversation }: Place, id: string): string {
  return conversation + SEPARATOR + id;
}

/** A change may be made twice; taking back what is gone already is done. */
async function change(
  parts: DeliverParts,
  attempt: Attempt,
  delivery: Of<"update" | "retract">,
): Promise<Outcome> {
  const { of } = delivery;
  const { address: to } = of;
  const found = await parts.chats.find(to);
  if ("kind" in found) return toOutcome(parts, { attempt, to }, found);
  const full = parts.pace.take(to.workspace, to.conversation.id);
  if (full !== undefined) return held(full);
  const [conversation = "", id = ""] = of.handle.split(SEPARATOR);
  const ending = await changeAt(parts, { ...found, conversation }, { delivery, id });
  const isGone = ending.kind === "refused" && ending.status === NOT_FOUND;
  if (ending.kind === "answer" || (isGone && delivery.do === "retract")) {
    return { kind: "delivered", ref: of };
  }
  return toOutcome(parts, { attempt, to }, ending);
}

interface Change {
  readonly delivery: Of<"update" | "retract">;
  readonly id: string;
}

async function changeAt(
  { connector, makingOf }: DeliverParts,
  at: Place,
  { delivery, id }: Change,
): Promise<Ending> {
  if (delivery.do === "retract") return await connector.remove(at, id);
  const { sealing, newToken } = makingOf(delivery.of.address.workspace);
  const place = { sealing, surface: "message", token: newToken() } as const;
  return await connector.update(at, id, renderMessage(delivery.card, place));
}

interface Tried {
  readonly attempt: Attempt;
  readonly to: Address;
}

/** For calls that did nothing, or that may be done twice. */
function toOutcome(
  { pace, config }: DeliverParts,
  { attempt, to }: Tried,
  ending: NoChat,
): Outcome {
  switch (ending.kind) {
    case "full":
      return held(ending.seconds);
    case "answer":
      return { kind: "unknown", reason: reasons.nobodyKnows };
    case "limited": {
      const seconds = ending.seconds ?? UNSAID_SECONDS;
      pace.wait(to.workspace, seconds);
      return held(seconds + jitter(1));
    }
    case "busy":
      return retry(reasons.away, ending.seconds ?? backoff(attempt));
    case "not-sent":
    case "lost":
      return retry(reasons.away, backoff(attempt));
    case "refused":
      if (ending.status === UNAUTHORIZED) return retry(reasons.unauthorized, backoff(attempt));
      return toRefused(config, ending);
  }
}

function toRefused(
  { log }: DeliverParts["config"],
  { status, code }: Extract<Failure, { readonly kind: "refused" }>,
): Outcome {
  if (status === FORBIDDEN) return { kind: "refused", reason: reasons.outOfReach, wakes: true };
  if (status === NOT_FOUND) return { kind: "refused", reason: reasons.gone, wakes: true };
  log.error("teams_message_faulty", { status, code });
  return { kind: "refused", reason: reasons.broken };
}

function retry(reason: string, afterSeconds: number): Retry {
  return { kind: "retry", reason, afterSeconds };
}

/** Nothing was sent, and the message is not to blame: it keeps its attempts. */
function held(afterSeconds: number): Retry {
  return { ...retry(reasons.wait, afterSeconds), held: true };
}

/** 5 s, 10 s, 20 s ... and up to a quarter more, so that many do not come back at once. */
function backoff({ attempt }: Attempt): number {
  const seconds = Math.min(5 * 2 ** (attempt - 1), SLOWEST_SECONDS);
  return seconds + jitter(seconds / 4);
}

function jitter(mostSeconds: number): number {
  return randomInt(0, Math.ceil(mostSeconds * 1000) + 1) / 1000;
}
