import { type DistrictId, toId } from "#domain/ids.ts";
import type { Product } from "./product.ts";

/** What a link or a cookie holds: a secret, and the one district in which it is looked up. */
export interface PageKey {
  readonly district: DistrictId;
  readonly secret: string;
}

const NOT_PLAIN = /[_.!~*'()]/g;
const SAFE = /^[A-Za-z0-9_-]{1,300}$/;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** A district's id in letters, digits, "-" and "_" alone, for addresses and cookies. */
export function writeDistrict(district: DistrictId): string {
  return encodeURIComponent(district)
    .replace(NOT_PLAIN, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
    .replaceAll("%", "_");
}

/** The key that an address or a cookie holds; undefined for what no key can look like. */
export function readKey(district: string, secret: string): PageKey | undefined {
  const read = SECRET.test(secret) ? readDistrict(district) : undefined;
  return read === undefined ? undefined : { district: read, secret };
}

/** What `writeDistrict` wrote; undefined for what it never writes. */
export function readDistrict(written: string): DistrictId | undefined {
  if (!SAFE.test(written)) return undefined;
  try {
    return toId<DistrictId>(decodeURIComponent(written.replaceAll("_", "%")));
  } catch {
    return undefined;
  }
}

/** True for a district that is here: whoever holds a key may have made it up. */
export async function isDistrictHere(
  { store }: Pick<Product, "store">,
  { district }: Pick<PageKey, "district">,
): Promise<boolean> {
  return (await store.listDistricts()).includes(district);
}
