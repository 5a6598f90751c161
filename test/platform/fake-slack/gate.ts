import { textOf } from "./json.ts";
import type { Json } from "./types.ts";
import { SlackError, type Token, type Workspace, type World } from "./world.ts";

/** One call on its way to a method; the token is good and its scopes are enough. */
export interface Call {
  readonly world: World;
  readonly args: Json;
  readonly workspace: Workspace;
  readonly token: Token;
}

/** Methods that look at the scopes themselves, need none, or need one of these. */
const needed: Readonly<Record<string, string>> = {
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "chat.delete": "chat:write",
  "conversations.open": "im:write",
  "users.info": "users:read",
  "users.list": "users:read",
  "users.lookupByEmail": "users:read.email",
  "bots.info": "users:read",
  "team.info": "team:read",
};

/** The token's record; throws Slack's word for what is wrong with it. */
export function checkToken(world: World, method: string, token: string | undefined): Token {
  if (token === undefined || token === "") throw new SlackError("not_authed");
  if (token === world.appToken) throw new SlackError("not_allowed_token_type");
  const known = world.tokens.get(token);
  if (known === undefined) throw new SlackError("invalid_auth");
  if (known.end !== undefined) throw new SlackError(known.end);
  const now = world.clock.now();
  if (known.expiresAt !== undefined && known.expiresAt <= now) {
    throw new SlackError("token_expired");
  }
  const scope = needed[method];
  if (scope !== undefined) checkScope(known, scope);
  return known;
}

export function checkScope(token: Token, scope: string): void {
  if (token.scopes.includes(scope)) return;
  throw new SlackError("missing_scope", { needed: scope, provided: token.scopes.join(",") });
}

/** For an organisation's token, the workspace that `team_id` names. */
export function workspaceOf(world: World, token: Token, args: Json): Workspace {
  const own = world.workspaces.get(token.workspace);
  if (own === undefined) throw new SlackError("account_inactive");
  const wished = textOf(args.team_id);
  if (wished === "" || wished === own.id) return own;
  const other = world.workspaces.get(wished);
  if (!own.orgInstall || other === undefined) return own;
  if (other.enterprise !== own.enterprise) throw new SlackError("team_access_not_granted");
  return other;
}
