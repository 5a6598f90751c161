import { type CalendarLabel, daysOfYear, listLabels, reviewYear } from "#domain/calendar-review.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { CalendarFeed } from "#ports/serving-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { readGood } from "./check-feeds.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { readMeanings } from "./own-calendars.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";

/** A feed as leads see it. */
export interface FeedView extends CalendarFeed {
  readonly school: string | undefined;
  /** When it was last read well. */
  readonly goodAt: Date | undefined;
}

/** The district's calendar, how it was understood, and where it comes from. */
export interface CalendarView {
  readonly me: Person;
  /** The reader's other pages, for the menu. */
  readonly pages: MyPages;
  readonly today: string;
  readonly zone: string;
  readonly now: Date;
  /** The calendar year in which the school year begins. */
  readonly year: string;
  readonly labels: readonly CalendarLabel[];
  /** Who looked the year over, and when. */
  readonly confirmed: { readonly by: string; readonly at: Date } | undefined;
  readonly feeds: readonly FeedView[];
  /** The next days without school, pauses among them. */
  readonly coming: readonly CalendarDay[];
  /** Schools with a calendar of their own. */
  readonly schools: readonly Site[];
}

const MOST_COMING = 5;

/** `/pl calendar`, and the page of the calendar. Throws NOT_ALLOWED. */
export async function readCalendar(product: Product, actor: Actor): Promise<CalendarView> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const me = yield* requireRight(work, actor, "readCalendar");
    return yield* readView(work, me);
  });
}

function* readView(work: Work, me: Person): Steps<CalendarView> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(now, zone);
  const year = reviewYear(today);
  const confirmed = yield* readConfirmed(work, year);
  const known = { meanings: yield* readMeanings(work), confirmed: confirmed !== undefined };
  const own = yield* tx.serving.listSiteCalendars();
  const schools = new Set(own.map(({ site }) => site));
  return {
    me,
    pages: yield* readPages(work, me),
    today,
    zone,
    now,
    year,
    labels: listLabels(yield* listYear(work, year), known),
    confirmed,
    feeds: yield* listFeeds(work),
    coming: yield* listComing(work, today),
    schools: (yield* tx.roster.listSites()).filter(({ id }) => schools.has(id)),
  };
}

/** What the district's calendar and the schools' own say of a year. */
export function* listYear({ tx }: Pick<Work, "tx">, year: string): Steps<readonly CalendarDay[]> {
  const district = yield* tx.roster.listCalendar();
  const own = yield* tx.serving.listSiteCalendars();
  return daysOfYear([...district, ...own], year);
}

function* readConfirmed({ tx }: Work, year: string): Steps<CalendarView["confirmed"]> {
  const review = yield* tx.serving.findReview(year);
  if (!review) return undefined;
  const by = yield* tx.roster.findPerson(review.by);
  return { by: by ? displayName(by) : "", at: review.confirmedAt };
}

function* listFeeds(work: Work): Steps<readonly FeedView[]> {
  const views: FeedView[] = [];
  for (const feed of yield* work.tx.serving.listFeeds()) {
    const site = feed.site && (yield* work.tx.roster.findSite(feed.site));
    views.push({ ...feed, school: site?.name, goodAt: yield* readGood(work, feed.site) });
  }
  return views;
}

function* listComing(work: Work, today: string): Steps<readonly CalendarDay[]> {
  const { events } = yield* readSchoolDays(work);
  const quiet = new Set(["closed", "staff_only", "paused", "paused_everywhere"]);
  const found = new Map<string, CalendarDay>();
  for (const event of events) {
    if (event.day >= today && quiet.has(event.kind) && !found.has(event.day))
      found.set(event.day, event);
    if (found.size === MOST_COMING) break;
  }
  return [...found.values()];
}
