import { withMeanings } from "#domain/calendar-review.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Steps } from "#ports/steps.ts";
import { readMeanings } from "./own-calendars.ts";
import type { Work } from "./product.ts";

interface WithCalendar {
  readonly calendar?: readonly CalendarDay[] | undefined;
}

/**
 * The files with a calendar as people said that its words are meant. Where the district's is fetched from
 * an address, that one counts, and the file is left out.
 */
export function* meantCalendar<F extends WithCalendar>(work: Work, files: F): Steps<F> {
  const { calendar } = files;
  if (!calendar) return files;
  const feeds = yield* work.tx.serving.listFeeds();
  if (feeds.some(({ site }) => site === undefined)) return { ...files, calendar: undefined };
  return { ...files, calendar: withMeanings(calendar, yield* readMeanings(work)) };
}
