import { countPulses } from "#domain/pulse.ts";
import { pulseReportCard } from "#messages/pulse-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Actor, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** `/pl wave <name> pulse`: counts by wave alone; undefined for an unknown name. Throws NOT_ALLOWED. */
export async function showPulse(
  product: Product,
  act: Actor,
  name: string,
): Promise<Card | undefined> {
  return await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "showPulse");
    const wave = yield* tx.waves.findWaveNamed(name);
    if (!wave) return undefined;
    const rounds = countPulses(yield* tx.listening.listPulses(wave.id));
    return pulseReportCard(product.words, wave.name, rounds);
  });
}
