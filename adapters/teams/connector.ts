import type { Activity } from "botbuilder";
import type { WebResourceLike } from "botbuilder-stdlib/lib/azureCoreHttpCompat.js";
import { ConnectorClient } from "botframework-connector";
import { inTime } from "#edge/in-time.ts";
import type { Log } from "#ports/log.ts";
import { CallFailed, createHttpClient, type Failure, send } from "./http.ts";
import type { CardMessage } from "./render.ts";
import type { Tokens } from "./tokens.ts";

/** How a call ended; the body is what Teams said, unread. */
export type Ending = { readonly kind: "answer"; readonly body: unknown } | Failure;

/** What the bot can ask of Teams in one conversation, or about it. */
export interface Connector {
  post(at: Place, message: Message): Promise<Ending>;
  /** Only the recipient sees it, in a channel or a group. */
  postTo(at: Place, recipient: string, message: Message): Promise<Ending>;
  update(at: Place, id: string, message: Message): Promise<Ending>;
  /** The same for a message that only one person sees. */
  updateTo(at: Place, id: string, message: Message): Promise<Ending>;
  remove(at: Place, id: string): Promise<Ending>;
  /** Gives the conversation that is there, or begins one. */
  open(serviceUrl: string, wanted: object): Promise<Ending>;
  /** One person, by Teams' id, directory id or sign-in name. */
  readPerson(at: Place, id: string): Promise<Ending>;
  /** A page of the people there. */
  readPeople(at: Place, page?: string): Promise<Ending>;
}

/** A conversation, and the address at which it is served. */
export interface Place {
  readonly serviceUrl: string;
  readonly conversation: string;
}

/** A card, or a line of words: never both, which Teams would part into two messages. */
export type Message = CardMessage | { readonly type: "message"; readonly text: string };

const MOST_CLIENTS = 50;
const PAGE = 200;
const LAST_SLASH = /\/+$/;
const UNAUTHORIZED = 401;
const TARGETED = "isTargetedActivity=true";
const JSON_HEADERS = { "content-type": "application/json; charset=utf-8" };

export interface ConnectorParts {
  readonly tokens: Tokens;
  readonly log: Log;
  readonly timeoutMs: number;
  readonly guarded: typeof fetch;
  /** The bot's token goes to no other address, whatever was kept. */
  readonly isAllowed: (serviceUrl: string) => boolean;
}

/** The library's client with our own HTTP: one attempt, a time limit, and the end as a value. */
export function createConnector(parts: ConnectorParts): Connector {
  const clientOf = createClients(parts);
  const call = createCall(parts);
  const chats = ({ serviceUrl }: Place) => clientOf(serviceUrl).conversations;
  return {
    post: async (at, message) =>
      await call(
        "post",
        async () => await chats(at).sendToConversation(at.conversation, toActivity(message)),
      ),
    ...createAsides(parts, call),
    update: async (at, id, message) =>
      await call(
        "update",
        async () => await chats(at).updateActivity(at.conversation, id, toActivity(message)),
      ),
    remove: async (at, id) =>
      await call("remove", async () => await chats(at).deleteActivity(at.conversation, id)),
    open: async (serviceUrl, wanted) =>
      await call(
        "open",
        async () => await sendJson(parts, serviceUrl, { method: "POST", path: "", body: wanted }),
      ),
    readPerson: async (at, id) =>
      await call(
        "readPerson",
        async () => await chats(at).getConversationMember(at.conversation, id),
      ),
    readPeople: async (at, page) =>
      await call("readPeople", async () => {
        if (page === undefined) return await chats(at).getConversationPagedMembers(at.conversation);
        const next = { pageSize: PAGE, continuationToken: page };
        return await chats(at).getConversationPagedMembers(at.conversation, next);
      }),
  };
}

function toActivity(message: Message): Partial<Activity> {
  return "text" in message ? message : { ...message, attachments: [...message.attachments] };
}

interface Asked {
  readonly method: "POST" | "PUT";
  /** Below the conversations. */
  readonly path: string;
  readonly body: object;
}

/** What the library has no way for, or would change. */
async function sendJson(
  { tokens, timeoutMs, guarded, isAllowed }: ConnectorParts,
  serviceUrl: string,
  { method, path, body }: Asked,
): Promise<unknown> {
  requireAllowed(isAllowed, serviceUrl);
  const root = `${serviceUrl.replace(LAST_SLASH, "")}/v3/conversations`;
  const url = path === "" ? root : `${root}/${path}`;
  const headers = { ...JSON_HEADERS, ...(await authorize(tokens, timeoutMs)) };
  const request = { method, url, headers, body: JSON.stringify(body) };
  const { text } = await send(request, { guarded, timeoutMs });
  return text === "" ? {} : JSON.parse(text);
}

function requireAllowed(isAllowed: ConnectorParts["isAllowed"], serviceUrl: string): void {
  if (!isAllowed(serviceUrl)) {
    throw new CallFailed({ kind: "refused", status: 0, code: "AddressNotAllowed" });
  }
}

/** Messages for one person alone: the library drops their recipient, so they go by themselves. */
function createAsides(parts: ConnectorParts, call: Call): Pick<Connector, "postTo" | "updateTo"> {
  return {
    postTo: async ({ serviceUrl, conversation }, recipient, message) =>
      await call("postTo", async () => {
        const path = `${encodeURIComponent(conversation)}/activities?${TARGETED}`;
        const body = { ...message, recipient: { id: recipient } };
        return await sendJson(parts, serviceUrl, { method: "POST", path, body });
      }),
    updateTo: async ({ serviceUrl, conversation }, id, message) =>
      await call("updateTo", async () => {
        const [place, activity] = [conversation, id].map(encodeURIComponent);
        const path = `${place}/activities/${activity}?${TARGETED}`;
        return await sendJson(parts, serviceUrl, { method: "PUT", path, body: message });
      }),
  };
}

/** One client for each address; there are few. */
function createClients({ tokens, timeoutMs, guarded, isAllowed }: ConnectorParts) {
  const httpClient = createHttpClient({ guarded, timeoutMs });
  const clients = new Map<string, ConnectorClient>();
  const signRequest = async (request: WebResourceLike): Promise<WebResourceLike> => {
    const { authorization } = await authorize(tokens, timeoutMs);
    if (authorization !== undefined) request.headers.set("authorization", authorization);
    return request;
  };
  return (baseUri: string): ConnectorClient => {
    requireAllowed(isAllowed, baseUri);
    const known = clients.get(baseUri);
    if (known) return known;
    const made = new ConnectorClient({ signRequest }, { baseUri, httpClient });
    if (clients.size >= MOST_CLIENTS) clients.clear();
    clients.set(baseUri, made);
    return made;
  };
}

type Call = (what: string, ask: () => Promise<unknown>) => Promise<Ending>;

function createCall({ tokens, log }: ConnectorParts): Call {
  return async (what, ask) => {
    try {
      return { kind: "answer", body: await ask() };
    } catch (cause) {
      const failure = toFailure(cause);
      if (failure.kind === "refused" && failure.status === UNAUTHORIZED) tokens.forget();
      log.warn("teams_call_failed", { call: what, ...failure });
      return failure;
    }
  };
}

/** Without a token nothing is sent; an emulator wants none. */
async function authorize(tokens: Tokens, timeoutMs: number): Promise<{ authorization?: string }> {
  const token = await inTime(tokens.get(), timeoutMs).catch(() => undefined);
  if (token === undefined) throw new CallFailed({ kind: "not-sent" });
  return token === "" ? {} : { authorization: `Bearer ${token}` };
}

/** What is no failure of ours came after Teams had answered: it may have been done. */
function toFailure(cause: unknown): Failure {
  return cause instanceof CallFailed ? cause.failure : { kind: "lost" };
}
