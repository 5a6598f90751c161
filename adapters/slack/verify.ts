import { createHmac, timingSafeEqual } from "node:crypto";

/** A request that is turned away before anything in it is read. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly hint: string;
}

export interface Verification {
  /** One, or two while the secret is being changed. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

const MOST_BYTES = 1024 * 1024;
const MOST_SECONDS = 300;
const VERSION = "v0";
const STAMP = /^\d{1,12}$/;
const KNOWN_TYPE = /^application\/(x-www-form-urlencoded|json)\s*(;|$)/i;

/**
 * Undefined for a body that Slack signed within the last 300 s; else why it is refused.
 * The signature is of the raw bytes: nothing has been parsed yet.
 */
export function verify(
  headers: Headers,
  raw: Uint8Array,
  { secrets, now }: Verification,
): Refusal | undefined {
  if (raw.byteLength > MOST_BYTES) return tooLarge;
  const stamp = headers.get("x-slack-request-timestamp") ?? "";
  const signature = headers.get("x-slack-signature") ?? "";
  if (!STAMP.test(stamp) || signature === "") return unsigned;
  if (Math.abs(now.getTime() / 1000 - Number(stamp)) > MOST_SECONDS) return stale;
  const signed = secrets.filter((secret) => isSignedBy(secret, { stamp, raw, signature }));
  if (signed.length === 0) return unsigned;
  return KNOWN_TYPE.test(headers.get("content-type") ?? "") ? undefined : wrongType;
}

interface Signed {
  readonly stamp: string;
  readonly raw: Uint8Array;
  readonly signature: string;
}

/** In constant time for every signature of the right length. */
function isSignedBy(secret: string, { stamp, raw, signature }: Signed): boolean {
  const hmac = createHmac("sha256", secret).update(`${VERSION}:${stamp}:`).update(raw);
  const expected = Buffer.from(`${VERSION}=${hmac.digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const tooLarge: Refusal = {
  status: 413,
  error: "That is too large.",
  hint: "Slack sends at most 1 MB.",
};

const unsigned: Refusal = {
  status: 401,
  error: "This request is not signed by Slack.",
  hint: "Check SLACK_SIGNING_SECRET against the app's Basic Information page.",
};

const stale: Refusal = {
  status: 401,
  error: "This request's time stamp is more than five minutes off.",
  hint: "Set the machine's clock; groundswell doctor compares it with Slack's.",
};

const wrongType: Refusal = {
  status: 415,
  error: "This content type is not one that Slack sends.",
  hint: "Send application/x-www-form-urlencoded or application/json.",
};

export const unreadable: Refusal = {
  status: 400,
  error: "This request cannot be read.",
  hint: "Send what Slack sends: see the Events API and interactivity documentation.",
};

export const replayed: Refusal = {
  status: 409,
  error: "This request was answered before.",
  hint: "Each request acts once; do it again in Slack.",
};
