import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { ProductError } from "#domain/errors.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import { freshBytes } from "./fresh-bytes.ts";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1";

export interface SecretKey {
  /** Tells keys apart in sealed text; says nothing about the key. */
  readonly id: string;
  readonly key: Buffer;
}

/** A key from its base64 text. Throws CONFIG_INVALID unless it is 32 bytes. */
export function readKey(base64: string): SecretKey {
  const key = Buffer.from(base64, "base64");
  if (key.length !== KEY_BYTES) {
    const what = `A secret key has ${key.length} bytes instead of ${KEY_BYTES}; make one with: openssl rand -base64 32`;
    throw new ProductError("CONFIG_INVALID", what);
  }
  return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
}

/**
 * A box whose first key seals and whose keys all open: to change the key, put a new one in front.
 * Sealed text is "v1.<key id>.<iv, tag and cipher text in base64url>".
 */
export function createSecretBox(keys: readonly [SecretKey, ...SecretKey[]]): SecretBox {
  const [newest] = keys;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    seal: (text, about) => {
      const iv = freshBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, newest.key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(about));
      const locked = [cipher.update(text, "utf8"), cipher.final()];
      const bytes = Buffer.concat([iv, cipher.getAuthTag(), ...locked]);
      return `${VERSION}.${newest.id}.${bytes.toString("base64url")}`;
    },
    open: (sealed, about) => {
      const [version, id, body, ...rest] = sealed.split(".");
      const key = byId.get(id ?? "");
      if (version !== VERSION || !key || body === undefined || rest.length > 0) return undefined;
      const bytes = Buffer.from(body, "base64url");
      // Text that is not written as `seal` writes it was changed, even where it says the same.
      return bytes.toString("base64url") === body ? unlock(key, bytes, about) : undefined;
    },
  };
}

function unlock(key: Buffer, bytes: Buffer, about: string): string | undefined {
  const start = IV_BYTES + TAG_BYTES;
  if (bytes.length < start) return undefined;
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, start));
  try {
    return decipher.update(bytes.subarray(start), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return undefined;
  }
}
