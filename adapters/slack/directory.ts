import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { ChatAdapter, ProfileQuery } from "#ports/chat.ts";
import { person, type SlackPerson } from "./bodies.ts";
import type { Clients } from "./clients.ts";
import { toFailure } from "./failures.ts";
import { toProfile } from "./profile.ts";

const answer = z.object({ user: person });

/** What says that we may not ask, or that Slack is away; not that nobody is there. */
const ABOUT_US = new Set([
  "account_inactive",
  "access_denied",
  "invalid_auth",
  "missing_scope",
  "not_authed",
  "team_access_not_granted",
  "token_expired",
  "token_revoked",
]);

/** Who somebody is, as Slack knows them. Never throws. */
export function createDirectory(clients: Pick<Clients, "interactive">): ChatAdapter["findProfile"] {
  return async (workspace, who) => {
    try {
      const client = await clients.interactive(workspace);
      if (!client) return "unavailable";
      const user = await find(client, who);
      return user ? toProfile(workspace, user) : "unavailable";
    } catch (cause) {
      const failure = toFailure(cause);
      // Anything else that Slack says is about this one question: the next one may be answered.
      return failure.kind === "error" && !ABOUT_US.has(failure.code) ? "nobody" : "unavailable";
    }
  };
}

async function find(client: WebClient, who: ProfileQuery): Promise<SlackPerson | undefined> {
  const [method, args] = toCall(who);
  const read = answer.safeParse(await client.apiCall(method, args));
  if (!read.success) return undefined;
  const { user } = read.data;
  return "email" in who ? await withLocale(client, user) : user;
}

function toCall(who: ProfileQuery): [method: string, args: Record<string, unknown>] {
  if ("email" in who) return ["users.lookupByEmail", { email: who.email }];
  return infoOf(who.account);
}

function infoOf(user: string): [method: string, args: Record<string, unknown>] {
  return ["users.info", { user, include_locale: true }];
}

/** Slack says in which language somebody reads only where it is asked about the account itself. */
async function withLocale(client: WebClient, user: SlackPerson): Promise<SlackPerson> {
  const [method, args] = infoOf(user.id);
  const told = await client.apiCall(method, args).catch(() => undefined);
  const read = answer.safeParse(told);
  return read.success ? { ...user, locale: read.data.user.locale } : user;
}
