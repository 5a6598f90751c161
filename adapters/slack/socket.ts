import { setTimeout as sleep } from "node:timers/promises";
import { SocketModeClient } from "@slack/socket-mode";
import type { Acknowledgement } from "./answer.ts";
import type { SlackConfig } from "./config.ts";
import { quietLogger } from "./quiet-logger.ts";

export interface SocketParts {
  readonly config: Pick<SlackConfig, "apiUrl" | "log">;
  readonly appToken: string;
  readonly fetch: typeof fetch;
  /** Answers a body as an HTTP request with it would be answered. */
  readonly take: (body: Readonly<Record<string, unknown>>) => Promise<Acknowledgement>;
}

/** Socket Mode: Slack reaches a machine that it cannot call. */
export interface Socket {
  /** Connects, or goes on trying; resolves when the first connection stands, or soon. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** While Slack renews one connection, the other one serves. */
const CONNECTIONS = 2;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const HELLO_MS = 15_000;
const GOODBYE_MS = 2000;
const START_MS = 5000;
const RETRY_FROM = 500;

export function createSocket(parts: SocketParts): Socket {
  const stopping = new AbortController();
  const open = new Set<SocketModeClient>();
  let kept: readonly Promise<void>[] = [];
  return {
    start: async () => {
      await new Promise<void>((connected) => {
        const lives = Array.from({ length: CONNECTIONS }, async () => {
          await keepConnected(parts, { open, connected, signal: stopping.signal });
        });
        kept = lives;
        setTimeout(connected, START_MS).unref();
      });
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([...open].map(leave));
      await Promise.all(kept);
    },
  };
}

interface Life {
  readonly open: Set<SocketModeClient>;
  readonly connected: () => void;
  readonly signal: AbortSignal;
}

/**
 * One connection after the other. The library's own way to reconnect ends the process where Slack is
 * away for a while, and leaves five seconds without a connection where it is not: it is not used.
 */
async function keepConnected(parts: SocketParts, life: Life): Promise<void> {
  const { signal, open } = life;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const client = createClient(parts);
    open.add(client);
    try {
      await serve(client, parts, () => {
        pauseMs = FIRST_PAUSE_MS;
        life.connected();
      });
    } catch (cause) {
      parts.config.log.warn("slack_socket_away", { cause });
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    } finally {
      open.delete(client);
    }
  }
}

/** Options of its own: the library writes into what it is given. */
function createClient({ config, appToken, fetch: guarded }: SocketParts): SocketModeClient {
  return new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger,
    clientOptions: {
      slackApiUrl: config.apiUrl,
      allowAbsoluteUrls: false,
      fetch: guarded,
      retryConfig: { retries: 0 },
    },
  });
}

/** Resolves when the connection has ended; throws if it never stood. */
async function serve(
  client: SocketModeClient,
  parts: SocketParts,
  connected: () => void,
): Promise<void> {
  const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
  client.on("slack_event", (envelope: Envelope) => void answer(parts, envelope));
  const timer = setTimeout(() => void leave(client), HELLO_MS);
  try {
    await client.start();
  } finally {
    clearTimeout(timer);
  }
  connected();
  await ended;
}

interface Envelope {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ack: (payload?: object) => Promise<void>;
}

/** An envelope that is not acknowledged comes again. */
async function answer({ take, config }: SocketParts, { body, ack }: Envelope): Promise<void> {
  try {
    const { status, body: payload } = await take(body);
    if (status < RETRY_FROM) await ack(status < 300 ? payload : undefined);
  } catch (cause) {
    config.log.warn("slack_socket_answer_lost", { cause });
  }
}

/** The library may wait for a goodbye that never comes. */
async function leave(client: SocketModeClient): Promise<void> {
  const left = client.disconnect().catch(() => undefined);
  await Promise.race([left, pause(GOODBYE_MS)]);
  client.emit("disconnected");
}

/** Shorter when the socket stops meanwhile. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => undefined);
}
