/** Slack's own addresses for answers: the only hosts beside the API's that we ever write to. */
const ANSWER_ORIGINS = ["https://hooks.slack.com", "https://hooks.slack-gov.com"];

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
  const origins = new Set([new URL(allowed.apiUrl).origin, ...ANSWER_ORIGINS]);
  return async (target, init = {}) => {
    const url = new URL(target instanceof Request ? target.url : target);
    if (!origins.has(url.origin)) throw new TypeError(`Not an address of Slack: ${url.origin}`);
    const signal = init.signal ?? AbortSignal.timeout(allowed.timeoutMs);
    return sayWait(await fetch(target, { ...init, redirect: "error", signal }));
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
