import type { Finding } from "#ports/chat.ts";
import type { AccessBook } from "./access.ts";
import { askSlack, type SlackSaid } from "./check-call.ts";
import { checkReach } from "./check-reach.ts";
import type { SlackConfig } from "./config.ts";
import { botScopes, optionalScopes } from "./scopes.ts";

export interface CheckParts {
  readonly config: SlackConfig;
  readonly fetch: typeof fetch;
  /** Finds the tokens of the workspaces that installed the app; without it their rows are read. */
  readonly book?: Pick<AccessBook, "find"> | undefined;
}

const SECRET = /^[0-9a-f]{32}$/i;
/** Signatures are refused at 300 s; we speak up long before. */
const MOST_DRIFT_MS = 60_000;
const REINSTALL =
  "Paste the manifest again under App Manifest on the app's page, then press Install App > Reinstall.";
const TOKEN_ADVICE: Readonly<Record<string, string>> = {
  account_inactive: "The app was removed: install it again, and set the new SLACK_BOT_TOKEN.",
  token_revoked: "The app was removed: install it again, and set the new SLACK_BOT_TOKEN.",
  token_expired:
    "Token rotation is on, which one token in .env cannot follow: install by OAuth instead.",
  not_allowed_token_type: "Use the Bot User OAuth Token, which begins with xoxb-.",
};
const COPY_TOKEN = "Copy the Bot User OAuth Token from the page OAuth & Permissions again.";
const WAIT = "Run doctor again in a minute.";

const fine = (what: string): Finding => ({ ok: true, what, todo: "" });
const fix = (what: string, todo: string): Finding => ({ ok: false, what, todo });

/** What stands between this machine and Slack. Never throws; says no secret. */
export async function check(parts: CheckParts): Promise<readonly Finding[]> {
  try {
    const [tokens, reach] = await Promise.all([checkTokens(parts), checkReach(parts)]);
    return [checkSecrets(parts.config), ...tokens, ...reach];
  } catch {
    parts.config.log.error("slack_check_failed");
    return [fix("The look at Slack broke off.", "Run doctor again; if it stays so, report it.")];
  }
}

function checkSecrets({ signingSecrets, appToken }: SlackConfig): Finding {
  const wrong = signingSecrets.filter((secret) => !SECRET.test(secret));
  if (wrong.length > 0) {
    return fix(
      "A signing secret is not 32 hexadecimal digits.",
      "Copy it again from Basic Information > App Credentials > Signing Secret.",
    );
  }
  if (signingSecrets.length > 1) {
    return fine("Two signing secrets are accepted; take the old one out when the change is done.");
  }
  if (signingSecrets.length === 1) return fine("The signing secret has the right form.");
  return appToken === undefined
    ? fix("There is no signing secret.", "Set SLACK_SIGNING_SECRET from Basic Information.")
    : fine("Socket Mode needs no signing secret.");
}

async function checkTokens(parts: CheckParts): Promise<readonly Finding[]> {
  const { access } = parts.config;
  if (access.kind === "oauth") return await checkInstallations(parts);
  return await checkToken(parts, { token: access.botToken, name: "the bot token" });
}

interface Named {
  readonly token: string;
  /** "the bot token", or "workspace T0001"; never the token. */
  readonly name: string;
}

async function checkToken({ config, fetch }: CheckParts, named: Named) {
  const { apiUrl } = config;
  const said = await askSlack(fetch, { apiUrl, method: "auth.test", token: named.token });
  if (said.kind === "silent") {
    const { host } = new URL(apiUrl);
    return [fix(`Slack does not answer at ${host}.`, `Let this machine reach https://${host}.`)];
  }
  if (said.kind === "wait") return [fix("Slack was asked too often.", WAIT)];
  const clock = checkClock(config, said.heard.at);
  if (said.kind === "no") {
    const what = `Slack does not accept ${named.name}: ${said.error}.`;
    return [fix(what, TOKEN_ADVICE[said.error] ?? COPY_TOKEN), ...clock];
  }
  return [fine(acceptedLine(said, named)), ...checkScopes(said.heard.scopes, named.name), ...clock];
}

function acceptedLine({ body }: SlackSaid & { readonly kind: "yes" }, { name }: Named): string {
  const own = body.team_id === undefined || name.includes(body.team_id);
  return `Slack accepts ${name}${own ? "" : ` of workspace ${body.team_id}`}.`;
}

function checkScopes(scopes: ReadonlySet<string> | undefined, name: string): Finding[] {
  if (!scopes) return [fix(`Slack did not say what ${name} may do.`, WAIT)];
  const missing = botScopes.filter((scope) => !scopes.has(scope));
  const granted =
    missing.length === 0
      ? fine("Every permission it needs is granted.")
      : fix(`Permissions are missing for ${name}: ${missing.join(", ")}.`, REINSTALL);
  return [granted, ...optionalScopes.map((scope) => fine(optionalLine(scope, scopes.has(scope))))];
}

function optionalLine(scope: (typeof optionalScopes)[number], granted: boolean): string {
  if (scope === "im:history") {
    return granted
      ? "im:history is granted: a message whose fate is unknown is looked for."
      : "im:history is not granted, which is fine: a message whose fate is unknown is shown to the lead, and never sent again blindly.";
  }
  return granted
    ? "chat:write.public is granted: public channels need no invitation."
    : "chat:write.public is not granted, which is fine: invite the bot to its channels.";
}

function checkClock({ clock }: SlackConfig, theirs: Date | undefined): readonly Finding[] {
  if (!theirs) return [];
  const driftMs = clock.now().getTime() - theirs.getTime();
  if (Math.abs(driftMs) <= MOST_DRIFT_MS)
    return [fine("This machine's clock agrees with Slack's.")];
  const seconds = Math.round(Math.abs(driftMs) / 1000);
  return [
    fix(
      `This machine's clock is ${seconds} s ${driftMs > 0 ? "ahead of" : "behind"} Slack's.`,
      "Turn on time synchronisation (NTP): from 300 s on, what people do in Slack is refused.",
    ),
  ];
}

/** Many workspaces: one line for all that are well, and the lines of each that is not. */
async function checkInstallations(parts: CheckParts): Promise<readonly Finding[]> {
  const { installations, publicUrl } = parts.config;
  const list = await installations.list("slack");
  if (list.length === 0) {
    const todo = `Open ${publicUrl}/slack/install as somebody who may install apps.`;
    return [fix("The app is installed in no workspace yet.", todo)];
  }
  const problems = new Map<string, Finding>();
  for (const { workspace } of list) {
    for (const finding of await checkInstallation(parts, workspace)) {
      if (!finding.ok) problems.set(finding.what, finding);
    }
  }
  const count = list.length === 1 ? "1 workspace" : `${list.length} workspaces`;
  if (problems.size > 0) return [fine(`The app is installed in ${count}.`), ...problems.values()];
  return [fine(`Slack accepts the tokens of ${count}, with every permission they need.`)];
}

async function checkInstallation(parts: CheckParts, workspace: string) {
  const name = `workspace ${workspace}`;
  const installation = await parts.config.installations.find("slack", workspace);
  if (!parts.book) return checkScopes(new Set(installation?.scopes), name);
  const access = await parts.book.find(workspace);
  if (access) return await checkToken(parts, { name, token: access.token });
  return [
    fix(
      `The token of ${name} cannot be read.`,
      "Put the SECRET_KEY it was sealed with behind the new one, or install the app there again.",
    ),
  ];
}
