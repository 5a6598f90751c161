import type { DistrictId } from "#domain/ids.ts";
import type { Product } from "#usecases/product.ts";

/** Work on each district in the background, beside the rounds of the loop. */
export interface BesideRounds {
  /** Begins with a district unless it was looked at a short while ago; waits for nothing. */
  look(district: DistrictId): void;
  /** Waits for what is under way; nothing starts after it. */
  stop(): Promise<void>;
}

export interface SideWork {
  /** Least time between two looks at one district. */
  readonly pauseMs: number;
  /** Several pieces: one that fails keeps none of the others back. */
  readonly begin: (district: DistrictId) => readonly Promise<unknown>[];
  /** How the log calls a failure. */
  readonly failure: string;
}

/** A district that hangs delays nobody: each is worked on by itself, and never twice at once. */
export function createBesideRounds(
  { clock, log }: Pick<Product, "clock" | "log">,
  { pauseMs, begin, failure }: SideWork,
): BesideRounds {
  const lookedMs = new Map<DistrictId, number>();
  const running = new Map<DistrictId, Promise<void>>();
  let stopped = false;
  const isEarly = (district: DistrictId, nowMs: number): boolean =>
    Math.abs(nowMs - (lookedMs.get(district) ?? Number.NEGATIVE_INFINITY)) < pauseMs;
  return {
    look: (district) => {
      const nowMs = clock.now().getTime();
      if (stopped || running.has(district) || isEarly(district, nowMs)) return;
      lookedMs.set(district, nowMs);
      const works = begin(district).map((work) =>
        work.catch((cause: unknown) => log.error(failure, { district, cause })),
      );
      running.set(
        district,
        Promise.all(works).then(() => void running.delete(district)),
      );
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
