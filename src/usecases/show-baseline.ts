import type { BaselineTold } from "#domain/baseline.ts";
import { ProductError } from "#domain/errors.ts";
import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import { statesSeenBy } from "#domain/visit-sharing.ts";
import { auditPage } from "./audit-page.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import type { Actor, Product, Work } from "./product.ts";
import { readBaseline } from "./read-baseline.ts";
import { requireRight } from "./require-right.ts";

/** A school's visits as one reader may see them now. */
export interface ShownBaseline {
  readonly pages: MyPages;
  readonly visit: Expedition;
  readonly site: Site;
  /** The local day at the school. */
  readonly today: string;
  readonly told: BaselineTold;
}

/**
 * What visits noticed at a school, for those whom it has reached; that it was read is written down.
 * Throws NOT_ALLOWED, also for a visit that is not there or has not come so far.
 */
export async function showBaseline(
  product: Product,
  actor: Actor,
  id: ExpeditionId,
): Promise<ShownBaseline> {
  const now = product.clock.now();
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const visit = yield* tx.visiting.findExpedition(id);
    if (!visit) throw new ProductError("NOT_ALLOWED", "There is no such visit.");
    const site = yield* tx.roster.getSite(visit.site);
    const place = { site: site.id, cluster: site.cluster };
    const me = yield* requireRight(work, actor, { right: "showBaseline", ...place });
    const states = statesSeenBy(me, place);
    if (!states.includes(visit.state)) {
      throw new ProductError("NOT_ALLOWED", "The visit has not come so far.");
    }
    yield* auditPage(work, actor, `page:visits:${site.id}`);
    return {
      pages: yield* readPages(work, me),
      visit,
      site,
      today: localDay(now, site.zone),
      told: yield* readBaseline(work, { site: site.id, states }),
    };
  });
}
