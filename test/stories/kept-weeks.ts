import { type DistrictId, toId } from "#domain/ids.ts";
import { DAY_MS } from "#domain/local-time.ts";
import type { Product } from "./playground-rig.ts";

const ALL = 1000;

/** Ends the digest, and the weekly questions and roundups of all other schools: nobody looks at them, and they cost minutes. */
export async function keepWeeksOf(product: Product, schools: readonly string[]): Promise<void> {
  const { clock, store } = product.app.product;
  await store.transaction(toId<DistrictId>("rbps"), function* ({ schedule }) {
    const inFarFuture = new Date(clock.now().getTime() + 1000 * DAY_MS);
    for (const { id, campaign, subject } of yield* schedule.listDue(inFarFuture, ALL)) {
      const isWeekly = campaign === "weekly_ask" || campaign === "roundup";
      const isKept = campaign !== "digest" && !(isWeekly && !schools.includes(subject));
      if (!isKept) yield* schedule.remove(id);
    }
  });
}
