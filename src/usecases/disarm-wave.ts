import type { WaveId } from "#domain/ids.ts";
import { note } from "#messages/praise-cards.ts";
import type { Card } from "#ports/card.ts";
import { getWave } from "./edit-wave.ts";
import type { Act, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** "Not now" after the first of two presses: what this lead has begun ends. Throws NOT_ALLOWED, WAVE_NOT_FOUND. */
export async function disarmWave(product: Product, act: Act, id: WaveId): Promise<Card> {
  return await product.store.transaction(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "disarmWave");
    yield* tx.waves.guardWaves();
    const wave = yield* getWave({ tx }, id);
    if (wave.armedBy === act.person) {
      yield* tx.waves.saveWave({ ...wave, armedBy: undefined, armedAt: undefined });
    }
    return note(product.words.say("confirm_not_now", { wave_name: wave.name }));
  });
}
