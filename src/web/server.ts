import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import { ProductError } from "#domain/errors.ts";
import type { ChatAdapter, Platform } from "#ports/chat.ts";
import type { Product } from "#usecases/product.ts";
import { limitBody } from "./body-limits.ts";
import { addChartRoutes } from "./chart-routes.ts";
import { addHealthRoutes, type HealthParts } from "./health.ts";
import { addPages } from "./page-routes.ts";
import { limitRate } from "./rate-limits.ts";
import { followRequests } from "./requests.ts";
import { secureHeaders } from "./security-headers.ts";
import { addSignInRoutes } from "./sign-in-routes.ts";
import {
  limitConnections,
  type Patience,
  refuseManyHeaders,
  toServerOptions,
  usualPatience,
} from "./slow-clients.ts";

export interface Site {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly trustedProxies?: readonly string[] | undefined;
  /** As usual where it is left out. */
  readonly patience?: Partial<Patience> | undefined;
}

export interface WebParts {
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly product: Product;
  readonly health: Omit<HealthParts, "product">;
  /** Whose word is taken for who asks; nobody's where it is left out. */
  readonly trustedProxies?: readonly string[] | undefined;
}

export interface Server {
  /** "http://127.0.0.1:3000" */
  readonly url: string;
  /** Takes no new request and waits for those under way. */
  stop(): Promise<void>;
}

/** Every address of the product. */
export function createWeb({ adapters, product, health, trustedProxies }: WebParts): Hono {
  const web = new Hono();
  web.use(secureHeaders(product.pagesUrl));
  followRequests(web, product);
  web.use(leaveWhenStopping(health.isStopping));
  web.use(limitRate(trustedProxies));
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
  addChartRoutes(web, product);
  addHealthRoutes(web, { product, ...health });
  return web;
}

/** Whoever keeps a connection open asks elsewhere next. */
function leaveWhenStopping(isStopping: () => boolean): MiddlewareHandler {
  return async (context, next) => {
    await next();
    if (isStopping()) context.header("connection", "close");
  };
}

/** Listens on the given address. Throws PORT_TAKEN. */
export async function listen(web: Hono, site: Site): Promise<Server> {
  const { host, port, trustedProxies = [] } = site;
  const patience = { ...usualPatience, ...site.patience };
  const listener = refuseManyHeaders(getRequestListener(web.fetch), patience);
  const server = createServer(toServerOptions(patience), listener);
  limitConnections(server, patience, trustedProxies);
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
