import { createCorrectedClock, createMovableClock, systemClock } from "#host/clock.ts";
import type { Config } from "#host/config.ts";
import type { Clock } from "#ports/clock.ts";
import type { Product } from "#usecases/product.ts";
import { keepFollowing } from "#worker/follow-clock.ts";

interface ProductClock {
  readonly clock: Clock;
  /** Goes by the database's clock from now on, where several processes share it; gives how to end it. */
  follow(product: Pick<Product, "store" | "log">): Promise<() => void>;
}

/** The product's clock. One for tests is left as it is. */
export function composeClock(
  { databaseUrl, testClock }: Pick<Config, "databaseUrl" | "testClock">,
  machine: Clock,
): ProductClock {
  if (testClock) return alone(createMovableClock(testClock, machine));
  if (databaseUrl.startsWith("file:") || machine !== systemClock) return alone(machine);
  const clock = createCorrectedClock(machine);
  return {
    clock,
    follow: async ({ store: { health }, log }) =>
      await keepFollowing({ health, log, machine, clock }),
  };
}

function alone(clock: Clock): ProductClock {
  return { clock, follow: async () => await Promise.resolve(() => undefined) };
}
