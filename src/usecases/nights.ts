import { addDays, localDay, toInstant } from "#domain/local-time.ts";

/** The hour of the night that `day` begins with, when nobody is at school. */
export function nightOf(day: string, zone: string): Date {
  return toInstant(`${day}T02:30`, zone);
}

/** The next such hour in the zone, after `now`. */
export function nextNight(now: Date, zone: string): Date {
  const today = localDay(now, zone);
  const tonight = nightOf(today, zone);
  return tonight > now ? tonight : nightOf(addDays(today, 1), zone);
}
