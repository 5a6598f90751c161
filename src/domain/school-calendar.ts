/**
 * What a day of a calendar means for sending. "first_day" and "last_day" bound the school year; outside it
 * no day is a school day. "open" makes an ordinary school day at one school of what the district's calendar
 * says. "paused" stands in no file: somebody keeps the day quiet, at one school or ("paused_everywhere") in
 * the whole district, where the office is quiet too.
 */
export const dayKinds = [
  "closed",
  "staff_only",
  "remote",
  "early_release",
  "testing",
  "conferences",
  "appreciation",
  "first_day",
  "last_day",
  "open",
  "ignored",
  "paused",
  "paused_everywhere",
] as const;
export type DayKind = (typeof dayKinds)[number];

/** One calendar event on one local day, "2025-09-01". A day may carry several. */
export interface CalendarDay {
  readonly day: string;
  readonly kind: DayKind;
  readonly label: string;
  /** Local time "12:30" at which students leave, on an early release; of any other event, when it begins. */
  readonly studentEnd?: string | undefined;
}

/** Of which school year, by the year in which it begins, a "first_day" (June to May) or "last_day" (August to July) is. */
export function yearOfBound({ day, kind }: CalendarDay): number {
  const year = Number(day.slice(0, 4));
  const month = day.slice(5, 7);
  return month < (kind === "first_day" ? "06" : "08") ? year - 1 : year;
}
