import { z } from "zod";
import type { ChatAdapter, ProfileQuery } from "#ports/chat.ts";
import { person } from "./bodies.ts";
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
      const [method, args] = toCall(who);
      const read = answer.safeParse(await client.apiCall(method, args));
      return read.success ? toProfile(workspace, read.data.user) : "unavailable";
    } catch (cause) {
      const failure = toFailure(cause);
      // Anything else that Slack says is about this one question: the next one may be answered.
      return failure.kind === "error" && !ABOUT_US.has(failure.code) ? "nobody" : "unavailable";
    }
  };
}

function toCall(who: ProfileQuery): [method: string, args: Record<string, unknown>] {
  if ("email" in who) return ["users.lookupByEmail", { email: who.email }];
  return ["users.info", { user: who.account }];
}
