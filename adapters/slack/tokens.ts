import { WebClient } from "@slack/web-api";
import type { Access, AccessBook } from "./access.ts";
import type { SlackConfig } from "./config.ts";

// placeholder while the real one is being written
export function createAccessBook(config: SlackConfig, guarded: typeof fetch): AccessBook {
  let access: Access | undefined;
  return {
    find: async (workspace) => {
      if (config.access.kind === "token") return access;
      await config.installations.find("slack", workspace);
      return undefined;
    },
    start: async () => {
      if (config.access.kind !== "token") return;
      const token = config.access.botToken;
      const client = new WebClient(token, { slackApiUrl: config.apiUrl, fetch: guarded });
      const who = await client.auth.test();
      access = {
        token,
        botAccount: who.user_id ?? "",
        scopes: new Set(who.response_metadata?.scopes),
      };
    },
    stop: async () => undefined,
  };
}
