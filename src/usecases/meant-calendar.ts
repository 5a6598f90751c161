import { withMeanings } from "#domain/calendar-review.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Steps } from "#ports/steps.ts";
import { readMeanings } from "./own-calendars.ts";
import type { Work } from "./product.ts";

interface WithCalendar {
  readonly calendar?: readonly CalendarDay[] | undefined;
  readonly warnings: readonly string[];
}

/**
 * The files with a calendar as people said that its words are meant. Where the district's is fetched from
 * an address, that one counts, and the file is left out.
 */
export function* meantCalendar<F extends WithCalendar>(work: Work, files: F): Steps<F> {
  const { calendar, warnings } = files;
  if (!calendar) return files;
  const feeds = yield* work.tx.serving.listFeeds();
  if (feeds.some(({ site }) => site === undefined)) {
    const note = "calendar.ics was left out: the calendar is fetched from its address.";
    return { ...files, calendar: undefined, warnings: [...warnings, note] };
  }
  return { ...files, calendar: withMeanings(calendar, yield* readMeanings(work)) };
}
