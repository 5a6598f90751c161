import type { Finding } from "#ports/chat.ts";
import type { TeamsConfig } from "./config.ts";
import { guardKeys, guardOwn } from "./outbound.ts";
import type { Tokens } from "./tokens.ts";

export interface CheckParts {
  readonly config: TeamsConfig;
  readonly tokens: Tokens;
}

const TIMEOUT_MS = 5000;
/** Tokens are refused at five minutes; we speak up long before. */
const MOST_DRIFT_MS = 60_000;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
/** What Microsoft says is wrong with a sign-in, by its number. */
const ADVICE: readonly (readonly [sign: string, todo: string])[] = [
  ["7000215", "Make a new client secret for the app, and copy its Value, not its ID."],
  ["7000222", "The client secret has ended: make a new one, and set MICROSOFT_APP_PASSWORD."],
  ["700016", "Check MICROSOFT_APP_ID, and that it is registered in MICROSOFT_APP_TENANT_ID."],
  ["90002", "Check MICROSOFT_APP_TENANT_ID: there is no such directory."],
  ["700027", "Upload the certificate to the app, and check MICROSOFT_APP_CERT_THUMBPRINT."],
];
const SIGN_IN = "Check the app id, the directory id and the secret or certificate.";

const fine = (what: string): Finding => ({ ok: true, what, todo: "" });
const fix = (what: string, todo: string): Finding => ({ ok: false, what, todo });

/** What stands between this machine and Teams. Never throws; says no secret. */
export async function check(parts: CheckParts): Promise<readonly Finding[]> {
  try {
    const found = [checkToken(parts), checkKeys(parts), checkReach(parts), checkLink(parts)];
    return [...checkIds(parts.config), ...(await Promise.all(found)).flat()];
  } catch {
    parts.config.log.error("teams_check_failed");
    return [fix("The look at Teams broke off.", "Run doctor again; if it stays so, report it.")];
  }
}

function checkIds({ appId, homeWorkspace, credential }: TeamsConfig): readonly Finding[] {
  if (credential.kind === "none") {
    const todo = "Take TEAMS_AUTH=off out of .env; it is for an emulator on this machine.";
    return [fix("Teams' signatures are not checked.", todo)];
  }
  const wrong = [
    ...(GUID.test(appId) ? [] : ["MICROSOFT_APP_ID"]),
    ...(GUID.test(homeWorkspace) ? [] : ["MICROSOFT_APP_TENANT_ID"]),
  ];
  if (wrong.length === 0) return [fine("The app id and the directory id have the right form.")];
  return [
    fix(`Not an id: ${wrong.join(", ")}.`, "Copy it again from the Azure bot's Configuration."),
  ];
}

async function checkToken({ config, tokens }: CheckParts): Promise<readonly Finding[]> {
  if (config.credential.kind === "none") return [];
  try {
    await tokens.get();
    return [fine("Microsoft gives the bot its token.")];
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : "";
    const { host } = new URL(config.cloud.loginUrl);
    if (said.includes("network_error")) {
      return [
        fix(`Microsoft does not answer at ${host}.`, `Let this machine reach https://${host}.`),
      ];
    }
    const known = ADVICE.find(([sign]) => said.includes(`AADSTS${sign}`));
    return [fix("Microsoft does not give the bot a token.", known?.[1] ?? SIGN_IN)];
  }
}

/** Without the keys nothing that Teams sends can be trusted; the answer also tells the time. */
async function checkKeys({ config }: CheckParts): Promise<readonly Finding[]> {
  const { host } = new URL(config.cloud.openIdUrl);
  const answer = await ask(guardKeys(config.cloud), config.cloud.openIdUrl);
  if (!answer?.ok) {
    return [fix(`Microsoft's keys cannot be read at ${host}.`, `Let this machine reach ${host}.`)];
  }
  const theirs = Date.parse(answer.headers.get("date") ?? "");
  const driftMs = Number.isNaN(theirs) ? 0 : config.clock.now().getTime() - theirs;
  const read = fine("Microsoft's signing keys can be read.");
  if (Math.abs(driftMs) <= MOST_DRIFT_MS) {
    return [read, fine("This machine's clock agrees with Microsoft's.")];
  }
  const seconds = Math.round(Math.abs(driftMs) / 1000);
  const what = `This machine's clock is ${seconds} s ${driftMs > 0 ? "ahead of" : "behind"} Microsoft's.`;
  return [read, fix(what, "Turn on time synchronisation (NTP): from 300 s on, Teams is refused.")];
}

async function checkReach({ config }: CheckParts): Promise<readonly Finding[]> {
  const { publicUrl } = config;
  if (publicUrl === "") {
    return [fix("PUBLIC_URL is not set.", "Set it to the https address where Teams reaches us.")];
  }
  const { origin, hostname, protocol } = new URL(publicUrl);
  if (LOOPBACK.has(hostname)) {
    const { hostname: theirs } = new URL(config.cloud.openIdUrl);
    if (LOOPBACK.has(theirs)) return [fine("Teams is on this machine, too.")];
    return [fix(`Teams cannot reach ${origin}.`, "Set PUBLIC_URL to a public https address.")];
  }
  if (protocol !== "https:") {
    return [fix(`PUBLIC_URL is not https: ${origin}.`, "Put HTTPS in front; Teams asks for it.")];
  }
  const answer = await ask(guardOwn(publicUrl), `${publicUrl}/healthz`);
  if (answer?.ok) return [fine(`${origin} answers.`)];
  const todo = "Start Groundswell, and look at the name, the certificate and the way to its port.";
  return [fix(`${origin} does not answer at /healthz.`, todo)];
}

async function checkLink({ config }: CheckParts): Promise<readonly Finding[]> {
  if (await config.isLinked(config.homeWorkspace)) {
    return [fine("The organization is linked to its district.")];
  }
  const todo =
    "With one district it is linked at the next start; else run groundswell link-teams with its directory id.";
  return [fix("The organization is not linked to a district.", todo)];
}

async function ask(guarded: typeof fetch, url: string): Promise<Response | undefined> {
  try {
    return await guarded(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return undefined;
  }
}
