import { z } from "zod";

/** How Microsoft Teams is reached: what the Teams adapter is built from. */
export interface TeamsSettings {
  readonly appId: string;
  /** The directory in which the bot is registered. */
  readonly homeWorkspace: string;
  readonly credential:
    | { readonly kind: "password"; readonly password: string }
    | { readonly kind: "certificate"; readonly file: string; readonly thumbprint: string }
    | { readonly kind: "managed-identity" }
    /** Nothing is checked: for an emulator on this machine alone. */
    | { readonly kind: "none" };
  readonly channelService: string;
  readonly openIdUrl: string;
  readonly loginUrl: string;
  readonly serviceHosts: readonly string[];
  /** Replies in a channel that only the one who asked sees, where the cloud knows them. */
  readonly privateReplies: boolean;
}

const GOVERNMENT = "https://botframework.azure.us";

export const teamsSettings = [
  { name: "MICROSOFT_APP_ID", fallback: "", about: "Microsoft Teams: the Azure bot's app id." },
  {
    name: "MICROSOFT_APP_TENANT_ID",
    fallback: "",
    about: "The directory (tenant) id in which the bot is registered.",
  },
  { name: "MICROSOFT_APP_PASSWORD", fallback: "", about: "The app's client secret." },
  {
    name: "MICROSOFT_APP_CERT_FILE",
    fallback: "",
    about: "Instead of a secret: a PEM file with the private key of the app's certificate.",
  },
  {
    name: "MICROSOFT_APP_CERT_THUMBPRINT",
    fallback: "",
    about: "The thumbprint of that certificate, as Azure shows it.",
  },
  {
    name: "MICROSOFT_APP_TYPE",
    fallback: "SingleTenant",
    about: "SingleTenant, or UserAssignedMSI for a managed identity, which needs no secret.",
  },
  {
    name: "TEAMS_CHANNEL_SERVICE",
    fallback: "",
    about: `${GOVERNMENT} for GCC High and DoD; GCC needs none.`,
  },
  {
    name: "TEAMS_OPENID_METADATA_URL",
    fallback: "",
    about: "Where the keys are found that sign what Teams sends; empty for the cloud's own.",
  },
  {
    name: "TEAMS_LOGIN_URL",
    fallback: "",
    about: "Where the bot gets its own token; empty for the cloud's own.",
  },
  {
    name: "TEAMS_SERVICE_HOSTS",
    fallback: "",
    about: "Further hosts at which Teams may be reached, separated by commas.",
  },
  {
    name: "TEAMS_PRIVATE_REPLIES",
    fallback: "on",
    about:
      "off answers words in a channel in the bot's own chat, never in the channel for one alone.",
  },
  {
    name: "TEAMS_AUTH",
    fallback: "on",
    about: "off trusts everybody who posts, for an emulator on this machine. Never in production.",
  },
] as const;

const LIST = /\s*,\s*/;
const WORD = /^\S*$/;
const ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$/i;
const ADDRESS = /^(https:\/\/\S+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\S*)?$/;
const LAST_SLASH = /\/+$/;

const id = z.string().regex(ID, "give an id such as 00000000-0000-0000-0000-000000000000");
const word = z.string().regex(WORD, "leave out spaces");
const address = z.string().regex(ADDRESS, "give an https address");

export const teamsSchema = {
  MICROSOFT_APP_ID: id,
  MICROSOFT_APP_TENANT_ID: id,
  MICROSOFT_APP_PASSWORD: word,
  MICROSOFT_APP_CERT_FILE: z.string(),
  MICROSOFT_APP_CERT_THUMBPRINT: word,
  MICROSOFT_APP_TYPE: z.enum(["SingleTenant", "UserAssignedMSI"]),
  TEAMS_CHANNEL_SERVICE: z.enum(["", GOVERNMENT]),
  TEAMS_OPENID_METADATA_URL: address,
  TEAMS_LOGIN_URL: address,
  TEAMS_SERVICE_HOSTS: word,
  TEAMS_PRIVATE_REPLIES: z.enum(["on", "off"]),
  TEAMS_AUTH: z.enum(["on", "off"]),
};

type Given = { readonly [Name in keyof typeof teamsSchema]: z.infer<(typeof teamsSchema)[Name]> };

/** Undefined where Teams is not configured, or not wholly: `teamsProblems` says what is missing. */
export function toTeamsSettings(given: Given): TeamsSettings | undefined {
  if (given.MICROSOFT_APP_ID === "") return undefined;
  return {
    appId: given.MICROSOFT_APP_ID.toLowerCase(),
    homeWorkspace: given.MICROSOFT_APP_TENANT_ID.toLowerCase(),
    credential: toCredential(given),
    channelService: given.TEAMS_CHANNEL_SERVICE,
    openIdUrl: given.TEAMS_OPENID_METADATA_URL,
    loginUrl: given.TEAMS_LOGIN_URL.replace(LAST_SLASH, ""),
    serviceHosts: given.TEAMS_SERVICE_HOSTS.split(LIST).filter((host) => host !== ""),
    privateReplies: given.TEAMS_PRIVATE_REPLIES === "on",
  };
}

function toCredential(given: Given): TeamsSettings["credential"] {
  if (given.TEAMS_AUTH === "off") return { kind: "none" };
  if (given.MICROSOFT_APP_TYPE === "UserAssignedMSI") return { kind: "managed-identity" };
  const { MICROSOFT_APP_CERT_FILE: file, MICROSOFT_APP_CERT_THUMBPRINT: thumbprint } = given;
  if (file !== "") return { kind: "certificate", file, thumbprint: thumbprint.replaceAll(":", "") };
  return { kind: "password", password: given.MICROSOFT_APP_PASSWORD };
}

/** What of Teams' settings is missing, or does not go together. */
export function teamsProblems(given: Given): readonly string[] {
  const secret = given.MICROSOFT_APP_PASSWORD !== "";
  const certificate = given.MICROSOFT_APP_CERT_FILE !== "";
  const begun =
    secret ||
    certificate ||
    given.TEAMS_AUTH === "off" ||
    `${given.MICROSOFT_APP_ID}${given.MICROSOFT_APP_TENANT_ID}` !== "";
  if (!begun) return [];
  const missing = [
    ...(given.MICROSOFT_APP_ID === ""
      ? ["MICROSOFT_APP_ID: set it to the Azure bot's app id"]
      : []),
    ...(given.MICROSOFT_APP_TENANT_ID === ""
      ? ["MICROSOFT_APP_TENANT_ID: set it to the directory id; only its people are served"]
      : []),
  ];
  return given.TEAMS_AUTH === "off" ? missing : [...missing, ...credentialProblems(given)];
}

function credentialProblems(given: Given): readonly string[] {
  const secret = given.MICROSOFT_APP_PASSWORD !== "";
  const certificate = given.MICROSOFT_APP_CERT_FILE !== "";
  if (given.MICROSOFT_APP_TYPE === "UserAssignedMSI") {
    return secret || certificate
      ? ["MICROSOFT_APP_PASSWORD: leave it and the certificate out with UserAssignedMSI"]
      : [];
  }
  if (secret && certificate) {
    return ["MICROSOFT_APP_PASSWORD: leave it out with MICROSOFT_APP_CERT_FILE; one or the other"];
  }
  if (certificate && given.MICROSOFT_APP_CERT_THUMBPRINT === "") {
    return ["MICROSOFT_APP_CERT_THUMBPRINT: set it; Azure shows it beside the certificate"];
  }
  return secret || certificate
    ? []
    : ["MICROSOFT_APP_PASSWORD: set it, or MICROSOFT_APP_CERT_FILE with its thumbprint"];
}
