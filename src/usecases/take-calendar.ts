import { type CalendarChange, compareCalendars, refusalOf } from "#domain/calendar-change.ts";
import { withMeanings } from "#domain/calendar-review.ts";
import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Steps } from "#ports/steps.ts";
import { moveWeekly } from "./move-weekly.ts";
import { keepDays, readMeanings, readOwnDays } from "./own-calendars.ts";
import { planWeekly } from "./plan-weekly.ts";
import type { Work } from "./product.ts";

/** A calendar that came, for a school or, for undefined, the district. */
export interface CalendarGiven {
  readonly site: SiteId | undefined;
  readonly days: readonly CalendarDay[];
  /** Says that one which removes much of the year is meant. */
  readonly allowRemovals?: boolean | undefined;
  /** Looks, and changes nothing. */
  readonly dryRun?: boolean | undefined;
}

export type TakenCalendar =
  | { readonly kind: "refused"; readonly why: "empty" | "removes_much" }
  | { readonly kind: "taken"; readonly change: CalendarChange };

/**
 * Keeps a calendar in place of the one before, with what people said its words mean. One that is empty, or
 * would remove more than half of the school year's days, is refused: the good copy stays.
 */
export function* takeCalendar(work: Work, given: CalendarGiven): Steps<TakenCalendar> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const today = localDay(work.now, zone);
  const before = yield* readOwnDays(work, given.site);
  const came = withMeanings(given.days, yield* readMeanings(work));
  const why = refusalOf(before, came, today);
  if (why === "empty" || (why && !given.allowRemovals)) return { kind: "refused", why };
  const change = compareCalendars(before, came, today);
  if (!change.same && !given.dryRun) {
    yield* keepDays(work, given.site, change.days);
    yield* afterCalendarChange(work);
  }
  return { kind: "taken", change };
}

/**
 * What was planned for days that are quiet now moves; what ended with the last known calendar begins again;
 * and the yearly look comes at its time.
 */
export function* afterCalendarChange(work: Work): Steps<void> {
  yield* moveWeekly(work);
  yield* planWeekly(work);
}
