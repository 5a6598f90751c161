import type { DistrictId } from "#domain/ids.ts";
import { planWeekly } from "./plan-weekly.ts";
import type { Product } from "./product.ts";

/** Holds the day on which it was last looked. */
const KEPT = "weekly_kept";

/** Once a day: what should come every week and is not planned, whatever ended it, is planned again. */
export async function keepWeekly(product: Product, district: DistrictId): Promise<void> {
  const { store, clock } = product;
  const now = clock.now();
  const day = now.toISOString().slice(0, 10);
  if ((await store.read(district, (tx) => tx.roster.findSetting(KEPT))) === day) return;
  await store.transaction(district, function* (tx) {
    yield* tx.roster.saveSetting(KEPT, day);
    yield* planWeekly({ tx, product, now });
  });
}
