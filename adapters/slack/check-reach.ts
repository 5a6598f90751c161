import type { Finding } from "#ports/chat.ts";
import { askSlack, type SlackSaid } from "./check-call.ts";
import type { SlackConfig } from "./config.ts";
import { createFetch } from "./fetch.ts";

const TIMEOUT_MS = 5000;
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
const APP_TOKEN = "Make one under Basic Information > App-Level Tokens, with connections:write.";

const fine = (what: string): readonly Finding[] => [{ ok: true, what, todo: "" }];
const fix = (what: string, todo: string): readonly Finding[] => [{ ok: false, what, todo }];

/** Whether Slack can reach this machine: over Socket Mode, or at PUBLIC_URL. Says no secret. */
export async function checkReach(parts: {
  readonly config: SlackConfig;
  readonly fetch: typeof fetch;
}): Promise<readonly Finding[]> {
  const { appToken, apiUrl, publicUrl } = parts.config;
  if (appToken === undefined) return await checkUrl(publicUrl, apiUrl);
  // The address in the answer opens a connection: it is not looked at.
  const question = { apiUrl, method: "apps.connections.open", token: appToken } as const;
  return toSocketFinding(await askSlack(parts.fetch, question));
}

function toSocketFinding(said: SlackSaid): readonly Finding[] {
  switch (said.kind) {
    case "yes":
      return fine("Socket Mode is open: Slack needs no way in.");
    case "no":
      return fix(`Slack does not accept the app token: ${said.error}.`, APP_TOKEN);
    case "wait":
      return fix("Slack was asked for Socket Mode too often.", "Run doctor again in a minute.");
    case "silent":
      return fix(
        "Slack does not answer when asked for Socket Mode.",
        "Let this machine reach Slack by HTTPS and WebSocket.",
      );
  }
}

async function checkUrl(publicUrl: string, apiUrl: string): Promise<readonly Finding[]> {
  if (publicUrl === "") {
    return fix("PUBLIC_URL is not set.", "Set it to the https address where Slack reaches us.");
  }
  const url = new URL(publicUrl);
  if (LOOPBACK.has(url.hostname)) return checkLoopback(url, apiUrl);
  if (url.protocol !== "https:") {
    return fix(`PUBLIC_URL is not https: ${url.origin}.`, "Put HTTPS in front; Slack asks for it.");
  }
  if (await answers(publicUrl)) return fine(`${url.origin} answers.`);
  return fix(
    `${url.origin} does not answer at /healthz.`,
    "Start Groundswell, and look at the name, the certificate and the way from HTTPS to its port.",
  );
}

function checkLoopback({ origin }: URL, apiUrl: string): readonly Finding[] {
  if (LOOPBACK.has(new URL(apiUrl).hostname)) return fine("Slack is on this machine, too.");
  return fix(
    `Slack cannot reach ${origin}: that is this machine alone.`,
    "Set PUBLIC_URL to a public https address, or use Socket Mode.",
  );
}

async function answers(publicUrl: string): Promise<boolean> {
  try {
    const fetchOwn = createFetch({ apiUrl: publicUrl, timeoutMs: TIMEOUT_MS });
    const { ok } = await fetchOwn(`${publicUrl}/healthz`);
    return ok;
  } catch {
    return false;
  }
}
