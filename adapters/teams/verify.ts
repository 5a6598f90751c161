import type { Activity } from "botbuilder";
import type { AuthenticateRequestResult } from "botframework-connector";
import { z } from "zod";
import { inTime } from "#edge/in-time.ts";
import { KeysAway } from "./channel-keys.ts";
import { type Cloud, isServiceUrl } from "./cloud.ts";
import type { TeamsConfig } from "./config.ts";
import type { Frame } from "./frame.ts";

/** Why a request is turned away. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly hint: string;
}

/** Longer than the keys take to be read; a door that waits is no door. */
const KEYS_MS = 2500;
const BEARER = /^Bearer [\w-]+\.([\w-]+)\.[\w-]*$/;
const HEADER = /^Bearer ([\w-]+)\./;
const CHANNEL = "msteams";

const refusals = {
  unsigned: {
    status: 401,
    error: "This does not come from Microsoft Teams.",
    hint: "Only the Bot Framework may post here, with a token for this bot.",
  },
  keysAway: {
    status: 503,
    error: "Microsoft's signing keys cannot be read just now.",
    hint: "Let this machine reach login.botframework.com, and try again.",
  },
  otherAddress: {
    status: 403,
    error: "The activity names an address that is not Microsoft's.",
    hint: "Add its host to TEAMS_SERVICE_HOSTS if it is yours.",
  },
  otherWorkspace: {
    status: 403,
    error: "This organization is not linked to a district here.",
    hint: "Check MICROSOFT_APP_TENANT_ID, or run groundswell link-teams with its directory id.",
  },
} as const satisfies Record<string, Refusal>;

export const unreadable: Refusal = {
  status: 400,
  error: "This is not an activity of Microsoft Teams.",
  hint: "Set the messaging endpoint of the Azure bot to <PUBLIC_URL>/api/messages.",
};

export const tooLarge: Refusal = {
  status: 413,
  error: "That is too large.",
  hint: "Send at most 256 KB.",
};

/** What a header must look like before anything else of a request is read. */
export function refuseHeader(authorization: string, isOpen: boolean): Refusal | undefined {
  return isOpen || BEARER.test(authorization) ? undefined : refusals.unsigned;
}

export interface Verification {
  readonly frame: Frame;
  readonly config: Pick<TeamsConfig, "appId" | "cloud" | "credential" | "log">;
}

/**
 * Who asks, by Microsoft's word. The issuer and the kind of signature are pinned before the library
 * looks: it would also take tokens of its emulator, and answer 500 to a forged one.
 */
export async function verify(
  { frame, config }: Verification,
  activity: Activity,
  authorization: string,
): Promise<AuthenticateRequestResult | Refusal> {
  const isOpen = config.credential.kind === "none";
  if (!isOpen && (activity.channelId !== CHANNEL || !isPinned(authorization, config))) {
    return refusals.unsigned;
  }
  try {
    const asked = await inTime(frame.authenticate(activity, authorization), KEYS_MS);
    if (asked)
      return isServiceUrl(config.cloud, activity.serviceUrl) ? asked : refusals.otherAddress;
  } catch (cause) {
    if (!(cause instanceof KeysAway)) return refusals.unsigned;
  }
  config.log.error("teams_keys_unavailable");
  return refusals.keysAway;
}

const claims = z.object({ iss: z.string(), aud: z.string() });
const header = z.object({ alg: z.literal("RS256") });

function isPinned(
  authorization: string,
  { appId, cloud }: { readonly appId: string; readonly cloud: Cloud },
): boolean {
  const head = header.safeParse(readPart(HEADER.exec(authorization)?.[1]));
  const body = claims.safeParse(readPart(BEARER.exec(authorization)?.[1]));
  return head.success && body.success && body.data.iss === cloud.issuer && body.data.aud === appId;
}

function readPart(part = ""): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The workspace of an activity, if it is one that is served here. */
export async function findWorkspace(
  {
    homeWorkspace,
    isLinked,
    credential,
  }: Pick<TeamsConfig, "homeWorkspace" | "isLinked" | "credential">,
  { conversation, channelData }: TenantFields,
): Promise<string | Refusal> {
  const said = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== "");
  const [workspace, ...others] = new Set(said.flatMap((id) => id?.toLowerCase() ?? []));
  // An emulator on this machine knows no organization.
  if (workspace === undefined && credential.kind === "none") return homeWorkspace;
  if (workspace === undefined || others.length > 0) return refusals.otherWorkspace;
  const served = workspace === homeWorkspace || (await isLinked(workspace));
  return served ? workspace : refusals.otherWorkspace;
}

interface TenantFields {
  readonly conversation: { readonly tenantId?: string | null | undefined };
  readonly channelData?:
    | { readonly tenant?: { readonly id?: string | null | undefined } | null | undefined }
    | null
    | undefined;
}
