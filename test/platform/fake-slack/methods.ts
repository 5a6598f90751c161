import { deleteMessage, history, postEphemeral, postMessage, updateMessage } from "./chat.ts";
import { type Call, checkToken, workspaceOf } from "./gate.ts";
import { authTest, exchange, revoke } from "./installs.ts";
import type { Limits } from "./limits.ts";
import {
  botInfo,
  channelInfo,
  listChannels,
  listPeople,
  lookupByEmail,
  openConversationWith,
  personInfo,
  teamInfo,
} from "./people.ts";
import type { Json } from "./types.ts";
import { openView, publishView, pushView, updateView } from "./views.ts";
import { SlackError, type World } from "./world.ts";

const methods: ReadonlyMap<string, (call: Call) => Json> = new Map([
  ["auth.test", authTest],
  ["auth.revoke", revoke],
  ["chat.postMessage", postMessage],
  ["chat.postEphemeral", postEphemeral],
  ["chat.update", updateMessage],
  ["chat.delete", deleteMessage],
  ["conversations.history", history],
  ["conversations.open", openConversationWith],
  ["conversations.info", channelInfo],
  ["conversations.list", listChannels],
  ["users.info", personInfo],
  ["users.list", listPeople],
  ["users.lookupByEmail", lookupByEmail],
  ["bots.info", botInfo],
  ["team.info", teamInfo],
  ["views.open", openView],
  ["views.push", pushView],
  ["views.update", updateView],
  ["views.publish", publishView],
]);

/** One call as it came over the wire. */
export interface Asked {
  readonly method: string;
  readonly args: Json;
  readonly token: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export function rateLimited(seconds: number): Answer {
  const headers = { "retry-after": String(seconds) };
  return { status: 429, headers, body: { ok: false, error: "ratelimited" } };
}

/** Does what a method does. Expected failures are answers with `ok: false`. */
export function run(world: World, limits: Limits | undefined, asked: Asked): Answer {
  try {
    return runMethod(world, limits, asked);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const scopes = world.tokens.get(asked.token ?? "")?.scopes ?? [];
    const body = { ok: false, error: error.code, ...error.more };
    return { status: 200, headers: { "x-oauth-scopes": scopes.join(",") }, body };
  }
}

function runMethod(world: World, limits: Limits | undefined, asked: Asked): Answer {
  const { method, args, token } = asked;
  const open = runOpen(world, asked);
  if (open !== undefined) return { status: 200, headers: {}, body: open };
  const found = methods.get(method);
  if (found === undefined) throw new SlackError("unknown_method", { req_method: method });
  const known = checkToken(world, method, token);
  const workspace = workspaceOf(world, known, args);
  const wait = limits?.take({ method, args, workspace: known.workspace }) ?? 0;
  if (wait > 0) return rateLimited(wait);
  const body = found({ world, args, workspace, token: known });
  return { status: 200, headers: { "x-oauth-scopes": known.scopes.join(",") }, body };
}

/** Methods that no bot token opens. */
function runOpen(world: World, { method, args, token }: Asked): Json | undefined {
  if (method === "api.test") return { ok: true, args };
  if (method === "oauth.v2.access") return exchange(world, args);
  if (method !== "apps.connections.open") return undefined;
  if (token === undefined || token === "") throw new SlackError("not_authed");
  if (token !== world.appToken) {
    throw new SlackError(world.tokens.has(token) ? "not_allowed_token_type" : "invalid_auth");
  }
  const url = `${world.url.replace("http", "ws")}/link/?ticket=${crypto.randomUUID()}`;
  return { ok: true, url: `${url}&app_id=${world.appId}` };
}
