import { type KeyObject, verify as verifySignature } from "node:crypto";
import { z } from "zod";
import { type AccountId, toId } from "#domain/ids.ts";
import type { TeamsConfig } from "./config.ts";
import { createKeys, type FindKey, issuerOf } from "./tab-keys.ts";
import type { Refusal } from "./verify.ts";

/** Somebody who looks at the tab, by Microsoft's word. */
export interface SignedIn {
  readonly account: AccountId;
  readonly workspace: string;
}

export type SignIn = (request: Request) => Promise<SignedIn | Refusal>;

const SKEW_SECONDS = 5 * 60;
const BEARER = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SCOPE = "access_as_user";

const unsigned = (hint: string): Refusal => ({
  status: 401,
  error: "Microsoft Teams does not say who you are.",
  hint,
});

const refusals = {
  noToken: unsigned("Open the tab in Teams: it sends a token for this app."),
  forged: unsigned("The token is not signed by Microsoft for this organization."),
  otherVersion: unsigned("Set requestedAccessTokenVersion to 2 in the app's manifest in Entra."),
  otherApp: unsigned(
    "The Application ID URI in Entra must be api://<host of PUBLIC_URL>/<app id>.",
  ),
  otherScope: unsigned(`Add the scope ${SCOPE} in Entra, under Expose an API.`),
  outOfTime: unsigned("Open the tab again. If that does not help, turn on NTP on this machine."),
  otherWorkspace: {
    status: 403,
    error: "This organization is not linked to a district here.",
    hint: "Check MICROSOFT_APP_TENANT_ID, or run groundswell link-teams with its directory id.",
  },
  keysAway: {
    status: 503,
    error: "Microsoft's signing keys cannot be read just now.",
    hint: "Let this machine reach Microsoft's sign-in, and try again.",
  },
} as const satisfies Record<string, Refusal>;

const header = z.object({
  alg: z.literal("RS256"),
  kid: z.string().min(1),
  crit: z.undefined().optional(),
});
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  ver: z.string(),
  tid: z.string().regex(GUID),
  oid: z.string().regex(GUID),
  exp: z.number(),
  nbf: z.number(),
  scp: z.string().default(""),
});
type Claims = z.infer<typeof claims>;

/** Who asks for a page of the tab. A token says it; nothing else of the request is believed. */
export function createSignIn(config: TeamsConfig): SignIn {
  const findKey = createKeys(config);
  return async (request) => {
    const token = readToken(request.headers.get("authorization") ?? "");
    if (!token) return refusals.noToken;
    const { tid, oid } = token.claims;
    const refusal = refuseClaims(config, token.claims);
    if (refusal) return refusal;
    const workspace = tid.toLowerCase();
    const served = workspace === config.homeWorkspace || (await config.isLinked(workspace));
    if (!served) return refusals.otherWorkspace;
    return (
      (await refuseSignature(findKey, workspace, token)) ?? {
        account: toId<AccountId>(oid.toLowerCase()),
        workspace,
      }
    );
  };
}

interface Token {
  readonly kid: string;
  readonly claims: Claims;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Undefined for everything that is no token of the one kind that we take. */
function readToken(authorization: string): Token | undefined {
  const [, head = "", body = "", signature = ""] = BEARER.exec(authorization) ?? [];
  const first = header.safeParse(readPart(head));
  const second = claims.safeParse(readPart(body));
  if (!(first.success && second.success)) return undefined;
  return {
    kid: first.data.kid,
    claims: second.data,
    signed: Buffer.from(`${head}.${body}`),
    signature: Buffer.from(signature, "base64url"),
  };
}

function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

function refuseClaims(config: TeamsConfig, said: Claims): Refusal | undefined {
  const { cloud, clock } = config;
  if (said.ver !== "2.0") return refusals.otherVersion;
  if (said.iss !== issuerOf(cloud, said.tid)) return refusals.forged;
  if (!audiencesOf(config).includes(said.aud.toLowerCase())) return refusals.otherApp;
  if (!said.scp.split(" ").includes(SCOPE)) return refusals.otherScope;
  const now = clock.now().getTime() / 1000;
  const isNow = said.nbf - SKEW_SECONDS <= now && now < said.exp + SKEW_SECONDS;
  return isNow ? undefined : refusals.outOfTime;
}

function audiencesOf({ appId, publicUrl }: TeamsConfig): readonly string[] {
  const id = appId.toLowerCase();
  return publicUrl === "" ? [id] : [id, `api://${new URL(publicUrl).host}/${id}`];
}

async function refuseSignature(
  findKey: FindKey,
  workspace: string,
  { kid, signed, signature }: Token,
): Promise<Refusal | undefined> {
  const key = await findKey(workspace, kid);
  if (key === "away") return refusals.keysAway;
  return key && isSignedBy(key, signed, signature) ? undefined : refusals.forged;
}

function isSignedBy(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  return verifySignature("RSA-SHA256", signed, key, signature);
}
