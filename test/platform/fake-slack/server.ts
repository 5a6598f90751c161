import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { authorize } from "./installs.ts";
import { isJson, jsonOf, parseJson } from "./json.ts";
import type { Limits } from "./limits.ts";
import { type Answer, type Asked, rateLimited, run } from "./methods.ts";
import { answerResponseUrl } from "./response-urls.ts";
import type { FakeCall, Fault, Json } from "./types.ts";
import type { Mutable, World } from "./world.ts";

/** Fields that forms carry as JSON. */
const complex = new Set(["blocks", "view", "metadata", "attachments"]);

export interface Faults {
  add(method: string, fault: Fault, times: number): void;
  /** The next fault of this method, which is used up by it. */
  take(method: string): Fault | undefined;
  heal(): void;
}

export function createFaults(): Faults {
  const waiting: { method: string; fault: Fault; times: number }[] = [];
  return {
    add: (method, fault, times) => {
      waiting.push({ method, fault, times });
    },
    take: (method) => {
      const found = waiting.find(
        (each) => each.times > 0 && (each.method === method || each.method === "*"),
      );
      if (found !== undefined) found.times -= 1;
      return found?.fault;
    },
    heal: () => waiting.splice(0),
  };
}

interface Parts {
  readonly world: World;
  readonly limits: Limits | undefined;
  readonly faults: Faults;
}

/** Listens on a free loopback port; tells the world its URL. */
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
  parts.world.url = `http://127.0.0.1:${port}`;
  return server;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(parts: Parts, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const url = new URL(request.url ?? "/", parts.world.url);
  const body = await readBody(request);
  if (url.pathname === "/oauth/v2/authorize") return showAuthorize(parts.world, url, response);
  if (url.pathname.startsWith("/api/")) return answerMethod(parts, { exchange, url, body });
  if (/^\/(commands|actions)\//.test(url.pathname)) {
    if (parts.world.latencyMs > 0) await delay(parts.world.latencyMs);
    const given = parts.faults.take("response_url");
    const said = (): Answer => answerResponseUrl(parts.world, url, parseArgs(request, body));
    finish(given, { exchange, work: said, call: undefined });
    return;
  }
  response.writeHead(404).end();
}

function showAuthorize(world: World, url: URL, response: ServerResponse): void {
  const back = authorize(world, url.searchParams);
  if (back === undefined) response.writeHead(400).end("Something went wrong");
  else response.writeHead(302, { location: back }).end();
}

async function answerMethod(
  parts: Parts,
  { exchange, url, body }: { exchange: Exchange; url: URL; body: string },
): Promise<void> {
  const { world, limits, faults } = parts;
  const { request } = exchange;
  const method = url.pathname.slice("/api/".length);
  const args = { ...Object.fromEntries(url.searchParams), ...parseArgs(request, body) };
  const asked: Asked = { method, args: withClient(request, args), token: tokenOf(request, args) };
  const call: Mutable<FakeCall> = {
    ...asked,
    at: world.clock.now(),
    status: 0,
    error: undefined,
    headers: headersOf(request),
  };
  world.calls.push(call);
  if (world.latencyMs > 0) await delay(world.latencyMs);
  finish(faults.take(method), { exchange, work: () => run(world, limits, asked), call });
}

interface Work {
  readonly exchange: Exchange;
  readonly work: () => Answer;
  readonly call: Mutable<FakeCall> | undefined;
}

/** Answers, or fails as the fault says: before the work or after it. */
function finish(fault: Fault | undefined, { exchange, work, call }: Work): void {
  if (fault !== undefined && "processed" in fault && fault.processed) work();
  if (fault !== undefined && "reset" in fault) exchange.request.socket.resetAndDestroy();
  else if (fault === undefined || !("hang" in fault))
    send(answerOf(fault) ?? work(), exchange, call);
}

function send(
  { status, headers, body }: Answer,
  { response }: Exchange,
  call: Mutable<FakeCall> | undefined,
): void {
  if (call !== undefined) {
    call.status = status;
    call.error = typeof body.error === "string" ? body.error : undefined;
  }
  const type = { "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, { ...type, ...headers });
  response.end(status >= 500 ? "upstream connect error" : JSON.stringify(body));
}

function answerOf(fault: Fault | undefined): Answer | undefined {
  if (fault === undefined) return undefined;
  if ("status429" in fault) return rateLimited(fault.status429);
  if ("error" in fault) {
    return { status: 200, headers: {}, body: { ok: false, error: fault.error } };
  }
  return "status" in fault ? { status: fault.status, headers: {}, body: {} } : undefined;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function parseArgs(request: IncomingMessage, body: string): Json {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return jsonOf(parseJson(body));
  const fields = [...new URLSearchParams(body)].map(([name, value]) => [
    name,
    complex.has(name) ? (parseJson(value) ?? value) : value,
  ]);
  const args: unknown = Object.fromEntries(fields);
  return isJson(args) ? args : {};
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function tokenOf(request: IncomingMessage, args: Json): string | undefined {
  const header = request.headers.authorization ?? "";
  if (header.startsWith("Bearer ")) return header.slice("Bearer ".length);
  return typeof args.token === "string" ? args.token : undefined;
}

/** OAuth clients may name themselves in a Basic header. */
function withClient(request: IncomingMessage, args: Json): Json {
  const header = request.headers.authorization ?? "";
  if (!header.startsWith("Basic ")) return args;
  const pair = Buffer.from(header.slice("Basic ".length), "base64").toString();
  const at = pair.indexOf(":");
  return { client_id: pair.slice(0, at), client_secret: pair.slice(at + 1), ...args };
}
