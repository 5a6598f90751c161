import type { DistrictId } from "#domain/ids.ts";
import { noteBeat } from "#usecases/note-beat.ts";
import type { Product } from "#usecases/product.ts";
import { type Watched, watchSchedules } from "#usecases/watch-schedules.ts";

/** Looks once a minute whether what should run does run. */
export interface Watch {
  /** Before anything runs; true if it was time to look. */
  before(district: DistrictId): Promise<boolean>;
  /** After everything that was due; true if it looked, and something may be due again. */
  after(district: DistrictId): Promise<boolean>;
  /** What was last seen of all districts; asks nobody. */
  seen(): Seen;
}

/** What whoever runs the machine reads. */
export interface Seen {
  /** Campaigns of which something should have run and has not, each once. */
  readonly overdue: readonly string[];
  /** In how many districts all sending is stopped. */
  readonly stopped: number;
}

/** A little less than a minute, so that no heartbeat is passed over. */
const PAUSE_MS = 55_000;

export function createWatch(product: Product): Watch {
  const { clock, log } = product;
  // Whatever is wrong with the watch keeps nobody's message back.
  const guarded = async (district: DistrictId, look: () => Promise<void>): Promise<void> => {
    await look().catch((cause: unknown) => log.error("watch_failed", { district, cause }));
  };
  const lookedMs = new Map<DistrictId, number>();
  const wanted = new Set<DistrictId>();
  const seen = new Map<DistrictId, Watched>();
  return {
    before: async (district) => {
      const nowMs = clock.now().getTime();
      const last = lookedMs.get(district) ?? Number.NEGATIVE_INFINITY;
      if (Math.abs(nowMs - last) < PAUSE_MS) return false;
      lookedMs.set(district, nowMs);
      await guarded(district, async () => await noteBeat(product, district));
      wanted.add(district);
      return true;
    },
    after: async (district) => {
      if (!wanted.delete(district)) return false;
      await guarded(district, async () => {
        seen.set(district, await watchSchedules(product, district));
      });
      return true;
    },
    seen: () => {
      const all = [...seen.values()];
      return {
        overdue: [...new Set(all.flatMap(({ overdue }) => overdue))].sort(),
        stopped: all.filter(({ isStopped }) => isStopped).length,
      };
    },
  };
}
