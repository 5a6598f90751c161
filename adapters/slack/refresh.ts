import type { Installation } from "#ports/installations.ts";
import type { SlackAccess, SlackConfig } from "./config.ts";
import { callOAuth } from "./oauth-call.ts";
import { openToken, sealToken } from "./sealed-token.ts";

export interface RefreshParts {
  readonly config: SlackConfig;
  readonly access: Extract<SlackAccess, { kind: "oauth" }>;
  readonly fetch: typeof fetch;
  /** After a workspace has a new token. */
  readonly renewed: (workspace: string) => void;
}

/** Renews tokens that end, beside the requests and never inside one. */
export interface Refresher {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const LOOK_MS = 60_000;
/** A token lives for twelve hours. */
const BEFORE_END_MS = 2 * 60 * 60 * 1000;

/** A refresh token is good once: of one workspace, one exchange is under way at most. */
export function createRefresher(parts: RefreshParts): Refresher {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const look = (): Promise<void> => {
    running ??= renewAll(parts)
      .catch((cause: unknown) => parts.config.log.error("slack_refresh_failed", { cause }))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return {
    start: async () => {
      timer = setInterval(() => void look(), LOOK_MS).unref();
      await look();
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function renewAll(parts: RefreshParts): Promise<void> {
  const { installations, clock } = parts.config;
  const soon = clock.now().getTime() + BEFORE_END_MS;
  for (const row of await installations.list("slack")) {
    if (row.expiresAt && row.expiresAt.getTime() < soon) await renew(parts, row);
  }
}

/** What Slack refuses now is asked again at the next look; until its end the old token is good. */
async function renew(parts: RefreshParts, row: Installation): Promise<void> {
  const { config, access, fetch: guarded, renewed } = parts;
  const { installations, box, clock, log } = config;
  const { workspace } = row;
  const refreshToken = openToken(box, workspace, row.sealed)?.refreshToken;
  if (refreshToken === undefined) return log.error("slack_token_unreadable", { workspace });
  const asked = { grant_type: "refresh_token", refresh_token: refreshToken };
  const granted = await callOAuth({ config, access, fetch: guarded }, asked);
  if (!granted) return log.warn("slack_token_not_renewed", { workspace });
  // Somebody may have installed or removed the app meanwhile: theirs is newer.
  const now = await installations.find("slack", workspace);
  if (now?.sealed !== row.sealed) return undefined;
  await installations.save({
    ...row,
    sealed: sealToken(box, workspace, {
      botToken: granted.access_token,
      refreshToken: granted.refresh_token,
    }),
    expiresAt: endOf(clock.now(), granted.expires_in),
  });
  renewed(workspace);
}

/** Undefined for a token that does not end. */
export function endOf(now: Date, seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000);
}
