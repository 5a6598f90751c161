import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { Product } from "./product.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** Throws RECORDS_KEPT while a hold of any district is open: what it keeps is in the copies too. */
export async function requireNoHolds({ store }: Product): Promise<void> {
  for (const district of await store.listDistricts()) {
    await store.read(district, (tx) => refuseHeld(tx));
  }
}

/**
 * Writes down that so many copies of the database are deleted now. Throws RECORDS_KEPT if a hold was
 * placed meanwhile.
 */
export async function noteErasedCopies(
  product: Product,
  district: DistrictId,
  copies: number,
): Promise<void> {
  await requireNoHolds(product);
  const now = product.clock.now();
  await product.store.transaction(district, function* (tx) {
    yield* tx.records.guardHolds();
    yield* refuseHeld(tx);
    const facts = { count: String(copies) };
    const said = { actor: COMMAND_LINE, action: "copies_erased", subject: "district" } as const;
    yield* writeAudit({ tx, now }, { ...said, facts });
  });
}

function* refuseHeld({ records }: Transaction): Steps<void> {
  const open = (yield* records.listHolds()).filter(({ releasedAt }) => !releasedAt);
  if (open.length === 0) return;
  const ids = open.map(({ id }) => id).join(", ");
  throw new ProductError("RECORDS_KEPT", `--copies: a hold keeps every copy: ${ids}.`);
}
