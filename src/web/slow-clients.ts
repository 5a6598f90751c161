import type { Server as HttpServer, RequestListener, ServerOptions } from "node:http";
import type { Socket } from "node:net";
import { createRanges } from "./client-address.ts";

/** How long a client may take, and how much of the server it may hold. Times in milliseconds. */
export interface Patience {
  /** For all headers of a request. */
  readonly headersMs: number;
  /** For a whole request, its body included. */
  readonly requestMs: number;
  /** How often the two are looked at. */
  readonly lookMs: number;
  /** Between two requests of a connection; longer than the 60 s of most proxies, so that they end it. */
  readonly idleMs: number;
  /** Without a byte in either direction, such as a client that does not read its answer. */
  readonly silenceMs: number;
  readonly headerBytes: number;
  readonly headerCount: number;
  /** Connections of one address that is no trusted proxy, and of all together. */
  readonly connections: number;
  readonly allConnections: number;
}

export const usualPatience: Patience = {
  headersMs: 10_000,
  requestMs: 60_000,
  lookMs: 2000,
  idleMs: 65_000,
  silenceMs: 180_000,
  headerBytes: 16 * 1024,
  headerCount: 100,
  connections: 256,
  allConnections: 4096,
};

const TOO_MANY_HEADERS = 431;

/** What Node itself cuts off: with 408 for time, 431 for headers. */
export function toServerOptions(patience: Patience): ServerOptions {
  return {
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.lookMs,
    keepAliveTimeout: patience.idleMs,
    maxHeaderSize: patience.headerBytes,
  };
}

/**
 * Node would leave out the headers above a count without a word, and one of them may be the one by which
 * a proxy says for whom it asks: here the whole request is refused.
 */
export function refuseManyHeaders(listener: RequestListener, patience: Patience): RequestListener {
  return (incoming, outgoing) => {
    if (incoming.rawHeaders.length <= 2 * patience.headerCount) return listener(incoming, outgoing);
    outgoing.writeHead(TOO_MANY_HEADERS, { connection: "close" }).end();
  };
}

/** What Node does not: silence, and one address that opens connection after connection. */
export function limitConnections(
  server: HttpServer,
  patience: Patience,
  trustedProxies: readonly string[],
): void {
  const isTrusted = createRanges(trustedProxies);
  const open = new Map<string, number>();
  server.maxConnections = patience.allConnections;
  server.maxHeadersCount = 0;
  server.setTimeout(patience.silenceMs);
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const count = open.get(address) ?? 0;
    if (count >= patience.connections && !isTrusted(address)) return void socket.destroy();
    open.set(address, count + 1);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
