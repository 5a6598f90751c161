import { ActivityTypes } from "botbuilder";
import type { AuthenticateRequestResult } from "botframework-connector";
import { inTime } from "#edge/in-time.ts";
import { createSeen, type Share } from "#edge/seen.ts";
import type { OnEvent, Reply } from "#ports/chat.ts";
import {
  type Acknowledgement,
  type Effect,
  EMPTY,
  isSettled,
  type Making,
  toAnswer,
} from "./answer.ts";
import { lateAcknowledgement, toLateEffects } from "./answer-late.ts";
import { activity, isActivity, type TeamsActivity } from "./bodies.ts";
import type { TeamsConfig } from "./config.ts";
import type { Frame } from "./frame.ts";
import type { Incoming, Parsed } from "./incoming.ts";
import { parse } from "./parse.ts";
import type { People } from "./people.ts";
import { readBody } from "./read-body.ts";
import { mentionedIn } from "./text.ts";
import {
  findWorkspace,
  type Refusal,
  refuseHeader,
  tooLarge,
  unreadable,
  verify,
} from "./verify.ts";
import { inWordsOf, spokenBy, words } from "./words.ts";

export interface ReceiverParts {
  readonly config: TeamsConfig;
  readonly frame: Frame;
  readonly people: People;
  readonly makingOf: (workspace: string) => Making;
  readonly onEvent: OnEvent;
  /** How long an answer may take before Teams is told something. */
  readonly budgetMs: number;
  /** Does what follows an answer; never throws, and nobody waits for it. */
  readonly follow: (incoming: Incoming, effects: readonly Effect[]) => void;
  /** Sees to it that what nobody waits for is done before the adapter stops. */
  readonly track: (work: Promise<void>) => void;
}

/** An activity that Microsoft vouches for, of a workspace that is served here. */
interface Known {
  readonly read: TeamsActivity;
  readonly asked: AuthenticateRequestResult;
  readonly workspace: string;
}

/** The door for `POST /api/messages`: every rejection is a 4xx, and what comes twice acts once. */
export function createReceiver(parts: ReceiverParts): (request: Request) => Promise<Response> {
  const seen = createSeen<Reply>(parts.config.clock, isSettled);
  const forms = createForms();
  return async (request) => {
    const known = await know(parts, request);
    if ("status" in known) return refuse(known);
    const parsed = await readActivity(parts, known);
    if ("problem" in parsed) return refuse(unreadable);
    if ("ignored" in parsed) return toResponse(EMPTY);
    const { incoming } = parsed;
    const { key, workspace } = incoming.event;
    const name = `${workspace}:${key}`;
    const run = async () => forms.keep(name, await answer(parts, known, incoming));
    const share = key === "" ? { answer: run(), first: true } : seen.once(name, run);
    return toResponse(
      await acknowledge(parts, incoming, share ?? forms.find(name) ?? repeated(incoming)),
    );
  };
}

/** Teams sends a message again that it heard nothing of for 15 s, and a dialog after 5 s. */
function repeated({ event }: Incoming): Share<Reply> {
  const text = inWordsOf(spokenBy(event), () => words().doneAlready);
  const card = { text, fallback: text };
  return { answer: Promise.resolve({ kind: "repeated", card }), first: false };
}

const MOST_FORMS = 500;

/** A dialog that was slow is asked for again, and its person waits for the form, not for a refusal. */
function createForms() {
  const kept = new Map<string, Reply>();
  return {
    keep: (name: string, reply: Reply): Reply => {
      const [oldest] = kept.keys();
      if (kept.size >= MOST_FORMS && oldest !== undefined) kept.delete(oldest);
      if (reply.kind === "form") kept.set(name, reply);
      return reply;
    },
    find: (name: string): Share<Reply> | undefined => {
      const reply = kept.get(name);
      return reply && { answer: Promise.resolve(reply), first: false };
    },
  };
}

async function know(parts: ReceiverParts, request: Request): Promise<Known | Refusal> {
  const { config } = parts;
  const authorization = request.headers.get("authorization") ?? "";
  const refusal = refuseHeader(authorization, config.credential.kind === "none");
  if (refusal) return refusal;
  const body = await readBody(request);
  if (body === undefined) return tooLarge;
  const read = activity.safeParse(readJson(body));
  if (!(read.success && isActivity(read.data))) return unreadable;
  const asked = await verify(parts, read.data, authorization);
  if ("status" in asked) return asked;
  const workspace = await findWorkspace(config, read.data);
  return typeof workspace === "string" ? { read: read.data, asked, workspace } : workspace;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readActivity(parts: ReceiverParts, { read, workspace }: Known): Promise<Parsed> {
  const { people, config } = parts;
  const { box, clock } = config;
  const at = { serviceUrl: read.serviceUrl, conversation: read.conversation.id };
  const accounts = await people.resolve(mentionedIn(read), at);
  const parsed = parse(read, { workspace, at: clock.now(), box, accounts });
  if ("incoming" in parsed) {
    const { account } = parsed.incoming.event;
    if (account !== "") people.met(account, read.from.id, at);
  }
  return parsed;
}

/** Through the library's turn, and out of it with what the product replied. */
async function answer(parts: ReceiverParts, known: Known, incoming: Incoming): Promise<Reply> {
  const { frame, onEvent, config } = parts;
  const { read, asked } = known;
  const failed = inWordsOf(spokenBy(incoming.event), () => words().failed);
  let given: Reply = { kind: "failed", card: { text: failed, fallback: failed } };
  if (!isActivity(read)) return given;
  try {
    await frame.run(asked, read, async (context) => {
      given = await onEvent(incoming.event);
      if (read.type === ActivityTypes.Invoke) {
        await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200 } });
      }
    });
  } catch (cause) {
    config.log.error("teams_request_failed", { kind: incoming.event.kind, cause });
  }
  return given;
}

/** In time, whatever happens: what comes later is sent after the response. */
async function acknowledge(
  { budgetMs, follow, track, config, makingOf }: ReceiverParts,
  incoming: Incoming,
  { answer: coming, first }: Share<Reply>,
): Promise<Acknowledgement> {
  const making = makingOf(incoming.event.workspace);
  const reply = await inTime(coming, budgetMs);
  if (reply) {
    const { acknowledgement, effects } = toAnswer(incoming, reply, making);
    if (first) follow(incoming, effects);
    return acknowledgement;
  }
  config.log.warn("teams_answer_late", { kind: incoming.event.kind });
  if (first) {
    track(coming.then((late) => follow(incoming, toLateEffects(incoming, late, making))));
  }
  return lateAcknowledgement(incoming, making);
}

function refuse({ status, error, hint }: Refusal): Response {
  const close = status === tooLarge.status ? { connection: "close" } : undefined;
  return Response.json({ error, hint }, { status, ...(close ? { headers: close } : {}) });
}

function toResponse({ status, body }: Acknowledgement): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}
