import type { DistrictId } from "#domain/ids.ts";
import type { AuditEntry, AuditFault, AuditHead } from "#ports/audit-rows.ts";
import type { Product } from "./product.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** A place in a chain that somebody wrote down: the entry there must still have this hash. */
export interface Seal {
  readonly number: number;
  readonly hash: string;
}

export interface Verified {
  readonly district: DistrictId;
  readonly head: AuditHead;
  /** Undefined if every row is as it was written, and in its place. */
  readonly fault: AuditFault | undefined;
  /** True for a seal of an entry that was purged when its time was over: it could not be compared. */
  readonly isSealTooOld: boolean;
}

/**
 * Walks a district's whole chain. A seal also finds a chain that was written anew from its beginning.
 */
export async function verifyAudit(
  { store }: Pick<Product, "store">,
  district: DistrictId,
  seal?: Seal,
): Promise<Verified> {
  return await store.read(district, function* (tx) {
    const head = yield* tx.audit.getHead();
    const fault = yield* tx.audit.findFault();
    const isSealTooOld = seal !== undefined && seal.number <= head.purgedNumber;
    if (fault || !seal || isSealTooOld) return { district, head, fault, isSealTooOld };
    const [entry] = yield* tx.audit.listFrom(seal.number, 1);
    const kept = entry?.number === seal.number && entry.hash === seal.hash;
    const sealed = kept ? undefined : { number: seal.number, fault: "changed" as const };
    return { district, head, fault: sealed, isSealTooOld };
  });
}

/** The newest entries, the newest first. That somebody looked is written down too. */
export async function listAudit(
  { store, clock }: Pick<Product, "store" | "clock">,
  district: DistrictId,
  limit: number,
): Promise<readonly AuditEntry[]> {
  return await store.transaction(district, function* (tx) {
    const entries = yield* tx.audit.list(limit);
    const said = { actor: COMMAND_LINE, action: "audit_read", subject: "audit" } as const;
    yield* writeAudit({ tx, now: clock.now() }, { ...said, facts: { most: String(limit) } });
    return entries;
  });
}
