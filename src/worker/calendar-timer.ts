import type { DistrictId } from "#domain/ids.ts";
import type { CalendarSource } from "#ports/calendar-source.ts";
import { checkFeeds } from "#usecases/check-feeds.ts";
import { keepWeekly } from "#usecases/keep-weekly.ts";
import type { Product } from "#usecases/product.ts";

/** Fetches calendars that are due, and sees to what follows from them, beside the rounds of the loop. */
export interface CalendarTimer {
  /** Looks which feeds of a district are due, every five minutes at most; waits for nothing. */
  look(district: DistrictId): void;
  /** Waits for what is under way; nothing starts after it. */
  stop(): Promise<void>;
}

const PAUSE_MS = 5 * 60_000;

/** A server that hangs delays nobody: each district's feeds are fetched by themselves. */
export function createCalendarTimer(product: Product, source: CalendarSource): CalendarTimer {
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
      const works = [checkFeeds(product, source, district), keepWeekly(product, district)];
      const looking = works.map((work) =>
        work.catch((cause: unknown) => log.error("calendar_check_failed", { district, cause })),
      );
      running.set(
        district,
        Promise.all(looking).then(() => void running.delete(district)),
      );
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
