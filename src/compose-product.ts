import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "#host/config.ts";
import { createLog } from "#host/log.ts";
import { createRandom } from "#host/random.ts";
import { readContent } from "#imports/content-files.ts";
import { createWords } from "#messages/words.ts";
import type { ChatAdapter, OnEvent, Platform } from "#ports/chat.ts";
import type { Clock } from "#ports/clock.ts";
import { openStore } from "#store/open-store.ts";
import type { Product } from "#usecases/product.ts";
import { createWeb } from "#web/server.ts";
import type { Loop } from "#worker/loop.ts";
import type { Pace } from "#worker/relay.ts";

export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

export const PACES: Readonly<Record<Platform, Pace>> = {
  local: { laneMs: 0, perSecond: 10_000 },
  slack: { laneMs: 1000, perSecond: 3 },
  teams: { laneMs: 1000, perSecond: 45 },
};

export interface App {
  readonly product: Product;
  readonly web: ReturnType<typeof createWeb>;
  readonly loop: Loop;
  stop(): Promise<void>;
}

/** What every command needs: store, words, clock and log. */
export async function composeProduct(config: Config, clock: Clock): Promise<Product> {
  const log = createLog(config.logLevel);
  const random = createRandom(clock);
  const words = createWords(readContent(path.join(ROOT, "src/messages/content")));
  const url = config.databaseUrl;
  const store = await openStore({ url, migrations: path.join(ROOT, "migrations"), random, log });
  return { store, clock, random, words, log };
}

/** What people do may make something due: the loop looks after each event. */
export async function startAdapter(
  adapter: ChatAdapter,
  onEvent: OnEvent,
  loop: Loop,
): Promise<void> {
  await adapter.start(async (event) => {
    const reply = await onEvent(event);
    loop.wake();
    return reply;
  });
}

/** The parts that were built, as one thing that can be stopped. */
export function assemble(
  product: Product,
  loop: Loop,
  adapters: ReadonlyMap<Platform, ChatAdapter>,
): App {
  return {
    product,
    loop,
    web: createWeb({ adapters, store: product.store }),
    stop: async () => {
      await loop.stop();
      for (const adapter of adapters.values()) await adapter.stop();
      await product.store.close();
    },
  };
}
