/**
 * What a day of the district calendar means for sending.
 * "first_day" and "last_day" bound the school year; outside it no day is a school day.
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
  "ignored",
] as const;
export type DayKind = (typeof dayKinds)[number];

/** One calendar event on one local day, "2025-09-01". A day may carry several. */
export interface CalendarDay {
  readonly day: string;
  readonly kind: DayKind;
  readonly label: string;
  /** Local time "12:30" at which students leave; only for early release. */
  readonly studentEnd?: string | undefined;
}
