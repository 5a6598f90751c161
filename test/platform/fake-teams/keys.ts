import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** Bot Framework's key, its key for Slack only, Entra's, and one nobody published. */
export type KeyName = "teams" | "slack" | "entra" | "forger";

export interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const made = new Map<KeyName, Key>();

/** Made once a process: RSA keys take long, and the libraries cache them by URL anyway. */
export function getKey(name: KeyName): Key {
  const there = made.get(name);
  if (there !== undefined) return there;
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { kid: randomBytes(20).toString("base64url"), ...pair };
  made.set(name, key);
  return key;
}

/** A key as a JWKS document carries it; Entra's keys have no endorsements. */
export function publish(name: KeyName, endorsements?: readonly string[]): Record<string, unknown> {
  const { kid, publicKey } = getKey(name);
  const { n, e } = publicKey.export({ format: "jwk" });
  return { kty: "RSA", use: "sig", kid, x5t: kid, n, e, endorsements };
}
