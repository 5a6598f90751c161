const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/**
 * Undefined for a request that comes from this machine's own browser or shell; else the reason.
 * A page of another site can reach a loopback port, but it cannot hide its Host or Origin.
 */
export function verify(request: Request): string | undefined {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  if (!LOOPBACK_HOST.test(host)) return "The playground answers this machine only.";
  // A proxy may put any Host there; whatever stands behind one is not this machine alone.
  if (FORWARDED.some((name) => request.headers.has(name))) {
    return "The playground answers this machine only, and nobody behind a proxy.";
  }
  const origin = request.headers.get("origin");
  if (origin === null || origin === `http://${host}`) return undefined;
  return "The playground answers its own page only.";
}
