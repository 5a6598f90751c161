import type { AccountId } from "#domain/ids.ts";
import { wavesCard } from "#messages/waves-card.ts";
import type { Card } from "#ports/card.ts";
import { findChat } from "./find-chat.ts";
import { listLed } from "./list-calls.ts";
import { WAVES_CARDS } from "./live-cards.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { keyOf } from "./send-direct.ts";
import { readNumbers } from "./wave-numbers.ts";

/**
 * `/pl waves`: posts the card over all waves to whoever asked, where they asked, and it keeps itself up to date for two weeks.
 * Gives the card itself only to somebody who cannot be written to. Throws NOT_ALLOWED.
 */
export async function showWaves(
  product: Product,
  act: Act,
  account?: AccountId,
): Promise<Card | undefined> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const [cluster] = yield* listLed(work, act);
    const reader = yield* requireRight(work, act, { right: "showWaves", cluster });
    const card = wavesCard(product.words, yield* readNumbers(work, reader));
    const to = yield* findChat(work, act, account);
    if (!to) return card;
    yield* tx.outbox.queue({
      key: keyOf(WAVES_CARDS, reader.id, act.eventKey),
      kind: "reply",
      delivery: { do: "post", to, card },
      dueAt: now,
      group: WAVES_CARDS,
      recipient: reader.id,
    });
    return undefined;
  });
}
