/** Where one of Microsoft's clouds keeps what a bot needs. */
export interface Cloud {
  /** Who signs the bot's own tokens, such as "https://login.microsoftonline.com". */
  readonly loginOrigin: string;
  /** Where requests to it really go: the same, or another address on this machine for tests. */
  readonly loginUrl: string;
  readonly scope: string;
  /** Who signs what Teams sends. */
  readonly issuer: string;
  readonly openIdUrl: string;
  readonly oauthUrl: string;
  /** Where a person is reached of whom nothing is known yet. */
  readonly serviceUrl: string;
  /** Hosts that a serviceUrl may name; with the port, unless it is the usual one. */
  readonly serviceHosts: readonly string[];
  /** Those of them that surely know messages for one person alone: others might show them to all. */
  readonly privateHosts: readonly string[];
  /** Origins that the settings name: they may lie at a private address. */
  readonly named: readonly string[];
}

const WORLD: Cloud = {
  loginOrigin: "https://login.microsoftonline.com",
  loginUrl: "https://login.microsoftonline.com",
  scope: "https://api.botframework.com",
  issuer: "https://api.botframework.com",
  openIdUrl: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  oauthUrl: "https://api.botframework.com",
  serviceUrl: "https://smba.trafficmanager.net/teams/",
  serviceHosts: ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"],
  privateHosts: ["smba.trafficmanager.net"],
  named: [],
};

const UNITED_STATES: Cloud = {
  loginOrigin: "https://login.microsoftonline.us",
  loginUrl: "https://login.microsoftonline.us",
  scope: "https://api.botframework.us",
  issuer: "https://api.botframework.us",
  openIdUrl: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
  oauthUrl: "https://tokengcch.botframework.azure.us/",
  serviceUrl: "https://smba.infra.gov.teams.microsoft.us/gcch",
  serviceHosts: ["smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"],
  privateHosts: [],
  named: [],
};

/** Where the bot gets its own tokens, and where the keys of the people's tokens are. */
export const loginHosts = ["login.microsoftonline.com", "login.microsoftonline.us"];
/** Where the keys are that sign what Teams sends. */
export const keyHosts = ["login.botframework.com", "login.botframework.azure.us"];

export const GOVERNMENT = "https://botframework.azure.us";

export interface CloudSettings {
  /** TEAMS_CHANNEL_SERVICE; "" for the public cloud. */
  readonly channelService: string;
  readonly openIdUrl: string;
  readonly loginUrl: string;
  readonly serviceHosts: readonly string[];
  /** False keeps every reply out of channels. */
  readonly privateReplies: boolean;
}

/** The cloud that the settings name; what they leave empty is the cloud's own. */
export function chooseCloud(settings: CloudSettings): Cloud {
  const cloud = settings.channelService === GOVERNMENT ? UNITED_STATES : WORLD;
  return {
    ...cloud,
    openIdUrl: settings.openIdUrl === "" ? cloud.openIdUrl : settings.openIdUrl,
    loginUrl: settings.loginUrl === "" ? cloud.loginUrl : settings.loginUrl,
    serviceHosts: [...cloud.serviceHosts, ...settings.serviceHosts],
    privateHosts: settings.privateReplies ? [...cloud.privateHosts, ...settings.serviceHosts] : [],
    named: namedIn(settings),
  };
}

function namedIn({ openIdUrl, loginUrl, serviceHosts }: CloudSettings): readonly string[] {
  const urls = [openIdUrl, loginUrl].filter((url) => url !== "");
  const services = serviceHosts.flatMap((host) => [`https://${host}`, `http://${host}`]);
  return [...urls, ...services]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).origin);
}

/** True for an address that Teams itself may give; http only on this machine. */
export function isServiceUrl(cloud: Cloud, text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, host, username, password } = new URL(text);
  const loopback = LOOPBACK.has(hostname);
  if (username !== "" || password !== "") return false;
  if (protocol !== "https:" && !(protocol === "http:" && loopback)) return false;
  return cloud.serviceHosts.includes(host);
}

/** True where a reply in a channel may be sent for one person alone. */
export function mayBePrivate(cloud: Cloud, serviceUrl: string): boolean {
  return URL.canParse(serviceUrl) && cloud.privateHosts.includes(new URL(serviceUrl).host);
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
