import type { DistrictId } from "#domain/ids.ts";
import type { ErasedRows, Forgetting } from "#ports/store.ts";
import type { Product } from "./product.ts";
import { COMMAND_LINE } from "./write-audit.ts";

export interface ErasedDistrict {
  readonly erased: ErasedRows;
  readonly traces: Forgetting;
}

/**
 * Removes a whole district for good, with what leads to it. Its audit log goes too: a stone says when it
 * was. Throws DISTRICT_HELD.
 */
export async function eraseDistrict(
  { store, clock }: Pick<Product, "store" | "clock">,
  district: DistrictId,
): Promise<ErasedDistrict> {
  const gone = await store.eraseDistrict(district, { at: clock.now(), by: COMMAND_LINE });
  return await eraseRest(store, district, gone);
}

/** The same for one that was erased already, whoever was cut off before its end; undefined for no such. */
export async function endErasure(
  { store }: Pick<Product, "store">,
  district: DistrictId,
): Promise<ErasedDistrict | undefined> {
  return (await store.directory.isErased(district))
    ? await eraseRest(store, district, {})
    : undefined;
}

/** Other replicas may have been in the middle of something. */
async function eraseRest(
  store: Product["store"],
  district: DistrictId,
  gone: ErasedRows,
): Promise<ErasedDistrict> {
  const erased: Record<string, number> = { ...gone };
  const late = await store.directory.eraseLate(district);
  for (const [name, rows] of Object.entries(late)) erased[name] = (erased[name] ?? 0) + rows;
  return { erased, traces: await store.forgetDeleted() };
}
