import { afterEach, beforeEach } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { toInstant } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { readCalendar } from "#imports/calendar-feed.ts";
import type { Card } from "#ports/card.ts";
import { checkFeeds } from "#usecases/check-feeds.ts";
import { importCalendar } from "#usecases/import-calendar.ts";
import { readSchoolDaysAt } from "#usecases/school-time.ts";
import { district, siteAt, startWaveWorld, type WaveWorld, zone } from "./wave-world.ts";

export const at = (local: string): Date => toInstant(local, zone);
const year: readonly CalendarDay[] = [
  { day: "2025-08-04", kind: "first_day", label: "First Day of School" },
  { day: "2025-09-01", kind: "closed", label: "Labor Day" },
  { day: "2026-05-27", kind: "last_day", label: "Last Day of School" },
];

/** A feed of days, each "20250901 Labor Day". */
export function ics(...days: readonly string[]): string {
  const events = days.flatMap((each, index) => [
    ...["BEGIN:VEVENT", `UID:${index}`, `DTSTART;VALUE=DATE:${each.slice(0, 8)}`],
    ...[`SUMMARY:${each.slice(9)}`, "END:VEVENT"],
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR"].join("\r\n");
}
export const feedDays: readonly string[] = [
  "20250804 First Day of School",
  ...["20250901 Labor Day", "20251009 Fall Break", "20251010 Fall Break", "20251127 Thanksgiving"],
  "20260527 Last Day of School",
];

/** Two schools, a lead and a feed, on a Tuesday evening; everything new for each test of a file. */
export function useCalendarWorld() {
  let world: WaveWorld;
  /** What lies at the address; undefined where nobody answers. */
  let lying: string | undefined;
  const source = {
    fetch: async (): Promise<string> => {
      if (lying === undefined) throw new ProductError("OUTBOUND_UNREACHABLE", "Nobody answers.");
      return await Promise.resolve(lying);
    },
    read: readCalendar,
  };
  beforeEach(async () => {
    lying = ics(...feedDays);
    world = await startWaveWorld({ start: at("2025-08-19T18:00"), sites: 2, calendar: year });
  });
  afterEach(async () => await world.stop());
  return {
    world: () => world,
    lies: (text: string | undefined): void => {
      lying = text;
    },
    /** What PL leads were told about the calendar. */
    told: () =>
      world.sent
        .filter(({ key }) => key.startsWith("calendar:"))
        .flatMap(({ delivery }): Card[] => ("card" in delivery ? [delivery.card] : [])),
    isSchoolDay: async (index: number, day: string): Promise<boolean> => {
      const { product } = world;
      return await product.store.read(district, function* (tx) {
        const work = { tx, product, now: product.clock.now() };
        return (yield* readSchoolDaysAt(work, siteAt(index))).isSchoolDay(day);
      });
    },
    take: async (text: string, more: { school?: string; url?: string } = {}) =>
      await importCalendar(world.product, source, {
        ...{ text, name: "calendar.ics", dryRun: false, allowRemovals: false, district },
        ...more,
      }),
    /** The feed is looked at, and what is due by an office morning is sent. */
    checkAt: async (local: string): Promise<void> => {
      await world.goTo(at(local));
      await checkFeeds(world.product, source, district);
      await world.goTo(new Date(at(local).getTime() + 5 * 60 * 60_000));
    },
  };
}
