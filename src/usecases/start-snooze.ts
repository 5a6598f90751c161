import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import type { Act, Product, Work } from "./product.ts";

/** The school's own day, before its form of months opens. Throws NOT_ALLOWED, SITE_NOT_FOUND. */
export async function startSnooze(
  product: Product,
  act: Act,
  id: SiteId,
): Promise<{ readonly id: SiteId; readonly today: string }> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const site = yield* tx.roster.getSite(id);
    yield* requireAnswerer(work, act, { right: "startSnooze", site });
    return { id, today: localDay(work.now, site.zone) };
  });
}
