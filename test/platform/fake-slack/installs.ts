import { botIdOf } from "./chat.ts";
import type { Call } from "./gate.ts";
import { textOf } from "./json.ts";
import type { InstallWish, Json, WorkspaceWish } from "./types.ts";
import { randomId, SlackError, type Workspace, type World } from "./world.ts";

const CODE_MS = 600_000;
const TOKEN_SECONDS = 43_200;
const LIVE_TOKENS = 2;

const usualScopes = [
  "commands",
  "chat:write",
  "im:write",
  "users:read",
  "users:read.email",
  "channels:read",
];

/** Adds a workspace and its token; one that is there already stays as it is. */
export function addWorkspace(world: World, wish: WorkspaceWish): Workspace {
  const there = world.workspaces.get(wish.id);
  if (there !== undefined) return there;
  const sibling = [...world.workspaces.values()].find(
    (other) => other.orgInstall && wish.orgInstall === true && other.enterprise === wish.enterprise,
  );
  const owner = wish.orgInstall === true ? (wish.enterprise ?? wish.id) : wish.id;
  const workspace: Workspace = {
    id: wish.id,
    name: `Workspace ${wish.id}`,
    domain: wish.id.toLowerCase(),
    botToken: wish.botToken ?? sibling?.botToken ?? `xoxb-${owner}`,
    botAccount: wish.botAccount ?? sibling?.botAccount ?? `U0BOT${owner === "T0001" ? "" : owner}`,
    scopes: wish.scopes ?? sibling?.scopes ?? usualScopes,
    enterprise: wish.enterprise,
    orgInstall: wish.orgInstall === true,
    rotation: wish.rotation === true,
  };
  world.workspaces.set(wish.id, workspace);
  addBot(world, workspace);
  if (!world.tokens.has(workspace.botToken)) {
    const { botToken: token, scopes } = workspace;
    world.tokens.set(token, {
      token,
      workspace: wish.id,
      scopes,
      end: undefined,
      expiresAt: undefined,
    });
  }
  return workspace;
}

function addBot(world: World, { id, botAccount, enterprise }: Workspace): void {
  world.people.set(`${id}/${botAccount}`, {
    id: botAccount,
    name: "groundswell",
    email: undefined,
    guest: false,
    bot: true,
    deleted: false,
    team: id,
    zone: "America/New_York",
    locale: "en-US",
    workspace: id,
    enterprise,
  });
}

export function authTest({ world, workspace }: Call): Json {
  const { id, name, domain, botAccount, enterprise, orgInstall } = workspace;
  return {
    ok: true,
    url: `https://${domain}.slack.com/`,
    team: name,
    user: "groundswell",
    team_id: orgInstall ? enterprise : id,
    user_id: botAccount,
    bot_id: botIdOf(botAccount),
    app_id: world.appId,
    is_enterprise_install: orgInstall,
    ...(enterprise === undefined ? {} : { enterprise_id: enterprise }),
  };
}

export function revoke({ token }: Call): Json {
  token.end = "token_revoked";
  return { ok: true, revoked: true };
}

export function mintCode(world: World, wish: InstallWish): string {
  const code = randomId("code");
  world.codes.set(code, { wish, at: world.clock.now(), used: false });
  return code;
}

/** A code for tokens, once; or a refresh token for new ones, once. */
export function exchange(world: World, args: Json): Json {
  if (args.client_id !== world.clientId) throw new SlackError("invalid_client_id");
  if (args.client_secret !== world.clientSecret) throw new SlackError("bad_client_secret");
  if (args.grant_type === "refresh_token") return refresh(world, textOf(args.refresh_token));
  const code = world.codes.get(textOf(args.code));
  if (code === undefined) throw new SlackError("invalid_code");
  if (code.used) throw new SlackError("code_already_used");
  if (world.clock.now().getTime() - code.at.getTime() > CODE_MS)
    throw new SlackError("code_expired");
  const wished = code.wish.redirectUri;
  if (wished !== undefined && wished !== textOf(args.redirect_uri)) {
    throw new SlackError("bad_redirect_uri");
  }
  code.used = true;
  return grant(world, code.wish);
}

function refresh(world: World, old: string): Json {
  const wish = world.refreshTokens.get(old);
  if (wish === undefined) throw new SlackError("invalid_refresh_token");
  world.refreshTokens.delete(old);
  return grant(world, wish);
}

function grant(world: World, wish: InstallWish): Json {
  const workspace = addWorkspace(world, wish.workspace);
  workspace.rotation = wish.workspace.rotation ?? workspace.rotation;
  const token = world.tokens.get(workspace.botToken);
  if (token !== undefined) token.end = undefined;
  const { id, name, enterprise, orgInstall, botAccount, scopes, rotation } = workspace;
  const more = rotation ? rotate(world, wish, workspace) : {};
  return {
    ok: true,
    app_id: world.appId,
    authed_user: { id: wish.by ?? "U0INSTALLER" },
    scope: scopes.join(","),
    token_type: "bot",
    access_token: workspace.botToken,
    bot_user_id: botAccount,
    team: orgInstall ? null : { id, name },
    enterprise: enterprise === undefined ? null : { id: enterprise, name: `Org ${enterprise}` },
    is_enterprise_install: orgInstall,
    ...more,
  };
}

/** A token for 12 hours; the two youngest live. */
function rotate(world: World, wish: InstallWish, workspace: Workspace): Json {
  const token = randomId("xoxe.xoxb-1-");
  const refreshToken = randomId("xoxe-1-");
  const expiresAt = new Date(world.clock.now().getTime() + TOKEN_SECONDS * 1000);
  const { id, scopes } = workspace;
  world.tokens.set(token, { token, workspace: id, scopes, end: undefined, expiresAt });
  world.refreshTokens.set(refreshToken, wish);
  workspace.botToken = token;
  const live = [...world.tokens.values()].filter(
    (each) => each.workspace === id && each.expiresAt !== undefined && each.end === undefined,
  );
  for (const old of live.slice(0, -LIVE_TOKENS)) old.end = "token_revoked";
  return { access_token: token, refresh_token: refreshToken, expires_in: TOKEN_SECONDS };
}

/** Where the authorize page sends the person who came; undefined for one who cannot install. */
export function authorize(world: World, query: URLSearchParams): string | undefined {
  const redirect = query.get("redirect_uri");
  if (query.get("client_id") !== world.clientId || redirect === null) return undefined;
  const back = new URL(redirect);
  if (world.nextInstall === undefined) back.searchParams.set("error", "access_denied");
  else {
    const wish = { redirectUri: redirect, ...world.nextInstall };
    back.searchParams.set("code", mintCode(world, wish));
  }
  back.searchParams.set("state", query.get("state") ?? "");
  return back.href;
}
