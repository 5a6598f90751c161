import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { neverSent } from "#edge/never-sent.ts";

/** Why a call did not end well. */
export type Failure =
  /** Slack takes no more of this for a while; nothing was done. */
  | { readonly kind: "limited"; readonly seconds: number }
  /** It never reached Slack. */
  | { readonly kind: "not-sent" }
  /** It was sent, and the answer was lost: it may have been done. */
  | { readonly kind: "lost" }
  /** Slack said no in its own word; nothing was done. */
  | { readonly kind: "error"; readonly code: string };

/** Slack's words for what it may have done in spite of them. */
const MAYBE_DONE = new Set([
  "internal_error",
  "fatal_error",
  "request_timeout",
  "service_unavailable",
  "duplicate_message_not_found",
  "duplicate_channel_not_found",
]);

const LIMITED = new Set(["ratelimited", "rate_limited"]);
const CODE = /^[a-z0-9_]+$/;
const UNSAID_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 3600;

/** Reads what a call of Slack's client threw. */
export function toFailure(cause: unknown): Failure {
  if (cause instanceof WebAPIRateLimitedError) return limited(cause.retryAfter);
  if (cause instanceof WebAPIPlatformError) {
    return fromCode(cause.data.error, cause.data.response_metadata?.retryAfter);
  }
  if (cause instanceof WebAPIHTTPError) return fromStatus(cause.statusCode);
  if (cause instanceof WebAPIRequestError && neverSent(cause.original)) return { kind: "not-sent" };
  return { kind: "lost" };
}

function limited(seconds: number): Failure {
  return { kind: "limited", seconds: Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS) };
}

/** What is no code at all is a page of something between Slack and us. */
function fromCode(code: string, retryAfter = UNSAID_SECONDS): Failure {
  if (LIMITED.has(code)) return limited(retryAfter);
  if (MAYBE_DONE.has(code) || !CODE.test(code)) return { kind: "lost" };
  return { kind: "error", code };
}

function fromStatus(status: number): Failure {
  const refused = status >= 400 && status < 500 && status !== 408;
  return refused ? { kind: "not-sent" } : { kind: "lost" };
}
