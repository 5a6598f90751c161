import { askSpoken } from "#usecases/hear-language.ts";
import type { PlacedAccount } from "#usecases/product.ts";
import type { ConversationParts } from "./talk.ts";

/** Finds out in the background which language somebody reads, where their platform does not say it. */
export interface Hearing {
  /** Waits for nothing, and asks about nobody twice in an hour. */
  ask(at: PlacedAccount): void;
}

const AGAIN_MS = 60 * 60 * 1000;
const MOST_KEPT = 5000;

/** One after the other: what people do must not wait for what the platform lets us ask. */
export function createHearing({ product, findProfile }: ConversationParts): Hearing {
  const { clock, log } = product;
  const askedMs = new Map<string, number>();
  let last: Promise<void> = Promise.resolve();
  return {
    ask: (at) => {
      const key = `${at.platform}:${at.workspace}:${at.account}`;
      const now = clock.now().getTime();
      if (now - (askedMs.get(key) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
      askedMs.delete(key);
      askedMs.set(key, now);
      const [oldest] = askedMs.keys();
      if (askedMs.size > MOST_KEPT && oldest !== undefined) askedMs.delete(oldest);
      last = last
        .then(async () => await askSpoken(product, findProfile, at))
        .catch((cause: unknown) => log.warn("language_not_found", { cause }));
    },
  };
}
