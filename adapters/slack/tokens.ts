import { WebClient } from "@slack/web-api";
import type { Installation } from "#ports/installations.ts";
import type { Access, AccessBook } from "./access.ts";
import type { SlackAccess, SlackConfig } from "./config.ts";
import { quietLogger } from "./quiet-logger.ts";
import { createRefresher } from "./refresh.ts";
import { openToken } from "./sealed-token.ts";

/** An access book that also forgets, and tells which workspace a single token belongs to. */
export interface Tokens extends AccessBook {
  /** After an installation was removed or replaced. */
  forget(workspace: string): void;
  /** Calls back once the one token's workspace is known; never with OAuth. */
  onKnown(tell: (workspace: string) => void): void;
}

/** Whom we may act as, from memory and the store; Slack is asked in the background alone. */
export function createTokens(config: SlackConfig, guarded: typeof fetch): Tokens {
  const { access } = config;
  return access.kind === "token"
    ? createOneToken(config, access.botToken, guarded)
    : createManyTokens(config, access, guarded);
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const TIMEOUT_MS = 5000;
/** Another machine on the same store may have renewed or removed what we remember. */
const FRESH_MS = 60_000;

/** One token: which workspace it is for is asked until Slack says so. */
function createOneToken(config: SlackConfig, token: string, guarded: typeof fetch): Tokens {
  let known: (Access & { readonly workspace: string }) | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let tell: (workspace: string) => void = () => undefined;
  const ask = async (pauseMs: number): Promise<void> => {
    known = await askWho(config, token, guarded);
    if (known) tell(known.workspace);
    else if (!stopped) {
      timer = setTimeout(() => void ask(Math.min(pauseMs * 2, LONGEST_PAUSE_MS)), pauseMs);
      timer.unref();
    }
  };
  const unknown: Access = { token, botAccount: "", scopes: new Set() };
  return {
    find: async (workspace) => {
      if (!known) return await Promise.resolve(unknown);
      return known.workspace === workspace ? known : undefined;
    },
    start: async () => await ask(FIRST_PAUSE_MS),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.resolve();
    },
    forget: () => undefined,
    onKnown: (told) => {
      tell = told;
      if (known) told(known.workspace);
    },
  };
}

/** Undefined while Slack cannot say. */
async function askWho({ apiUrl, log }: SlackConfig, token: string, guarded: typeof fetch) {
  const client = new WebClient(token, {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    fetch: guarded,
    timeout: TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quietLogger,
  });
  try {
    const who = await client.auth.test();
    const wide = who.is_enterprise_install === true;
    const workspace = (wide ? who.enterprise_id : who.team_id) ?? "";
    const scopes = new Set(who.response_metadata?.scopes ?? []);
    return { workspace, token, botAccount: who.user_id ?? "", scopes };
  } catch (cause) {
    log.warn("slack_token_not_checked", { cause });
    return undefined;
  }
}

interface Opened {
  readonly access: Access;
  /** When it was read, in ms. */
  readonly at: number;
}

/** Many workspaces: their tokens lie sealed in the store, and open ones are kept in memory. */
function createManyTokens(
  config: SlackConfig,
  access: Extract<SlackAccess, { kind: "oauth" }>,
  guarded: typeof fetch,
): Tokens {
  const opened = new Map<string, Opened>();
  let turns = 0;
  const forget = (workspace: string): void => {
    turns += 1;
    opened.delete(workspace);
  };
  const refresher = createRefresher({ config, access, fetch: guarded, renewed: forget });
  return {
    find: async (workspace) => {
      const at = config.clock.now().getTime();
      const known = opened.get(workspace);
      if (known && at - known.at < FRESH_MS) return known.access;
      const turn = turns;
      const row = await config.installations.find("slack", workspace);
      const found = row && toAccess(config, row);
      if (!found) opened.delete(workspace);
      // What was forgotten while we read may be what we read.
      else if (turn === turns) opened.set(workspace, { access: found, at });
      return found;
    },
    start: async () => {
      refresher.start();
      await Promise.resolve();
    },
    stop: async () => await refresher.stop(),
    forget,
    onKnown: () => undefined,
  };
}

/** A token that cannot be opened is as good as none, and somebody has to hear of it. */
function toAccess({ box, log }: SlackConfig, row: Installation): Access | undefined {
  const { workspace, sealed, botAccount, scopes } = row;
  const secrets = openToken(box, workspace, sealed);
  if (!secrets) {
    log.error("slack_token_unreadable", { workspace });
    return undefined;
  }
  return { token: secrets.botToken, botAccount, scopes: new Set(scopes) };
}
