import { z } from "zod";
import type { ChatAdapter, Profile, ProfileQuery } from "#ports/chat.ts";
import type { Clients } from "./clients.ts";
import { toFailure } from "./failures.ts";
import { toProfile } from "./parse-event.ts";

const answer = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().nullish(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    profile: z.object({ email: z.string().nullish() }).optional(),
    enterprise_user: z
      .object({ enterprise_id: z.string(), teams: z.array(z.string()) })
      .partial()
      .nullish(),
  }),
});
type Answer = z.infer<typeof answer>["user"];

const NOBODY = new Set(["users_not_found", "user_not_found", "user_not_visible"]);

/** Who somebody is, as Slack knows them. Never throws. */
export function createDirectory(clients: Pick<Clients, "interactive">): ChatAdapter["findProfile"] {
  return async (workspace, who) => {
    try {
      const client = await clients.interactive(workspace);
      if (!client) return "unavailable";
      const [method, args] = toCall(who);
      const read = answer.safeParse(await client.apiCall(method, args));
      return read.success ? profileIn(workspace, read.data.user) : "unavailable";
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

/** Another district's staff may share a channel with us, and are not on our roster. */
function profileIn(workspace: string, person: Answer): Profile {
  const profile = toProfile(person);
  const isOurs = profile.kind !== "staff" || belongsTo(workspace, person);
  return isOurs ? profile : { ...profile, kind: "stranger" };
}

/** In an organisation people belong to several workspaces. */
function belongsTo(workspace: string, { team_id, enterprise_user }: Answer): boolean {
  const teams = [team_id, enterprise_user?.enterprise_id, ...(enterprise_user?.teams ?? [])];
  return teams.includes(workspace);
}
