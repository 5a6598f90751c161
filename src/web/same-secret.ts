import { createHash, timingSafeEqual } from "node:crypto";

/** Compares secrets in a time that says nothing about them, whatever their lengths. */
export function isSameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
