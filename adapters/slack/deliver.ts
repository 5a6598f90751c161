import { createHash, randomInt } from "node:crypto";
import { z } from "zod";
import { LOOK_BACK_DAYS } from "#domain/doubt.ts";
import type { Attempt, Delivery, Outcome } from "#ports/chat.ts";
import { type Calls, createCalls, type Ending } from "./calls.ts";
import type { Clients } from "./clients.ts";
import type { SlackConfig } from "./config.ts";
import { EVENT_TYPE, look, type Sight } from "./reconcile.ts";
import { notInstalled, readRefusal } from "./refusals.ts";
import { renderCard, renderPage } from "./render.ts";

export interface DeliverParts {
  readonly clients: Pick<Clients, "bulk" | "scopes">;
  readonly config: Pick<SlackConfig, "box" | "clock" | "log">;
}

interface Desk extends DeliverParts {
  readonly calls: Calls;
}

type Of<K extends Delivery["do"]> = Extract<Delivery, { readonly do: K }>;
type Refused = Exclude<Ending, { readonly kind: "answer" }>;

/** Slack may still be at work on what it did not answer: whether it is there is seen a little later. */
const LOOK_AGAIN_SECONDS = 10;
/** Our clock and Slack's may differ so much, and no more. */
const SKEW_MS = 600_000;
/** How far back an earlier attempt may lie: over the longest weekend. */
const LOOK_BACK_MS = LOOK_BACK_DAYS * 24 * 3600 * 1000;
const SLOWEST_SECONDS = 300;

const LOST = "Slack did not say whether the message arrived.";
const AWAY = "Slack could not be reached.";
const WAIT = "Slack asks to wait before more messages are sent.";
const NOBODY_KNOWS =
  "Slack did not say whether the message arrived, and the app cannot look. It is not sent again.";
const BROKEN = "The message could not be made. Please report this to Groundswell.";

/** One attempt at one delivery. What may be there already is never posted again unseen. */
export function createDeliver(parts: DeliverParts): (attempt: Attempt) => Promise<Outcome> {
  const { clock, log } = parts.config;
  const desk: Desk = { ...parts, calls: createCalls({ clients: parts.clients, clock, log }) };
  return async (attempt) => {
    try {
      return await deliver(desk, attempt);
    } catch (cause) {
      // Calls do not throw: this is a card that could not be made, and nothing was sent.
      log.error("slack_delivery_broken", { do: attempt.delivery.do, cause });
      return { kind: "refused", reason: BROKEN };
    }
  };
}

async function deliver(desk: Desk, attempt: Attempt): Promise<Outcome> {
  const { delivery } = attempt;
  switch (delivery.do) {
    case "post":
      return await post(desk, attempt, delivery);
    case "update":
      return await update(desk, attempt, delivery);
    case "retract":
      return await retract(desk, attempt, delivery);
    case "publish":
      return await publish(desk, attempt, delivery);
  }
}

const posted = z.object({ channel: z.string(), ts: z.string() });

async function post(desk: Desk, attempt: Attempt, { to, card }: Of<"post">): Promise<Outcome> {
  const { workspace } = to;
  const { calls, config } = desk;
  const content = renderCard(card, { box: config.box, workspace });
  if (attempt.unsure) {
    const sight = await lookFor(desk, attempt, LOOK_BACK_MS);
    if (sight.kind !== "absent") return seen(attempt, sight);
  }
  const args = { channel: to.conversation.id, ...content, ...markedAs(attempt.key), ...QUIET };
  const ending = await calls.call({ workspace, method: "chat.postMessage", args });
  if (ending.kind === "lost") {
    const sight = await lookFor(desk, attempt, SKEW_MS);
    return seen(attempt, sight.kind === "later" ? { kind: "absent" } : sight);
  }
  if (ending.kind !== "answer") return toOutcome(desk, attempt, ending);
  const read = posted.safeParse(ending.body);
  if (!read.success) return { kind: "unknown", reason: NOBODY_KNOWS };
  return {
    kind: "delivered",
    ref: { address: to, handle: `${read.data.channel}:${read.data.ts}` },
  };
}

/** No previews of links, and no names made out of words. */
const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

/** The outbox's key, for Slack and for us, so that nobody who reads it learns anything. */
function markedAs(key: string) {
  const metadata = { event_type: EVENT_TYPE, event_payload: { key: markOf(key) } };
  return { metadata, client_msg_id: messageId(key) };
}

function markOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 24);
}

/** The same UUID for the same key. Slack may know it again, but nothing relies on that. */
function messageId(key: string): string {
  const hex = createHash("sha256").update(`message:${key}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

/** A message that may have been posted at most so long ago. */
async function lookFor(desk: Desk, attempt: Attempt, backMs: number): Promise<Sight> {
  const { delivery } = attempt;
  if (delivery.do !== "post") return { kind: "absent" };
  const { to } = delivery;
  const scopes = await readScopes(desk, to.workspace);
  if (!scopes) return { kind: "later", ending: { kind: "not-sent" } };
  const since = new Date(desk.config.clock.now().getTime() - backMs);
  return await look({ calls: desk.calls, scopes, to, mark: markOf(attempt.key), since });
}

async function readScopes({ clients }: Desk, workspace: string) {
  try {
    return await clients.scopes(workspace);
  } catch {
    // The store cannot say now what the app may do.
    return undefined;
  }
}

/** What follows from a look; "absent" right after a lost answer is looked at again. */
function seen(attempt: Attempt, sight: Sight): Outcome {
  switch (sight.kind) {
    case "found": {
      const { delivery } = attempt;
      const address = "to" in delivery ? delivery.to : delivery.of.address;
      return { kind: "delivered", ref: { address, handle: sight.handle } };
    }
    case "impossible":
      return { kind: "unknown", reason: NOBODY_KNOWS };
    case "absent":
      return { ...retry(LOST, LOOK_AGAIN_SECONDS), unsure: true };
    case "later": {
      const { ending } = sight;
      if (ending.kind === "limited") return { ...held(ending.seconds), unsure: true };
      return { ...retry(LOST, backoff(attempt)), unsure: true };
    }
  }
}

async function update(desk: Desk, attempt: Attempt, { of, card }: Of<"update">): Promise<Outcome> {
  const { workspace } = of.address;
  const content = renderCard(card, { box: desk.config.box, workspace });
  const args = { ...placeOf(of.handle), ...content };
  const ending = await desk.calls.call({ workspace, method: "chat.update", args });
  if (ending.kind === "answer") return { kind: "delivered", ref: of };
  return toOutcome(desk, attempt, ending);
}

/** Taking back what is gone already is done. */
async function retract(desk: Desk, attempt: Attempt, { of }: Of<"retract">): Promise<Outcome> {
  const { workspace } = of.address;
  const args = placeOf(of.handle);
  const ending = await desk.calls.call({ workspace, method: "chat.delete", args });
  const isGone = ending.kind === "error" && ending.code === "message_not_found";
  if (ending.kind === "answer" || isGone) return { kind: "delivered", ref: of };
  return toOutcome(desk, attempt, ending);
}

function placeOf(handle: string): { channel: string; ts: string } {
  const [channel = "", ts = ""] = handle.split(":");
  return { channel, ts };
}

const published = z.object({ view: z.object({ id: z.string() }) });

async function publish(
  desk: Desk,
  attempt: Attempt,
  { to, page }: Of<"publish">,
): Promise<Outcome> {
  const { workspace, conversation } = to;
  const view = renderPage(page, { box: desk.config.box, workspace });
  const args = { user_id: conversation.id, view };
  const ending = await desk.calls.call({ workspace, method: "views.publish", args });
  if (ending.kind !== "answer") return toOutcome(desk, attempt, ending);
  const read = published.safeParse(ending.body);
  const handle = read.success ? read.data.view.id : "";
  return { kind: "delivered", ref: { address: to, handle } };
}

/** For calls that did nothing, or that may be done twice. */
function toOutcome({ config }: Desk, attempt: Attempt, ending: Refused): Outcome {
  switch (ending.kind) {
    case "limited":
      return held(ending.seconds);
    case "not-sent":
    case "lost":
      return retry(AWAY, backoff(attempt));
    case "not-installed":
      return { kind: "refused", reason: notInstalled };
    case "error": {
      const { code } = ending;
      const { means, reason } = readRefusal(code);
      if (means === "passing") return retry(reason, backoff(attempt));
      if (means === "ours") config.log.error("slack_message_faulty", { code });
      return { kind: "refused", reason };
    }
  }
}

type Retry = Extract<Outcome, { readonly kind: "retry" }>;

function retry(reason: string, afterSeconds: number): Retry {
  return { kind: "retry", reason, afterSeconds };
}

/** Nothing was sent, and the message is not to blame: it keeps its attempts. */
function held(afterSeconds: number): Retry {
  return { ...retry(WAIT, afterSeconds), held: true };
}

/** 5 s, 10 s, 20 s ... and up to a quarter more, so that many do not come back at once. */
function backoff({ attempt }: Attempt): number {
  const seconds = Math.min(5 * 2 ** (attempt - 1), SLOWEST_SECONDS);
  return seconds + randomInt(0, seconds * 250 + 1) / 1000;
}
