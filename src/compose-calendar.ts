import { ProductError } from "#domain/errors.ts";
import { createGuardedFetch, type GuardRules } from "#edge/guarded-fetch.ts";
import { readCalendar } from "#imports/calendar-feed.ts";
import type { CalendarSource } from "#ports/calendar-source.ts";

const MEGABYTE = 1024 * 1024;

/** A calendar is small, and whoever serves one answers soon. */
const rules: GuardRules = {
  of: "the calendar's server",
  hosts: "public",
  redirects: 3,
  totalMs: 20_000,
  mostBytes: 5 * MEGABYTE,
};

/** Calendars from public https addresses alone; `more` names others, for tests. */
export function createCalendarSource(more: Partial<GuardRules> = {}): CalendarSource {
  const get = createGuardedFetch({ ...rules, ...more });
  return {
    fetch: async (url) => {
      const response = await get(url, { headers: { accept: "text/calendar, text/plain;q=0.5" } });
      if (response.ok) return await response.text();
      const what = `The calendar's server answers ${response.status}.`;
      throw new ProductError("OUTBOUND_FAILED", what);
    },
    read: readCalendar,
  };
}
