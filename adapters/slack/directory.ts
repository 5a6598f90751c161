import { z } from "zod";
import type { ChatAdapter, ProfileQuery } from "#ports/chat.ts";
import { person } from "./bodies.ts";
import type { Clients } from "./clients.ts";
import { toFailure } from "./failures.ts";
import { toProfile } from "./profile.ts";

const answer = z.object({ user: person });

const NOBODY = new Set(["users_not_found", "user_not_found", "user_not_visible"]);

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
      return failure.kind === "error" && NOBODY.has(failure.code) ? "nobody" : "unavailable";
    }
  };
}

function toCall(who: ProfileQuery): [method: string, args: Record<string, unknown>] {
  if ("email" in who) return ["users.lookupByEmail", { email: who.email }];
  return ["users.info", { user: who.account }];
}
