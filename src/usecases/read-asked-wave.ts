import type { Person } from "#domain/roster.ts";
import { type GivenAnswer, readInvitation, requireAnswerer } from "./answer-invitation.ts";
import type { Act, Product, Work } from "./product.ts";
import { readSender } from "./wave-people.ts";

/**
 * Who stands behind a wave's question, for a principal who wants to ask something back.
 * Throws NOT_ALLOWED, WAVE_NOT_FOUND, INVITATION_NOT_FOUND, SITE_NOT_FOUND.
 */
export async function readAskedWave(
  product: Product,
  act: Act,
  asked: Pick<GivenAnswer, "wave" | "site">,
): Promise<Person> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { wave, site } = yield* readInvitation(work, asked);
    yield* requireAnswerer(work, act, { right: "readAskedWave", site });
    return yield* readSender(work, wave, site);
  });
}
