import type { Wave } from "#domain/wave.ts";
import type { Act, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** A wave, and how many of its schools are in: schools, never people. */
export interface WaveLine {
  readonly wave: Wave;
  readonly schoolCount: number;
  readonly inCount: number;
}

/** Every wave in the order in which they were made. Throws NOT_ALLOWED. */
export async function listWaves(product: Product, act: Act): Promise<readonly WaveLine[]> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "listWaves");
    const waves = yield* tx.waves.listWaves();
    const invited = yield* tx.waves.listInvitationsOf(waves.map(({ id }) => id));
    return waves.map((wave) => {
      const invitations = invited.get(wave.id) ?? [];
      const inCount = invitations.filter(({ answer }) => answer === "yes").length;
      return { wave, schoolCount: invitations.length, inCount };
    });
  });
}
