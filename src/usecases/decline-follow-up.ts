import { requireAnswerer } from "./answer-invitation.ts";
import { type AskedAbout, readAbout } from "./asked-school.ts";
import { decide } from "./decide.ts";
import type { Act, Product, Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";

/**
 * A school wants to hear nothing more about its "not yet": what waits is taken back, and why is kept.
 * Throws NOT_ALLOWED, WAVE_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function declineFollowUp(
  product: Product,
  act: Act,
  about: AskedAbout,
): Promise<void> {
  await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { wave, site } = yield* readAbout(work, about);
    yield* requireAnswerer(work, act, { right: "declineFollowUp", site });
    yield* tx.outbox.cancelGroup(waveGroup(wave.id, site.id));
    const step = { wave: wave.id, site: site.id, step: "connection" } as const;
    yield* decide(work, { ...step, verdict: "not_sent", reason: "no_follow_up" });
  });
}
