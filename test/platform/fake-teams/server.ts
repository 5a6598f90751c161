import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Faults } from "./faults.ts";
import { jsonOf, parseJson } from "./json.ts";
import type { Limits } from "./limits.ts";
import * as login from "./login.ts";
import * as people from "./people.ts";
import { type Answer, type Ask, findRoute, type Route } from "./route.ts";
import type { Fault } from "./types.ts";
import { TeamsError, type World } from "./world.ts";
import * as writes from "./writes.ts";

const ACTIVITIES = "teams/v3/conversations/:/activities";

const posts = (path: string): Route => ({ method: "POST", path, kind: "post", run: writes.post });
const gets = (path: string, kind: string, run: Route["run"]): Route => {
  return { method: "GET", path, kind, run };
};

const routes: readonly Route[] = [
  { method: "POST", path: "teams/v3/conversations", kind: "create", run: writes.create },
  posts(ACTIVITIES),
  posts(`${ACTIVITIES}/:`),
  { method: "PUT", path: `${ACTIVITIES}/:`, kind: "update", run: writes.update },
  { method: "DELETE", path: `${ACTIVITIES}/:`, kind: "delete", run: writes.remove },
  gets("teams/v3/conversations/:/members", "roster", people.listPeople),
  gets("teams/v3/conversations/:/members/:", "member", people.readPerson),
  gets("teams/v3/conversations/:/pagedmembers", "members", people.pagePeople),
  gets("teams/v3/teams/:", "team", people.readTeam),
  gets("teams/v3/teams/:/conversations", "team", people.listChannels),
  gets("v1/.well-known/openidconfiguration", "openid", login.botOpenId),
  gets("v1/.well-known/keys", "keys", login.botKeys),
  { method: "POST", path: ":/oauth2/v2.0/token", kind: "token", run: login.issueToken },
  gets(":/v2.0/.well-known/openid-configuration", "openid", login.entraOpenId),
  gets(":/discovery/v2.0/keys", "keys", login.entraKeys),
  gets(":/discovery/instance", "discovery", login.discover),
];

const nowhere: Route = {
  method: "",
  path: "",
  kind: "other",
  run: () => ({ status: 404, body: {} }),
};

export interface Parts {
  readonly world: World;
  readonly faults: Faults;
  readonly limits: Limits | undefined;
}

/** Listens on a free loopback port; tells the world its origin. */
export async function listen(parts: Parts): Promise<Server> {
  const server = createServer((request, response) => {
    answer(parts, { request, response }).catch((bug: unknown) => {
      response.writeHead(500).end(`The fake itself failed: ${String(bug)}`);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  parts.world.origin = `http://127.0.0.1:${port}`;
  return server;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(parts: Parts, exchange: Exchange): Promise<void> {
  const { request } = exchange;
  const { world, limits } = parts;
  const { method = "", url: path = "/" } = request;
  const url = new URL(path, world.origin);
  const text = await readBody(request);
  const body = parseBody(request, text);
  const match = findRoute(routes, { method, path: url.pathname });
  const { route, ids } = match ?? { route: nowhere, ids: [] };
  const { kind, run } = asked(route, url);
  const authorization = request.headers.authorization ?? "";
  const call = { kind, method, path, status: 0, authorization, body };
  world.calls.push(call);
  const ask = { world, limits, ids, query: url.searchParams, body: jsonOf(body), text };
  const work = (): Answer => {
    try {
      if (url.pathname.startsWith("/teams/")) login.checkBearer(world, authorization);
      return run(ask);
    } catch (error) {
      return toAnswer(error);
    }
  };
  const tell = (given: Answer): void => {
    call.status = given.status;
    send(exchange.response, given);
  };
  await finish(parts.faults.take(kind), { exchange, work, tell, kind });
}

/** A post may be a targeted one. */
function asked(route: Route, url: URL): { kind: string; run: (ask: Ask) => Answer } {
  const targeted = url.searchParams.get("isTargetedActivity") === "true";
  return route.kind === "post" && targeted ? { kind: "targeted", run: writes.postTargeted } : route;
}

interface Work {
  readonly exchange: Exchange;
  readonly work: () => Answer;
  readonly tell: (answer: Answer) => void;
  readonly kind: string;
}

/** Answers, or fails as the fault says: before the work or after it. */
async function finish(fault: Fault | undefined, work: Work): Promise<void> {
  if (fault === undefined) return work.tell(work.work());
  if ("delayMs" in fault) {
    const late = work.work();
    await delay(fault.delayMs, undefined, { ref: false });
    return work.tell(late);
  }
  if (isProcessed(fault)) work.work();
  if ("reset" in fault) work.exchange.request.socket.resetAndDestroy();
  if ("status" in fault) work.tell(toFailure(fault, work.kind));
}

function isProcessed(fault: Exclude<Fault, { delayMs: number }>): boolean {
  if ("reset" in fault) return fault.reset === "after";
  return "hang" in fault ? fault.hang === "after" : fault.processed === true;
}

function toFailure(fault: Extract<Fault, { status: number }>, kind: string): Answer {
  const { status, retryAfter, code } = fault;
  const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  const message = "The fake was asked to fail.";
  const body =
    kind === "token"
      ? { error: code ?? "temporarily_unavailable", error_description: message }
      : { error: { code: code ?? usualCodes[status] ?? "ServiceError", message } };
  return { status, headers, body };
}

const usualCodes: Readonly<Record<number, string>> = {
  400: "Bad Argument",
  401: "BotNotRegistered",
  403: "BotNotInConversationRoster",
  404: "ConversationNotFound",
  412: "PreconditionFailed",
  413: "MessageSizeTooBig",
  429: "Throttled",
};

function toAnswer(error: unknown): Answer {
  if (!(error instanceof TeamsError)) throw error;
  const { status, code, message, headers } = error;
  return { status, headers, body: { error: { code, message } } };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const type = { "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, { ...(body === undefined ? {} : type), ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function parseBody(request: IncomingMessage, text: string): unknown {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return parseJson(text);
  return Object.fromEntries(new URLSearchParams(text));
}
