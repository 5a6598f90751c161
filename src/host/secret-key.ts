import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ProductError } from "#domain/errors.ts";
import { readKey, type SecretKey } from "./secret-box.ts";

const KEY_BYTES = 32;
const FILE = "secret.key";

/**
 * The keys that were configured, or this machine's own: made at the first start, for its owner alone.
 * Throws CONFIG_INVALID for a key that is none, DATA_FOLDER_UNWRITABLE where it cannot be kept.
 */
export function readKeys(
  configured: readonly string[],
  dataFolder: string,
): readonly [SecretKey, ...SecretKey[]] {
  const [first, ...others] = configured;
  if (first !== undefined) return [readKey(first), ...others.map(readKey)];
  return [readKey(readOrMake(keyFileIn(dataFolder)))];
}

/** Where a machine's own key lies. */
export function keyFileIn(dataFolder: string): string {
  return path.join(dataFolder, FILE);
}

function readOrMake(file: string): string {
  try {
    if (existsSync(file)) return readFileSync(file, "utf8").trim();
    const key = randomBytes(KEY_BYTES).toString("base64");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: "wx" });
    return key;
  } catch (error) {
    throw unusable(file, error);
  }
}

function unusable(file: string, cause: unknown): ProductError {
  const what = `The key file "${file}" cannot be read or made.`;
  return new ProductError("DATA_FOLDER_UNWRITABLE", what, { cause });
}
