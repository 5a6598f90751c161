const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What no browser may do with a page or its files: run, frame or pass on anything of it. */
export const pageHeaders = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // With "no-referrer" our own forms came with the origin "null", as another site's may.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** The page on which a visit is recorded has a script of its own, which speaks with us and nobody else. */
export const recordHeaders = {
  ...pageHeaders,
  "content-security-policy": `${POLICY}; script-src 'self'; connect-src 'self'; worker-src 'self'`,
} as const;
