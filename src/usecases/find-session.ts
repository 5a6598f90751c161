import { hashSecret } from "./hash-secret.ts";
import { isDistrictHere, type PageKey } from "./page-key.ts";
import type { Actor, Product } from "./product.ts";

export interface FoundSession {
  readonly actor: Actor;
  readonly expiresAt: Date;
}

/** Who a session belongs to, as the store says now; undefined once it is over or the person has left. */
export async function findSession(
  product: Product,
  key: PageKey,
): Promise<FoundSession | undefined> {
  if (!(await isDistrictHere(product, key))) return undefined;
  const { district } = key;
  const hash = await hashSecret(key.secret);
  const now = product.clock.now();
  return await product.store.read(district, function* (tx) {
    const session = yield* tx.access.findSession(hash, now);
    const person = session && (yield* tx.roster.findPerson(session.person));
    if (!(session && person?.active)) return undefined;
    return { actor: { district, person: person.id }, expiresAt: session.expiresAt };
  });
}
