import { hashSecret } from "./hash-secret.ts";
import { isDistrictHere, type PageKey } from "./page-key.ts";
import type { Actor, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Ends one session; nothing happens where it has ended already. */
export async function signOut(product: Product, key: PageKey): Promise<void> {
  if (!(await isDistrictHere(product, key))) return;
  const hash = await hashSecret(key.secret);
  const now = product.clock.now();
  await product.store.transaction(key.district, function* (tx) {
    const person = yield* tx.access.removeSession(hash);
    if (person === undefined) return;
    const actor = actorOf({ person });
    yield* writeAudit({ tx, now }, { actor, action: "signed_out", subject: actor });
  });
}

/** Ends every session of the actor, every link, and every browser's being known. Throws NOT_ALLOWED. */
export async function signOutEverywhere(product: Product, actor: Actor): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(actor.district, function* (tx) {
    yield* requireRight({ tx }, actor, "signOutEverywhere");
    yield* tx.access.forgetPerson(actor.person);
    const who = actorOf(actor);
    yield* writeAudit({ tx, now }, { actor: who, action: "signed_out_everywhere", subject: who });
  });
}
