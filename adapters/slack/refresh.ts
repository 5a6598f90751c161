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
  /** Begins, and waits for nobody: Slack may be slow. */
  start(): void;
  /** Waits for the one exchange under way, so that its token is kept. */
  stop(): Promise<void>;
}

const LOOK_MS = 60_000;
/** A token lives for twelve hours. */
const BEFORE_END_MS = 2 * 60 * 60 * 1000;
/** Longer than any exchange takes, and over when the next look comes. */
const LEASE_MS = 50_000;

interface Round extends RefreshParts {
  /** By what was sealed before: rows that the store did not take yet. */
  readonly unsaved: Map<string, Installation>;
  readonly stopping: AbortSignal;
}

/** A refresh token is good once: of one workspace, one exchange is under way at most, on all replicas. */
export function createRefresher(parts: RefreshParts): Refresher {
  const stop = new AbortController();
  const round: Round = { ...parts, unsaved: new Map(), stopping: stop.signal };
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const look = (): void => {
    running ??= renewAll(round)
      .catch((cause: unknown) => parts.config.log.error("slack_refresh_failed", { cause }))
      .finally(() => {
        running = undefined;
      });
  };
  return {
    start: () => {
      timer ??= setInterval(look, LOOK_MS).unref();
      look();
    },
    stop: async () => {
      stop.abort();
      clearInterval(timer);
      await running;
    },
  };
}

async function renewAll(round: Round): Promise<void> {
  const { installations, clock, log } = round.config;
  const soon = clock.now().getTime() + BEFORE_END_MS;
  for (const row of await installations.list("slack")) {
    if (round.stopping.aborted) return;
    if (!row.expiresAt || row.expiresAt.getTime() >= soon) continue;
    const { workspace } = row;
    await renew(round, row).catch((cause: unknown) => {
      log.error("slack_refresh_failed", { workspace, cause });
    });
  }
}

/** What Slack refuses now is asked again at the next look; until its end the old token is good. */
async function renew(round: Round, row: Installation): Promise<void> {
  const { config, unsaved, renewed } = round;
  const { workspace, sealed } = row;
  if (!unsaved.has(sealed) && !(await isOurs(round, row))) return;
  const newer = unsaved.get(sealed) ?? (await exchange(round, row));
  if (!newer) return config.log.warn("slack_token_not_renewed", { workspace });
  // The old refresh token is spent: should the store fail now, the next look saves what we have.
  unsaved.set(sealed, newer);
  // Somebody may have installed or removed the app meanwhile: theirs is newer, and stays.
  await config.installations.replace(sealed, newer);
  unsaved.delete(sealed);
  renewed(workspace);
}

/** True if no other replica renews it just now, nor has since we looked. */
async function isOurs({ config }: Round, row: Installation): Promise<boolean> {
  const { installations, clock } = config;
  const now = clock.now();
  const lease = { now, until: new Date(now.getTime() + LEASE_MS) };
  if (!(await installations.takeRenewal(row, lease))) return false;
  return (await installations.find("slack", row.workspace))?.sealed === row.sealed;
}

/** The row with a new token; undefined where Slack gives none, or nothing can be exchanged. */
async function exchange(round: Round, row: Installation): Promise<Installation | undefined> {
  const { config, access, fetch: guarded } = round;
  const { box, clock, log } = config;
  const { workspace } = row;
  const secrets = openToken(box, workspace, row.sealed);
  if (!secrets) log.error("slack_token_unreadable", { workspace });
  const refreshToken = secrets?.refreshToken;
  if (refreshToken === undefined) return undefined;
  const asked = { grant_type: "refresh_token", refresh_token: refreshToken };
  const granted = await callOAuth({ config, access, fetch: guarded }, asked);
  if (!granted) return undefined;
  const tokens = { botToken: granted.access_token, refreshToken: granted.refresh_token };
  const sealed = sealToken(box, workspace, tokens);
  return { ...row, sealed, expiresAt: endOf(clock.now(), granted.expires_in) };
}

/** Undefined for a token that does not end. */
export function endOf(now: Date, seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000);
}
