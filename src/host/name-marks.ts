import { createHmac, randomBytes } from "node:crypto";
import type { NameMarks } from "#ports/name-marks.ts";
import { createSecretBox, type SecretKey } from "./secret-box.ts";

const KEY_BYTES = 32;
/** 128 bits tell any two names apart. */
const MARK_HEX = 32;

/**
 * Marks names with a key that lies in the database only under the product's own: who has the database
 * and not the key can try no names. `readKeys` is called when the first mark is wanted.
 */
export function createNameMarks(readKeys: () => readonly [SecretKey, ...SecretKey[]]): NameMarks {
  let box: ReturnType<typeof createSecretBox> | undefined;
  const opened = (): ReturnType<typeof createSecretBox> => {
    box ??= createSecretBox(readKeys());
    return box;
  };
  return {
    newKey: (about) => opened().seal(randomBytes(KEY_BYTES).toString("base64"), about),
    mark: (key, about, texts) => {
      const plain = opened().open(key, about);
      if (plain === undefined) return undefined;
      const secret = Buffer.from(plain, "base64");
      return texts.map((text) =>
        createHmac("sha256", secret).update(text).digest("hex").slice(0, MARK_HEX),
      );
    },
  };
}
