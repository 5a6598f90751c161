/** Codes of connections that never came to be. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "OUTBOUND_REFUSED",
  "OUTBOUND_UNREACHABLE",
]);

/**
 * True for a request that failed before anything of it was on its way. Looks down the chain of causes,
 * also into one failure for each address that was tried.
 */
export function neverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && NEVER_SENT.has(error.code)) return true;
  if (error instanceof AggregateError) return error.errors.every(neverSent);
  return neverSent(error.cause);
}
