import type { CalendarDay } from "#domain/school-calendar.ts";

/** For whom a calendar is read. */
export interface CalendarPlace {
  readonly zone: string;
  /** What repeats is read around this day. */
  readonly today: string;
}

/** Where calendars come from outside, and how they are read. */
export interface CalendarSource {
  /** What lies at the address, https alone. Throws one of OUTBOUND_*. */
  fetch(url: string): Promise<string>;
  /** The days of an iCalendar text; `name` is how a fault names it. Throws IMPORT_INVALID. */
  read(text: string, name: string, place: CalendarPlace): readonly CalendarDay[];
}
