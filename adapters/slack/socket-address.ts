import { z } from "zod";
import { ProductError } from "#domain/errors.ts";

/** Slack's sockets, for everybody and for governments. */
const SOCKET_HOSTS = [".slack.com", ".slack-gov.com"];
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

const answer = z.object({ url: z.string() });

/**
 * The same fetch for the library of Socket Mode, which opens the socket by itself, past every guard: an
 * answer that sends it anywhere but to Slack rejects with OUTBOUND_REFUSED.
 */
export function guardSocketAddress(guarded: typeof fetch, apiUrl: string): typeof fetch {
  return async (target, init) => {
    const response = await guarded(target, init);
    const { status, statusText, headers } = response;
    const text = await response.text();
    const given = answer.safeParse(parse(text)).data;
    if (given && !isSocket(given.url, apiUrl)) {
      throw new ProductError("OUTBOUND_REFUSED", "Not an address of Slack for Socket Mode.");
    }
    return new Response(text, { status, statusText, headers });
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for Slack's own, and for the host of an API's address that was named; plain only on this machine. */
function isSocket(text: string, apiUrl: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, host, username, password } = new URL(text);
  const api = new URL(apiUrl);
  if (username !== "" || password !== "") return false;
  if (LOOPBACK.has(api.hostname)) return LOOPBACK.has(hostname);
  if (protocol !== "wss:") return false;
  return host === api.host || SOCKET_HOSTS.some((suffix) => host.endsWith(suffix));
}
