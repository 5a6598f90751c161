import { localDay } from "#domain/local-time.ts";
import { isOnOffer } from "#domain/visit-days.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { type PromiseWords, toPromiseWords } from "./ask-for-call.ts";
import { type AskedAbout, readAbout } from "./asked-school.ts";
import { auditStandIn } from "./audit-stand-in.ts";
import type { Act, Product, Work } from "./product.ts";
import { promiseTask } from "./promise-task.ts";

export interface RequestedReturn extends PromiseWords {
  /** Days that wait for the school's word already, in words. */
  readonly onOffer: readonly string[];
}

/**
 * A school asks to be visited again: its lead hears of it, and has three school days to offer two dates.
 * Undefined where it has no lead. Throws NOT_ALLOWED, WAVE_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function requestReturn(
  product: Product,
  act: Act,
  about: AskedAbout,
): Promise<RequestedReturn | undefined> {
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { wave, site } = yield* readAbout(work, about);
    const by = yield* requireAnswerer(work, act, { right: "requestReturn", site });
    const promised = yield* promiseTask(work, { wave, site, by, reason: "return_requested" });
    if (!promised) return undefined;
    if (promised.isNew) yield* auditStandIn(work, act, { site, by, what: "return_requested" });
    const { task } = promised;
    const today = localDay(work.now, site.zone);
    const offered = isOnOffer(task, today) ? (task.offered ?? []) : [];
    const onOffer = offered.map((day) => product.words.comingDay(day, today));
    return { ...toPromiseWords(product.words, promised), onOffer };
  });
}
