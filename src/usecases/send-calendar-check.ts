import { daysOfYear, listLabels, reviewYear } from "#domain/calendar-review.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { nextSendMoment } from "#domain/windows.ts";
import { calendarCheckCard } from "#messages/calendar-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { readMeanings } from "./own-calendars.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";
import { tellCalendar } from "./tell-calendar.ts";

export const CALENDAR_CHECK_ID = "calendar-check";
/** Before the first school day, so that there is time to ask whoever made the calendar. */
const BEFORE_DAYS = 21;
/** A district that came in the middle of a year is asked once it has settled. */
const SETTLING_DAYS = 14;
/** Where nothing is to be asked this year, next year's calendar is looked for from then on. */
const NEXT_YEAR = "06-15";

/** Plans the yearly question whether the calendar's words were understood; an earlier day stays. */
export function* planCalendarCheck(work: Work): Steps<void> {
  const { tx } = work;
  const nextAt = yield* findNext(work);
  const row = yield* tx.schedule.find(CALENDAR_CHECK_ID);
  if (!nextAt || (row && row.nextAt <= nextAt)) return;
  const subject = tx.district;
  yield* tx.schedule.save({ id: CALENDAR_CHECK_ID, campaign: "calendar_check", subject, nextAt });
}

/** Asks the PL leads once a school year to look at what was understood; a confirmed year asks nobody. */
export function* sendCalendarCheck(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx } = work;
  const facts = yield* readYear(work);
  const asksNow = facts.days.length > 0 && !facts.confirmed;
  const nextAt = yield* nextYear(work, facts.year);
  if (!(yield* tx.schedule.advance(scheduled, nextAt)) || !asksNow) return;
  const labels = listLabels(facts.days, { meanings: yield* readMeanings(work), confirmed: false });
  const count = labels.length;
  const doubtful = labels.filter((each) => each.doubtful).length;
  yield* tellCalendar(work, {
    site: undefined,
    occasion: ["check", facts.year],
    card: (words) => calendarCheckCard(words, { year: facts.year, count, doubtful }),
  });
}

interface Year {
  readonly year: string;
  readonly today: string;
  readonly zone: string;
  readonly days: readonly CalendarDay[];
  readonly confirmed: boolean;
}

/** The school year that is looked at now, with everything that its calendars say. */
function* readYear({ tx, now }: Work): Steps<Year> {
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(now, zone);
  const year = reviewYear(today);
  const days = daysOfYear(yield* tx.roster.listCalendar(), year);
  const confirmed = (yield* tx.serving.findReview(year)) !== undefined;
  return { year, today, zone, days, confirmed };
}

function* findNext(work: Work): Steps<Date | undefined> {
  const { year, today, days, confirmed } = yield* readYear(work);
  if (days.length === 0 || confirmed) return yield* nextYear(work, year);
  const first = days.find(({ kind }) => kind === "first_day")?.day;
  const early = first && addDays(first, -BEFORE_DAYS);
  if (early !== undefined && early > today) return yield* morningOf(work, early);
  const isBefore = first !== undefined && first > today;
  return yield* morningOf(work, addDays(today, isBefore ? 1 : SETTLING_DAYS));
}

/** Three weeks before the next year begins, or in June where that is not known yet. */
function* nextYear(work: Work, year: string): Steps<Date | undefined> {
  const next = String(Number(year) + 1);
  const days = daysOfYear(yield* work.tx.roster.listCalendar(), next);
  const first = days.find(({ kind }) => kind === "first_day")?.day;
  return yield* morningOf(work, first ? addDays(first, -BEFORE_DAYS) : `${next}-${NEXT_YEAR}`);
}

function* morningOf(work: Work, day: string): Steps<Date | undefined> {
  const { zone } = yield* work.tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays(work);
  const after = toInstant(`${day}T00:00`, zone);
  return nextSendMoment({ kind: "calendar", site: { zone }, schoolDays, after });
}
