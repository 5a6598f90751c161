import type { MiddlewareHandler } from "hono";

/** For what is no page, and for pages that forgot their own. */
const CLOSED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const FRAMED = /frame-ancestors (?!'none')/;
const HTTPS = /^https:/i;

const always: Readonly<Record<string, string>> = {
  "content-security-policy": CLOSED,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};
/** A year; only this host, since others below it are not ours. */
const httpsOnly: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000",
};
/** A tab in Teams is framed on purpose: its own policy says by whom. */
const unlessFramed: Readonly<Record<string, string>> = {
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
};

/** Gives every answer the headers that keep browsers careful; what a route set itself stays. */
export function secureHeaders(publicUrl: string | undefined): MiddlewareHandler {
  const transport = HTTPS.test(publicUrl ?? "") ? httpsOnly : {};
  return async (context, next) => {
    await next();
    const given = context.res.headers;
    const isFramed = FRAMED.test(given.get("content-security-policy") ?? "");
    const wanted = { ...always, ...transport, ...(isFramed ? {} : unlessFramed) };
    for (const [name, value] of Object.entries(wanted)) {
      if (!given.has(name)) given.set(name, value);
    }
  };
}
