import { setTimeout as sleep } from "node:timers/promises";
import { SocketModeClient } from "@slack/socket-mode";
import type { Acknowledgement } from "./answer.ts";
import type { SlackConfig } from "./config.ts";
import { quietLogger } from "./quiet-logger.ts";
import { guardSocketAddress } from "./socket-address.ts";

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
/** What held so long was well: the next connection is opened at once. */
const STEADY_MS = 10_000;
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
  let tries = 0;
  while (!signal.aborted) {
    const client = createClient(parts, signal);
    open.add(client);
    const steady = await serve(client, parts, life.connected);
    open.delete(client);
    tries = steady ? 0 : tries + 1;
    if (tries > 1) await pause(FIRST_PAUSE_MS * 2 ** (tries - 2), signal);
  }
}

/** Options of its own: the library writes into what it is given. */
function createClient(parts: SocketParts, stopping: AbortSignal): SocketModeClient {
  const { config, appToken } = parts;
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: quietLogger,
    clientOptions: {
      slackApiUrl: config.apiUrl,
      allowAbsoluteUrls: false,
      fetch: guardSocketAddress(parts.fetch, config.apiUrl),
      retryConfig: { retries: 0 },
    },
  });
  client.on("slack_event", (envelope: Envelope) => void answer(parts, envelope));
  // The library cannot be told to stop while it asks Slack for an address.
  client.on("connected", () => {
    if (stopping.aborted) void leave(client);
  });
  return client;
}

/** From opening to end; true if it held for long. Never throws. */
async function serve(
  client: SocketModeClient,
  { config }: SocketParts,
  connected: () => void,
): Promise<boolean> {
  const ended = new Promise<false>((resolve) => client.once("disconnected", () => resolve(false)));
  const timers: NodeJS.Timeout[] = [];
  client.once("authenticated", () => {
    timers.push(setTimeout(() => void leave(client), HELLO_MS));
  });
  const stands = await Promise.race([open(client, config), ended]);
  for (const timer of timers) clearTimeout(timer);
  if (!stands) return false;
  connected();
  let steady = false;
  const timer = setTimeout(() => {
    steady = true;
  }, STEADY_MS);
  await ended;
  clearTimeout(timer);
  return steady;
}

async function open(client: SocketModeClient, { log }: SocketParts["config"]): Promise<boolean> {
  try {
    await client.start();
    return true;
  } catch (cause) {
    log.warn("slack_socket_away", { cause });
    return false;
  }
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

/** The library may wait for a goodbye that never comes; asked again, it waits no longer. */
async function leave(client: SocketModeClient): Promise<void> {
  const force = setTimeout(() => void client.disconnect(), GOODBYE_MS);
  await client.disconnect();
  clearTimeout(force);
}

/** Ends early when it is stopped. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const most = Math.min(ms, LONGEST_PAUSE_MS);
  await sleep(most, undefined, { signal, ref: false }).catch(() => undefined);
}
