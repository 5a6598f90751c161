import type { OfferFacts } from "#messages/invitation-cards.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { type Named, readInvitation } from "./find-invitation.ts";
import type { Act, Product, Work } from "./product.ts";
import { readSender } from "./wave-people.ts";

/**
 * The wave that a card's question counts for now and who stands behind it, for a principal who wants to ask
 * something back or say what is in the way.
 * Throws NOT_ALLOWED, WAVE_NOT_FOUND, INVITATION_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function readAskedWave(product: Product, act: Act, asked: Named): Promise<OfferFacts> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { wave, site } = yield* readInvitation(work, asked);
    yield* requireAnswerer(work, act, { right: "readAskedWave", site });
    return { wave, site, sender: yield* readSender(work, wave, site) };
  });
}
