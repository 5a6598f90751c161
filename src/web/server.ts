import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { type Context, Hono, type Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ProductError } from "#domain/errors.ts";
import type { ChatAdapter, Platform } from "#ports/chat.ts";
import type { Product } from "#usecases/product.ts";
import { addHealthRoutes, type HealthParts } from "./health.ts";
import { addPages } from "./page-routes.ts";
import { followRequests } from "./requests.ts";
import { addSignInRoutes } from "./sign-in-routes.ts";

export interface Site {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface WebParts {
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly product: Product;
  readonly health: Omit<HealthParts, "product">;
}

export interface Server {
  /** "http://127.0.0.1:3000" */
  readonly url: string;
  /** Takes no new request and waits for those under way. */
  stop(): Promise<void>;
}

const MOST_BYTES = 256 * 1024;
/** A district's whole roster as a zip. */
const MOST_ROSTER_BYTES = 50 * 1024 * 1024;
const ROSTER_PATH = "/playground/api/import";
/** What Slack may send. */
const MOST_EVENT_BYTES = 1024 * 1024;
const SLACK_PATH = "/slack/";

/** Every address of the product. */
export function createWeb({ adapters, product, health }: WebParts): Hono {
  const web = new Hono();
  followRequests(web, product);
  web.use(limitBody);
  const local = adapters.get("local");
  if (local) {
    web.get("/", (context) => context.redirect("/playground"));
    web.all("/playground", async (context) => await local.receive(context.req.raw));
    web.all("/playground/*", async (context) => await local.receive(context.req.raw));
  }
  const slack = adapters.get("slack");
  if (slack) {
    web.post("/slack/events", async (context) => await slack.receive(context.req.raw));
    web.get("/slack/install", async (context) => await slack.receive(context.req.raw));
    web.get("/slack/oauth_redirect", async (context) => await slack.receive(context.req.raw));
  }
  const teams = adapters.get("teams");
  if (teams) {
    web.all("/api/messages", async (context) => await teams.receive(context.req.raw));
    web.all("/teams/*", async (context) => await teams.receive(context.req.raw));
  }
  addSignInRoutes(web, product);
  addPages(web, product);
  addHealthRoutes(web, { product, ...health });
  return web;
}

function mostBytes(path: string): number {
  if (path.startsWith(SLACK_PATH)) return MOST_EVENT_BYTES;
  return path === ROSTER_PATH ? MOST_ROSTER_BYTES : MOST_BYTES;
}

/** Node reads no more than the length that was announced; a body without one is counted. */
async function limitBody(context: Context, next: Next): Promise<Response | undefined> {
  const maxSize = mostBytes(context.req.path);
  const announced = context.req.header("content-length");
  if (announced === undefined) {
    return (await bodyLimit({ maxSize, onError: tooLarge })(context, next)) ?? undefined;
  }
  if (Number(announced) > maxSize) return tooLarge(context);
  await next();
  return undefined;
}

/** The rest of the body is not read, so the connection cannot carry another request. */
function tooLarge(context: Context): Response {
  const said = {
    error: "That is too large.",
    hint: "Send at most 256 KB, 1 MB from Slack, or 50 MB for a roster.",
  };
  return context.json(said, 413, { connection: "close" });
}

/** Listens on the given address. Throws PORT_TAKEN. */
export async function listen(web: Hono, { host, port }: Site): Promise<Server> {
  const server = createServer(getRequestListener(web.fetch));
  const silent = silentConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(refusal(cause, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actual = isAddress(address) ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
    stop: async () =>
      await new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        for (const socket of silent) socket.destroy();
      }),
  };
}

/** Connections that have asked nothing yet, as browsers open them ahead; Node calls them busy. */
function silentConnections(server: HttpServer): ReadonlySet<Socket> {
  const silent = new Set<Socket>();
  server.on("connection", (socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.on("request", ({ socket }) => silent.delete(socket));
  return silent;
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

function refusal(cause: Error, port: number): Error {
  const taken = "code" in cause && cause.code === "EADDRINUSE";
  return taken ? new ProductError("PORT_TAKEN", `Port ${port} is in use.`, { cause }) : cause;
}
