import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";

type Row = readonly [kind: DayKind, first: string, last: string, label: string];

// Both years of the sample district; the last day of each row is included.
const rows: readonly Row[] = [
  ["staff_only", "2025-07-28", "2025-08-01", "Teacher Workdays"],
  ["first_day", "2025-08-04", "2025-08-04", "First Day of School"],
  ["closed", "2025-09-01", "2025-09-01", "Labor Day - Schools Closed"],
  ["early_release", "2025-10-08", "2025-10-08", "Early Release"],
  ["closed", "2025-10-09", "2025-10-11", "Fall Break"],
  ["conferences", "2025-10-20", "2025-10-24", "Conference Week"],
  ["remote", "2025-11-04", "2025-11-04", "Election Day - Remote Learning"],
  ["closed", "2025-11-26", "2025-11-28", "Thanksgiving Break"],
  ["closed", "2025-12-22", "2026-01-02", "Winter Break"],
  ["staff_only", "2026-01-05", "2026-01-05", "Teacher Workday"],
  ["closed", "2026-01-19", "2026-01-19", "MLK Jr. Day"],
  ["closed", "2026-02-16", "2026-02-20", "Mid-Winter Break"],
  ["closed", "2026-04-06", "2026-04-10", "Spring Break"],
  ["testing", "2026-04-20", "2026-05-01", "State Testing Window"],
  ["appreciation", "2026-05-04", "2026-05-08", "Staff Appreciation Week"],
  ["testing", "2026-05-11", "2026-05-13", "State Testing Window, End-of-Course Exams"],
  ["closed", "2026-05-25", "2026-05-25", "Memorial Day - Schools Closed"],
  ["last_day", "2026-05-27", "2026-05-27", "Last Day of School"],
  ["staff_only", "2026-07-27", "2026-07-31", "Teacher Workdays"],
  ["first_day", "2026-08-03", "2026-08-03", "First Day of School"],
  ["closed", "2026-09-07", "2026-09-07", "Labor Day - Schools Closed"],
  ["early_release", "2026-10-07", "2026-10-07", "Early Release"],
  ["closed", "2026-10-08", "2026-10-10", "Fall Break"],
  ["conferences", "2026-10-19", "2026-10-23", "Conference Week"],
  ["remote", "2026-11-03", "2026-11-03", "Election Day - Remote Learning"],
  ["closed", "2026-11-25", "2026-11-27", "Thanksgiving Break"],
  ["closed", "2026-12-21", "2027-01-01", "Winter Break"],
  ["staff_only", "2027-01-04", "2027-01-04", "Teacher Workday"],
  ["closed", "2027-01-18", "2027-01-18", "MLK Jr. Day"],
  ["closed", "2027-02-15", "2027-02-19", "Mid-Winter Break"],
  ["closed", "2027-04-05", "2027-04-09", "Spring Break"],
  ["testing", "2027-04-19", "2027-04-30", "State Testing Window"],
  ["appreciation", "2027-05-03", "2027-05-07", "Staff Appreciation Week"],
  ["testing", "2027-05-10", "2027-05-12", "State Testing Window, End-of-Course Exams"],
  ["last_day", "2027-05-26", "2027-05-26", "Last Day of School"],
  ["closed", "2027-05-31", "2027-05-31", "Memorial Day - Schools Closed"],
];

/** The sample district's calendar, one entry a day and event. */
export const sampleCalendar: readonly CalendarDay[] = rows.flatMap(([kind, first, last, label]) =>
  daysFromTo(first, last).map((day) => ({
    day,
    kind,
    label,
    ...(kind === "early_release" ? { studentEnd: "12:30" } : {}),
  })),
);

function daysFromTo(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
