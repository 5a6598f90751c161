import type { CalendarLabel } from "#domain/calendar-review.ts";
import type { Card, Form } from "#ports/card.ts";
import {
  type CalendarFacts,
  calendarCard,
  calendarChangedCard,
  calendarForm,
} from "./calendar-cards.ts";
import type { Words } from "./words.ts";

const labels: readonly CalendarLabel[] = [
  {
    key: "mascot day no classes",
    label: "Mascot day, no classes",
    kind: "ignored",
    days: ["2025-09-05"],
    mixed: false,
    timed: false,
    doubtful: true,
    fresh: false,
  },
  {
    key: "labor day",
    label: "Labor Day",
    kind: "closed",
    days: ["2025-09-01"],
    mixed: false,
    timed: false,
    doubtful: false,
    fresh: false,
  },
];
const closed = { day: "2025-09-01", kind: "closed", label: "Labor Day" } as const;
const at = new Date("2025-08-18T13:00:00Z");

const facts: CalendarFacts = {
  today: "2025-08-18",
  zone: "America/New_York",
  now: at,
  year: "2025",
  labels,
  confirmed: undefined,
  feeds: [
    {
      url: "https://calendar.example.org/days.ics",
      checkedAt: at,
      changedAt: at,
      goodAt: at,
      problem: "OUTBOUND_UNREACHABLE",
      school: undefined,
      added: [closed],
      removed: [],
    },
  ],
  coming: [closed],
  schools: [{ name: "Lindenwood" }],
};

/** One of each card of the calendar. */
export function calendarGallery(words: Words): Readonly<Record<string, Card>> {
  return {
    calendar: calendarCard(words, facts),
    calendar_changed: calendarChangedCard(words, { school: "", added: [closed], removed: [] }),
  };
}

/** Its form. */
export function calendarForms(words: Words): Readonly<Record<string, Form>> {
  return { calendar: calendarForm(words, labels) };
}
