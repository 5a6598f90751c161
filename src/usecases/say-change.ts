import { type MadeChangeId, toId } from "#domain/ids.ts";
import type { MadeChange } from "#domain/training.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** A draft, or what was said, to change its words; undefined once it was taken back. Throws NOT_ALLOWED. */
export async function readChangeToSay(
  product: Product,
  act: Actor,
  id: MadeChangeId,
): Promise<MadeChange | undefined> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "readChangeToSay");
    const change = yield* tx.deciding.findChange(id);
    return change?.withdrawnAt ? undefined : change;
  });
}

export interface ChangeWords {
  /** Undefined for one that no training led to. */
  readonly id: MadeChangeId | undefined;
  readonly heard: string;
  readonly changed: string;
}

/** "You said, we changed": from now on everybody may read it, and the next digest tells it. Throws NOT_ALLOWED. */
export async function sayChange(
  product: Product,
  act: Act,
  { id, heard, changed }: ChangeWords,
): Promise<"said" | "gone"> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* tx.waves.guardWaves();
    const lead = yield* requireRight(work, act, "sayChange");
    const before = id && (yield* tx.deciding.findChange(id));
    if (id && (!before || before.withdrawnAt)) return "gone";
    const change: MadeChange = before ?? {
      id: toId<MadeChangeId>(product.random.id()),
      heard,
      changed,
      by: lead.id,
      at: now,
    };
    yield* tx.deciding.saveChange({ ...change, heard, changed, saidAt: change.saidAt ?? now });
    const subject = `change:${change.id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "change_said", subject });
    return "said";
  });
}

/** Takes it back: nobody reads it any more. Throws NOT_ALLOWED. */
export async function withdrawChange(product: Product, act: Act, id: MadeChangeId): Promise<void> {
  const now = product.clock.now();
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "withdrawChange");
    const change = yield* tx.deciding.findChange(id);
    if (!change || change.withdrawnAt) return;
    yield* tx.deciding.saveChange({ ...change, withdrawnAt: now });
    const subject = `change:${id}`;
    yield* writeAudit(work, { actor: actorOf(act), action: "change_withdrawn", subject });
  });
}
