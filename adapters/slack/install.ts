import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { SlackAccess, SlackConfig } from "./config.ts";
import { installPages, renderInstallPage } from "./install-pages.ts";
import { callOAuth, type Granted } from "./oauth-call.ts";
import { endOf } from "./refresh.ts";
import { botScopes, optionalScopes } from "./scopes.ts";
import { sealToken } from "./sealed-token.ts";
import type { Tokens } from "./tokens.ts";

export interface InstallParts {
  readonly config: SlackConfig;
  readonly tokens: Pick<Tokens, "forget">;
  readonly fetch: typeof fetch;
}

/** Putting the app into a workspace, and taking it out. */
export interface Install {
  /** `/slack/install` and `/slack/oauth_redirect`; never throws. */
  receive(request: Request): Promise<Response>;
  /**
   * The app was removed, or its tokens revoked, at that time: nothing of it is kept. False for word of
   * a removal that comes after the app was installed again.
   */
  remove(workspace: string, at: Date): Promise<boolean>;
}

interface Desk extends InstallParts {
  readonly access: Extract<SlackAccess, { kind: "oauth" }>;
}

const INSTALL = "/slack/install";
const REDIRECT = "/slack/oauth_redirect";
const COOKIE = "groundswell_install";
const STATE_BYTES = 32;
const VALID_SECONDS = 600;
const SECOND_MS = 1000;

export function createInstall(parts: InstallParts): Install {
  const { config, tokens } = parts;
  const { access, installations, log } = config;
  return {
    receive: async (request) => {
      if (access.kind !== "oauth") return renderInstallPage(installPages.absent);
      try {
        return await answer({ ...parts, access }, request);
      } catch (cause) {
        log.error("slack_install_failed", { cause });
        return renderInstallPage(installPages.failed);
      }
    },
    remove: async (workspace, at) => {
      const row = await installations.find("slack", workspace);
      // Slack tells whole seconds.
      if (row && at.getTime() + SECOND_MS <= row.installedAt.getTime()) return false;
      await installations.remove("slack", workspace);
      tokens.forget(workspace);
      return true;
    },
  };
}

async function answer(desk: Desk, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === INSTALL) return await begin(desk);
  if (pathname === REDIRECT) return await finish(desk, request);
  return renderInstallPage(installPages.absent);
}

/** Sends the admin to Slack, with a state that is good once, in this browser, for ten minutes. */
async function begin({ config, access }: Desk): Promise<Response> {
  const state = randomBytes(STATE_BYTES).toString("base64url");
  const expiresAt = new Date(config.clock.now().getTime() + VALID_SECONDS * 1000);
  await config.installations.keepState(hashOf(state), expiresAt);
  const url = new URL("/oauth/v2/authorize", config.apiUrl);
  url.search = new URLSearchParams({
    client_id: access.clientId,
    scope: [...botScopes, ...optionalScopes].join(","),
    redirect_uri: `${config.publicUrl}${REDIRECT}`,
    state,
  }).toString();
  const headers = { location: url.href, "set-cookie": cookie(config, state, VALID_SECONDS) };
  return new Response(null, { status: 302, headers: { ...headers, "cache-control": "no-store" } });
}

/** SameSite=Lax: Slack sends the browser back by a link, and no other site's form brings it along. */
function cookie({ publicUrl }: SlackConfig, state: string, seconds: number): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${COOKIE}=${state}; HttpOnly; SameSite=Lax; Path=/slack; Max-Age=${seconds}${secure}`;
}

async function finish(desk: Desk, request: Request): Promise<Response> {
  const { config } = desk;
  const given = new URL(request.url).searchParams;
  const state = given.get("state") ?? "";
  const known = isSame(state, readCookie(request.headers.get("cookie") ?? ""));
  const taken = await config.installations.takeState(hashOf(state), config.clock.now());
  if (!known || !taken) return renderInstallPage(installPages.stale);
  const code = given.get("code");
  if (code === null) return renderInstallPage(installPages.declined);
  const redirect_uri = `${config.publicUrl}${REDIRECT}`;
  const granted = await callOAuth(desk, { code, redirect_uri });
  if (!granted) return renderInstallPage(installPages.failed);
  const name = await keep(desk, granted);
  if (name === undefined) return renderInstallPage(installPages.failed);
  const response = renderInstallPage(installPages.done(name));
  response.headers.set("set-cookie", cookie(config, "", 0));
  return response;
}

/** Keeps the installation in the place of an older one; gives the workspace's name. */
async function keep({ config, tokens }: Desk, granted: Granted): Promise<string | undefined> {
  const place = granted.is_enterprise_install ? granted.enterprise : granted.team;
  if (!place) return undefined;
  const now = config.clock.now();
  await config.installations.save({
    platform: "slack",
    workspace: place.id,
    sealed: sealToken(config.box, place.id, {
      botToken: granted.access_token,
      refreshToken: granted.refresh_token,
    }),
    botAccount: granted.bot_user_id,
    scopes: granted.scope.split(",").filter((scope) => scope !== ""),
    expiresAt: endOf(now, granted.expires_in),
    installedAt: now,
  });
  tokens.forget(place.id);
  config.log.info("slack_installed", { workspace: place.id });
  return place.name;
}

function readCookie(header: string): string {
  const pairs = header.split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? "";
}

function isSame(state: string, bound: string): boolean {
  return state !== "" && timingSafeEqual(Buffer.from(hashOf(state)), Buffer.from(hashOf(bound)));
}

function hashOf(state: string): string {
  return createHash("sha256").update(state).digest("hex");
}
