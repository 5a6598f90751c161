import { parse as parseForm } from "node:querystring";
import type { App, Receiver } from "@slack/bolt";
import { inTime } from "#edge/in-time.ts";
import { createSeen, type Share } from "#edge/seen.ts";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import {
  type Acknowledgement,
  type Answer,
  alreadyDone,
  type Effect,
  EMPTY,
  lateAcknowledgement,
  TRY_AGAIN,
  toLateEffects,
} from "./answer.ts";
import type { Incoming } from "./incoming.ts";
import { parse } from "./parse.ts";
import { type Refusal, unreadable, verify } from "./verify.ts";

/** What Slack sent, by HTTP or by socket, once it is known to come from Slack. */
export type Body = Readonly<Record<string, unknown>>;

export interface ReceiverParts {
  readonly signingSecrets: readonly string[];
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  /** How long an answer may take before Slack is told something; Slack itself waits 3 s. */
  readonly budgetMs: number;
  /** Does what follows an answer; never throws, and nobody waits for it. */
  readonly follow: (incoming: Incoming, effects: readonly Effect[]) => void;
}

/** One body on its way through Bolt. */
export interface Turn {
  readonly incoming: Incoming;
  answer(answer: Answer): void;
}

/** Bolt's door: turns away what is not Slack's or acted before, and answers in time. */
export interface SlackReceiver extends Receiver {
  receive(request: Request): Promise<Response>;
  /** A body that came by socket: it needs no signature. */
  take(body: Body): Promise<Acknowledgement>;
  /** What the middleware has to answer. */
  turnOf(body: object): Turn | undefined;
}

const UNREADABLE: Acknowledgement = { ...bodyOf(unreadable), settled: false };
const UNANSWERED: Answer = { acknowledgement: TRY_AGAIN, effects: [] };
const CERTIFICATE_CHECK = "ssl_check=1";
const MOST_CHECK_BYTES = 500;

export function createReceiver(parts: ReceiverParts): SlackReceiver {
  const { clock, log, box } = parts;
  const pipe = createPipe(log);
  const seen = createSeen<Answer>(clock, ({ acknowledgement }) => acknowledgement.settled);
  const begin = (body: Body, incoming: Incoming): Share<Answer> | undefined => {
    const { workspace, key } = incoming.event;
    const run = async () => await pipe.answer(body, incoming);
    return key === "" ? { answer: run(), first: true } : seen.once(`${workspace}:${key}`, run);
  };
  const take = async (body: Body): Promise<Acknowledgement> => {
    const parsed = parse(body, { at: clock.now(), box });
    if ("ignored" in parsed) return EMPTY;
    if ("problem" in parsed) return UNREADABLE;
    const share = begin(body, parsed.incoming);
    const { incoming } = parsed;
    if (share) return await acknowledge(parts, incoming, share);
    return alreadyDone(incoming, { box, workspace: incoming.event.workspace });
  };
  const receive = async (request: Request): Promise<Response> => {
    const raw = new Uint8Array(await request.arrayBuffer());
    if (isCertificateCheck(raw)) return new Response(null);
    const verification = { secrets: parts.signingSecrets, now: clock.now() };
    const refusal = verify(request.headers, raw, verification);
    if (refusal) return toResponse({ ...bodyOf(refusal), settled: false });
    const body = decode(Buffer.from(raw).toString("utf8"), request.headers);
    if (!body) return toResponse(UNREADABLE);
    if (body.type === "url_verification") return Response.json({ challenge: body.challenge });
    return toResponse(await take(body));
  };
  const idle = async (): Promise<void> => await Promise.resolve();
  return { init: pipe.init, start: idle, stop: idle, receive, take, turnOf: pipe.turnOf };
}

/** The way through Bolt: a body goes in, the middleware finds its turn and answers it. */
function createPipe(log: Log) {
  const turns = new WeakMap<object, Turn>();
  let bolt: App | undefined;
  return {
    init: (app: App): void => {
      bolt = app;
    },
    turnOf: (body: object) => turns.get(body),
    answer: async (body: Body, incoming: Incoming): Promise<Answer> => {
      let given = UNANSWERED;
      turns.set(body, {
        incoming,
        answer: (one) => {
          given = one;
        },
      });
      try {
        // Bolt acknowledges events before anybody has seen them: its word is not taken for ours.
        await bolt?.processEvent({ body, ack: async () => await Promise.resolve() });
      } catch (cause) {
        log.error("slack_request_failed", { kind: incoming.event.kind, cause });
      }
      return given;
    },
  };
}

/** In time, whatever happens: what comes later is sent after the response. */
async function acknowledge(
  { budgetMs, follow, log }: ReceiverParts,
  incoming: Incoming,
  { answer, first }: Share<Answer>,
): Promise<Acknowledgement> {
  const given = await inTime(answer, budgetMs);
  if (given) {
    if (first) follow(incoming, given.effects);
    return given.acknowledgement;
  }
  log.warn("slack_answer_late", { kind: incoming.event.kind });
  if (first) {
    answer
      .then((late) => follow(incoming, toLateEffects(incoming, late)))
      .catch((cause: unknown) => log.error("slack_request_failed", { cause }));
  }
  return lateAcknowledgement(incoming);
}

function bodyOf({ status, error, hint }: Refusal) {
  return { status, body: { error, hint } };
}

/** Slack looks at our certificate now and then, unsigned; it gets an empty answer. */
function isCertificateCheck(raw: Uint8Array): boolean {
  if (raw.byteLength > MOST_CHECK_BYTES) return false;
  return Buffer.from(raw).toString("utf8").split("&").includes(CERTIFICATE_CHECK);
}

/** The JSON or form that Slack sent; undefined for what is neither. */
function decode(raw: string, headers: Headers): Body | undefined {
  const isForm = (headers.get("content-type") ?? "").toLowerCase().includes("urlencoded");
  if (!isForm) return readJson(raw);
  const form = parseForm(raw);
  return typeof form.payload === "string" ? readJson(form.payload) : form;
}

function readJson(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isBody(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toResponse({ status, body }: Acknowledgement): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}
