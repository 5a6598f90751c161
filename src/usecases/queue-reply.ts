import type { Card } from "#ports/card.ts";
import type { Address } from "#ports/chat.ts";
import type { Product } from "./product.ts";
import { keyOf } from "./send-direct.ts";

/** After this an answer is no answer any more. */
const WORTH_MS = 60 * 60 * 1000;

export interface QueuedReply {
  readonly to: Address;
  readonly card: Card;
  /** The event that it answers: queued once for each. */
  readonly key: string;
}

/** Lets the outbox post an answer that its platform did not take at once. Nothing for strangers. */
export async function queueReply(product: Product, { to, card, key }: QueuedReply): Promise<void> {
  const { store, clock } = product;
  const { platform, workspace, conversation } = to;
  const district = await store.links.find(platform, workspace);
  if (district === undefined || conversation.kind !== "account") return;
  const now = clock.now();
  const account = { platform, workspace, account: conversation.id };
  await store.transaction(district, function* (tx) {
    const person = yield* tx.roster.findPersonByAccount(account);
    if (!person) return;
    yield* tx.outbox.queue({
      key: keyOf("reply", platform, workspace, key),
      kind: "reply",
      delivery: { do: "post", to, card },
      dueAt: now,
      expiresAt: new Date(now.getTime() + WORTH_MS),
      recipient: person.id,
    });
  });
}
