import { z } from "zod";
import type { SlackAccess, SlackConfig } from "./config.ts";

type OAuth = Extract<SlackAccess, { kind: "oauth" }>;

const answer = z.object({
  ok: z.literal(true),
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
  scope: z.string().default(""),
  bot_user_id: z.string().default(""),
  is_enterprise_install: z.boolean().default(false),
  team: z.object({ id: z.string(), name: z.string().default("") }).nullish(),
  enterprise: z.object({ id: z.string(), name: z.string().default("") }).nullish(),
});
export type Granted = z.infer<typeof answer>;

export interface OAuthCall {
  readonly config: Pick<SlackConfig, "apiUrl">;
  readonly access: OAuth;
  readonly fetch: typeof fetch;
}

/**
 * Exchanges a code or a refresh token. Undefined when Slack refuses or cannot be reached; what it
 * said may hold a token, so nobody else sees it.
 */
export async function callOAuth(
  { config, access, fetch: guarded }: OAuthCall,
  asked: Readonly<Record<string, string>>,
): Promise<Granted | undefined> {
  const body = new URLSearchParams({
    ...asked,
    client_id: access.clientId,
    client_secret: access.clientSecret,
  });
  try {
    const response = await guarded(`${config.apiUrl}oauth.v2.access`, { method: "POST", body });
    return answer.safeParse(await response.json()).data;
  } catch {
    return undefined;
  }
}
