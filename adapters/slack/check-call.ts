import { z } from "zod";

/** How one question to Slack ended. An error is Slack's own word, such as "invalid_auth". */
export type SlackSaid =
  | { readonly kind: "yes"; readonly body: Yes; readonly heard: Heard }
  | { readonly kind: "no"; readonly error: string; readonly heard: Heard }
  | { readonly kind: "wait" }
  | { readonly kind: "silent" };

/** What the answer's headers tell: Slack's time, and what the token may. */
export interface Heard {
  readonly at: Date | undefined;
  readonly scopes: ReadonlySet<string> | undefined;
}

export interface Question {
  readonly apiUrl: string;
  readonly method: "auth.test" | "apps.connections.open";
  readonly token: string;
}

type Yes = z.infer<typeof yes>;

const ID = /^[A-Z0-9]{1,30}$/;
const ERROR = /^[a-z_]{1,60}$/;
const COMMA = /\s*,\s*/;
const TOO_MANY = 429;

const yes = z.object({
  ok: z.literal(true),
  team_id: z.string().regex(ID).optional().catch(undefined),
});
const no = z.object({
  ok: z.literal(false),
  error: z.string().regex(ERROR).catch("unknown_error"),
});
const answer = z.discriminatedUnion("ok", [yes, no]);

/** Asks once. Never throws, and gives back nothing that is secret. */
export async function askSlack(guarded: typeof fetch, asked: Question): Promise<SlackSaid> {
  try {
    const response = await guarded(`${asked.apiUrl}${asked.method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${asked.token}` },
    });
    if (response.status === TOO_MANY) return { kind: "wait" };
    const heard = { at: readDate(response.headers), scopes: readScopes(response.headers) };
    const body = answer.parse(await response.json());
    return body.ok ? { kind: "yes", body, heard } : { kind: "no", error: body.error, heard };
  } catch {
    return { kind: "silent" };
  }
}

function readDate(headers: Headers): Date | undefined {
  const at = new Date(headers.get("date") ?? "");
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function readScopes(headers: Headers): ReadonlySet<string> | undefined {
  const said = headers.get("x-oauth-scopes");
  return said === null ? undefined : new Set(said.trim().split(COMMA));
}
