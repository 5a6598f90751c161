import type { CalendarSource } from "#ports/calendar-source.ts";
import { checkFeeds } from "#usecases/check-feeds.ts";
import { keepWeekly } from "#usecases/keep-weekly.ts";
import type { Product } from "#usecases/product.ts";
import { type BesideRounds, createBesideRounds } from "./beside-rounds.ts";

const PAUSE_MS = 5 * 60_000;

/** Fetches calendars that are due, and sees to what follows from them, every five minutes at most. */
export function createCalendarTimer(product: Product, source: CalendarSource): BesideRounds {
  return createBesideRounds(product, {
    pauseMs: PAUSE_MS,
    begin: (district) => [checkFeeds(product, source, district), keepWeekly(product, district)],
    failure: "calendar_check_failed",
  });
}
