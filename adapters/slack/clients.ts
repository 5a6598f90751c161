import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { AccessBook } from "./access.ts";
import type { SlackConfig } from "./config.ts";
import { quietLogger } from "./quiet-logger.ts";

/** Ways to call Slack, a pair for each workspace; undefined where the app is not installed. */
export interface Clients {
  /** For what a person waits for: it gives up soon. */
  interactive(workspace: string): Promise<WebClient | undefined>;
  /** For the outbox: a limit that it meets does not hold up the interactive one. */
  bulk(workspace: string): Promise<WebClient | undefined>;
  /** Empty where the app is not installed. */
  scopes(workspace: string): Promise<ReadonlySet<string>>;
  forget(workspace: string): void;
}

/** The limits are for tests that cannot wait. */
export interface ClientSettings extends Pick<SlackConfig, "apiUrl"> {
  readonly bulkTimeoutMs?: number | undefined;
  readonly interactiveTimeoutMs?: number | undefined;
}

interface Pair {
  readonly token: string;
  readonly interactive: WebClient;
  readonly bulk: WebClient;
}

const MOST_WORKSPACES = 200;
const BULK_TIMEOUT_MS = 10_000;
/** A modal must open within 3 s of the click. */
const INTERACTIVE_TIMEOUT_MS = 2500;

/** Each workspace's own clients; the least used ones are let go. A new token means new clients. */
export function createClients(
  settings: ClientSettings,
  book: AccessBook,
  guarded: typeof fetch,
): Clients {
  const pairs = new Map<string, Pair>();
  const getPair = async (workspace: string): Promise<Pair | undefined> => {
    const token = (await book.find(workspace))?.token;
    const kept = pairs.get(workspace);
    pairs.delete(workspace);
    if (token === undefined) return undefined;
    const pair = kept?.token === token ? kept : createPair(token, settings, guarded);
    pairs.set(workspace, pair);
    const [oldest] = pairs.keys();
    if (pairs.size > MOST_WORKSPACES && oldest !== undefined) pairs.delete(oldest);
    return pair;
  };
  return {
    interactive: async (workspace) => (await getPair(workspace))?.interactive,
    bulk: async (workspace) => (await getPair(workspace))?.bulk,
    scopes: async (workspace) => (await book.find(workspace))?.scopes ?? new Set(),
    forget: (workspace) => void pairs.delete(workspace),
  };
}

function createPair(token: string, settings: ClientSettings, guarded: typeof fetch): Pair {
  const { bulkTimeoutMs = BULK_TIMEOUT_MS } = settings;
  const { interactiveTimeoutMs = INTERACTIVE_TIMEOUT_MS } = settings;
  const base = { apiUrl: settings.apiUrl, guarded };
  return {
    token,
    interactive: new WebClient(token, optionsOf({ ...base, timeoutMs: interactiveTimeoutMs })),
    bulk: new WebClient(token, optionsOf({ ...base, timeoutMs: bulkTimeoutMs })),
  };
}

/**
 * Fresh for each client: a client writes its token into `headers` that it is given, so none are.
 * Nothing is repeated: a post whose answer was lost may be there already.
 */
function optionsOf(from: {
  readonly apiUrl: string;
  readonly guarded: typeof fetch;
  readonly timeoutMs: number;
}): WebClientOptions {
  return {
    slackApiUrl: from.apiUrl,
    allowAbsoluteUrls: false,
    fetch: from.guarded,
    timeout: from.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quietLogger,
  };
}
