import type { DistrictId } from "#domain/ids.ts";
import { matchPeople } from "#usecases/match-people.ts";
import type { FindProfile, Product } from "#usecases/product.ts";

/** Finds people's accounts in the background, beside the rounds of the loop. */
export interface Matching {
  /** Begins with the next few people of a district, once a minute at most; waits for nothing. */
  look(district: DistrictId): void;
  /** Waits for what is under way; nothing starts after it. */
  stop(): Promise<void>;
}

/** A little less than a minute, so that no heartbeat is passed over. */
const PAUSE_MS = 55_000;

export function createMatching(product: Product, findProfile: FindProfile): Matching {
  const { clock, log } = product;
  const lookedMs = new Map<DistrictId, number>();
  const running = new Map<DistrictId, Promise<void>>();
  let stopped = false;
  const isEarly = (district: DistrictId, nowMs: number): boolean =>
    Math.abs(nowMs - (lookedMs.get(district) ?? Number.NEGATIVE_INFINITY)) < PAUSE_MS;
  return {
    look: (district) => {
      const nowMs = clock.now().getTime();
      if (stopped || running.has(district) || isEarly(district, nowMs)) return;
      lookedMs.set(district, nowMs);
      const looking = matchPeople(product, findProfile, district)
        .catch((cause: unknown) => log.error("matching_failed", { district, cause }))
        .finally(() => running.delete(district));
      running.set(district, looking);
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
