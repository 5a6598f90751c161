import type { ExpeditionId } from "#domain/ids.ts";
import { hashSecret } from "./hash-secret.ts";
import type { Actor } from "./product.ts";

const PART_LENGTH = 32;

/**
 * What the part of a visit is called that somebody records: the same on each of their devices and in chat, so
 * that nobody counts twice.
 */
export async function ownPart(
  { district, person }: Pick<Actor, "district" | "person">,
  visit: ExpeditionId,
): Promise<string> {
  return (await hashSecret(`part|${district}|${visit}|${person}`)).slice(0, PART_LENGTH);
}
