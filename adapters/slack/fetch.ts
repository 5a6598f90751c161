import { createGuardedFetch } from "#edge/guarded-fetch.ts";

/** Slack's own hosts, for everybody and for governments; answers have hosts of their own. */
const API_HOSTS = ["slack.com", "slack-gov.com"];
const ANSWER_HOSTS = ["hooks.slack.com", "hooks.slack-gov.com"];

/** Longer than any caller has patience. */
const LONGEST_MS = 30_000;
/** How long Slack asks us to wait when it does not say, in seconds. */
const UNSAID_WAIT = "30";

/**
 * A fetch that reaches Slack and nobody else, follows no redirect and gives up in time. A caller's
 * own signal takes the place of the time limit. Rejects, before anything is sent, for other hosts.
 */
export function createFetch(allowed: {
  readonly apiUrl: string;
  readonly timeoutMs: number;
}): typeof fetch {
  const { host, origin } = new URL(allowed.apiUrl);
  const isSlacks = API_HOSTS.includes(host);
  const guarded = createGuardedFetch({
    of: "Slack",
    hosts: isSlacks ? [host, ...ANSWER_HOSTS] : ANSWER_HOSTS,
    named: isSlacks ? [] : [origin],
    totalMs: LONGEST_MS,
  });
  return async (target, init = {}) => {
    const signal = init.signal ?? AbortSignal.timeout(allowed.timeoutMs);
    return sayWait(await guarded(target, { ...init, signal }));
  };
}

/** Slack always says how long to wait; a proxy before it may not, and then waiting still helps. */
function sayWait(response: Response): Response {
  const said = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  if (response.status !== 429 || !Number.isNaN(said)) return response;
  const headers = new Headers(response.headers);
  headers.set("retry-after", UNSAID_WAIT);
  return new Response(response.body, { status: 429, headers });
}
