import { once } from "node:events";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { EnvelopeKind, EnvelopeWish } from "./acts.ts";
import { isJson, parseJson, textOf } from "./json.ts";
import type { World } from "./world.ts";

const MOST_CONNECTIONS = 10;
const PING_MS = 5000;
const ACK_MS = 3000;

export interface Sockets {
  count(): number;
  send(wish: EnvelopeWish): Promise<unknown>;
  disconnect(reason: "warning" | "refresh_requested" | "link_disabled" | "cut"): void;
  stop(): void;
}

interface Line {
  readonly socket: WebSocket;
  /** Told to go: it gets no further envelopes. */
  isLeaving: boolean;
}

interface Waiting {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly line: Line;
}

/** Socket Mode behind apps.connections.open: envelopes go round the open connections. */
export function openSockets(server: Server, world: World): Sockets {
  const lines: Line[] = [];
  const waiting = new Map<string, Waiting>();
  const wss = new WebSocketServer({ noServer: true });
  let turn = 0;
  let sequence = 0;

  const hear = (raw: string): void => {
    const ack = parseJson(raw);
    if (!isJson(ack)) return;
    waiting.get(textOf(ack.envelope_id))?.resolve(ack.payload);
    waiting.delete(textOf(ack.envelope_id));
  };

  const leave = (line: Line): void => {
    lines.splice(lines.indexOf(line), 1);
    for (const [id, each] of waiting) {
      if (each.line !== line) continue;
      each.reject(new Error("The connection closed before the ack."));
      waiting.delete(id);
    }
  };

  const welcome = (socket: WebSocket): void => {
    const line: Line = { socket, isLeaving: false };
    lines.push(line);
    const pings = setInterval(() => socket.ping(), PING_MS).unref();
    socket.on("message", (raw) => hear(String(raw)));
    socket.on("close", () => {
      clearInterval(pings);
      leave(line);
    });
    if (lines.length > MOST_CONNECTIONS) tell(line, "too_many_websockets");
    else socket.send(JSON.stringify(hello(world, lines.length)));
  };

  server.on("upgrade", (request, socket, head) => {
    if (request.url?.startsWith("/link/") !== true) socket.destroy();
    else wss.handleUpgrade(request, socket, head, welcome);
  });

  return {
    count: () => lines.filter(({ isLeaving }) => !isLeaving).length,
    send: async (wish) => {
      const open = lines.filter(({ isLeaving }) => !isLeaving);
      const line = open[turn % Math.max(1, open.length)];
      turn += 1;
      sequence += 1;
      if (line === undefined) throw new Error("No socket is connected.");
      const id = `envelope-${sequence}`;
      line.socket.send(JSON.stringify(toEnvelope(id, wish)));
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, line });
        const late = (): void => {
          if (waiting.delete(id)) reject(new Error("No ack came in time."));
        };
        setTimeout(late, wish.waitMs ?? ACK_MS).unref();
      });
    },
    disconnect: (reason) => {
      for (const line of [...lines]) {
        if (reason === "cut") line.socket.terminate();
        else tell(line, reason);
      }
    },
    stop: () => {
      for (const { socket } of [...lines]) socket.terminate();
      wss.close();
    },
  };
}

function hello(world: World, count: number): unknown {
  return {
    type: "hello",
    num_connections: count,
    debug_info: { host: "fake", started: world.clock.now(), approximate_connection_time: 18_060 },
    connection_info: { app_id: world.appId },
  };
}

function toEnvelope(
  id: string,
  { kind, payload, retryAttempt, retryReason }: EnvelopeWish,
): unknown {
  const takesAnswer = kind !== "events_api";
  const retry = { retry_attempt: retryAttempt ?? 0, retry_reason: retryReason ?? "" };
  return {
    envelope_id: id,
    type: kind,
    payload,
    accepts_response_payload: takesAnswer,
    ...(takesAnswer ? {} : retry),
  };
}

/** A warned connection goes on; another closes when the app does not close it within 10 s. */
function tell(line: Line, reason: string): void {
  const debug_info = { host: "fake" };
  line.socket.send(JSON.stringify({ type: "disconnect", reason, debug_info }));
  if (reason === "warning") return;
  line.isLeaving = true;
  setTimeout(() => line.socket.terminate(), 10_000).unref();
}

/** What a socket would carry instead of this HTTP request. */
export async function toWish(request: Request): Promise<EnvelopeWish> {
  const body = await request.clone().text();
  if (body.startsWith("{")) return { kind: "events_api", payload: parseJson(body) };
  const fields = Object.fromEntries(new URLSearchParams(body));
  const kind: EnvelopeKind = fields.payload === undefined ? "slash_commands" : "interactive";
  return { kind, payload: fields.payload === undefined ? fields : parseJson(fields.payload) };
}

/** Resolves when the server is closed, with everything that hangs on it. */
export async function shut(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
