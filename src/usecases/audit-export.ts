import type { DistrictId } from "#domain/ids.ts";
import type { Product } from "./product.ts";
import { COMMAND_LINE, writeAudit } from "./write-audit.ts";

/** Writes down that a whole district is copied out; before it is, so that the copy says it too. */
export async function auditExport({ store, clock }: Product, district: DistrictId): Promise<void> {
  const said = { actor: COMMAND_LINE, action: "district_exported", subject: "district" } as const;
  await store.transaction(district, (tx) => writeAudit({ tx, now: clock.now() }, said));
}
