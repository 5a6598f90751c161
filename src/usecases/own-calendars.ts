import type { Meanings } from "#domain/calendar-review.ts";
import type { SiteId } from "#domain/ids.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The days that are kept for a school, or for the district; without its schools' own. */
export function* readOwnDays(
  { tx }: Pick<Work, "tx">,
  site: SiteId | undefined,
): Steps<readonly CalendarDay[]> {
  if (site === undefined) return yield* tx.roster.listCalendar();
  const all = yield* tx.serving.listSiteCalendars();
  return all.filter((day) => day.site === site).map(({ site: _site, ...day }) => day);
}

/** What people said that labels mean. */
export function* readMeanings({ tx }: Pick<Work, "tx">): Steps<Meanings> {
  return new Map((yield* tx.serving.listMeanings()).map(({ label, kind }) => [label, kind]));
}

/** Keeps the days of a school, or of the district. */
export function* keepDays(
  { tx }: Pick<Work, "tx">,
  site: SiteId | undefined,
  days: readonly CalendarDay[],
): Steps<void> {
  if (site === undefined) yield* tx.roster.replaceCalendar(days);
  else yield* tx.serving.replaceSiteCalendar(site, days);
}
