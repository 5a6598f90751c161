import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, weekday } from "#domain/local-time.ts";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const sample = buildSchoolDays(sampleCalendar);
const day = fc.integer({ min: 0, max: 760 }).map((count) => addDays("2025-06-15", count));

test("four and ten school days after the first invitations skip Labor Day", () => {
  expect(sample.addSchoolDays("2025-08-18", 4)).toBe("2025-08-22");
  expect(sample.addSchoolDays("2025-08-18", 10)).toBe("2025-09-02");
  expect(sample.schoolDaysBetween("2025-08-18", "2025-09-02")).toBe(10);
});

test("students come on remote, early release, testing and conference days", () => {
  for (const open of ["2025-11-04", "2025-10-08", "2026-04-20", "2025-10-20"]) {
    expect(sample.isSchoolDay(open), open).toBe(true);
  }
});

test("nobody is at school on closed days, staff days, weekends and in summer", () => {
  const quiet = [
    "2025-09-01",
    "2026-01-05",
    "2025-08-09",
    "2025-07-30",
    "2026-06-15",
    "2027-06-01",
  ];
  for (const closed of quiet) expect(sample.isSchoolDay(closed), closed).toBe(false);
});

test("the first and the last day of a year are school days, the days around it are not", () => {
  expect(sample.isSchoolDay("2025-08-04")).toBe(true);
  expect(sample.isSchoolDay("2026-05-27")).toBe(true);
  expect(sample.isSchoolDay("2026-05-28")).toBe(false);
  expect(sample.nextSchoolDay("2026-05-27")).toBe("2026-08-03");
  expect(sample.yearOf("2026-06-15")).toBeUndefined();
  expect(sample.yearOf("2026-03-10")).toEqual({ firstDay: "2025-08-04", lastDay: "2026-05-27" });
});

test("the district office works on staff days and in summer, not on holidays", () => {
  expect(sample.isOfficeDay("2026-01-05")).toBe(true);
  expect(sample.isOfficeDay("2026-06-15")).toBe(true);
  expect(sample.isOfficeDay("2025-09-01")).toBe(false);
  expect(sample.isOfficeDay("2025-09-06")).toBe(false);
});

test("a day behind the last known school year has no next school day", () => {
  expect(sample.nextSchoolDay("2027-05-26")).toBeUndefined();
  expect(sample.addSchoolDays("2027-05-20", 30)).toBeUndefined();
});

test("a date inside testing is postponed only where testing is to be skipped", () => {
  expect(sample.addSchoolDays("2026-04-16", 4)).toBe("2026-04-22");
  expect(sample.addSchoolDays("2026-04-16", 4, { skipTesting: true })).toBe("2026-05-04");
  expect(sample.nextSchoolDay("2026-04-17", { skipTesting: true })).toBe("2026-05-04");
  expect(sample.isTestingWeek("2026-05-15")).toBe(true);
  expect(sample.isTestingWeek("2026-05-18")).toBe(false);
});

test("students leave early only on an early release day", () => {
  expect(sample.studentEndOn("2025-10-08")).toBe("12:30");
  expect(sample.studentEndOn("2025-10-07")).toBeUndefined();
});

test("a district without a calendar has school on every weekday", () => {
  const open = buildSchoolDays([]);
  fc.assert(fc.property(day, (at) => open.isSchoolDay(at) === weekday(at) <= 5));
  expect(open.isTestingWeek("2026-04-20")).toBe(false);
});

test("a year with staggered first days begins with the first of them", () => {
  const staggered = buildSchoolDays([
    { day: "2025-08-06", kind: "first_day", label: "First Day, Kindergarten" },
    { day: "2025-08-04", kind: "first_day", label: "First Day of School" },
    { day: "2026-05-20", kind: "last_day", label: "Last Day, Seniors" },
    { day: "2026-05-27", kind: "last_day", label: "Last Day of School" },
  ]);
  expect(staggered.yearOf("2025-09-03")).toEqual({ firstDay: "2025-08-04", lastDay: "2026-05-27" });
  expect(staggered.isSchoolDay("2026-05-26")).toBe(true);
  expect(staggered.isSchoolDay("2026-05-28")).toBe(false);
});

test("no year runs through a summer, also where a calendar does not say when it ends or begins", () => {
  const bound = (kind: DayKind, at: string) => ({ day: at, kind, label: "" });
  const known = buildSchoolDays([
    bound("first_day", "2025-08-18"),
    bound("first_day", "2026-08-17"),
    bound("last_day", "2027-06-11"),
    bound("last_day", "2028-06-09"),
  ]);
  const asked = [
    "2026-06-30",
    "2026-07-07",
    "2026-08-14",
    "2026-08-17",
    "2027-07-07",
    "2027-08-02",
  ];
  expect(asked.map(known.isSchoolDay)).toEqual([true, false, false, true, false, true]);
  expect(known.yearOf("2026-01-07")).toEqual({ firstDay: "2025-08-18", lastDay: undefined });
});

const calendar = fc.array(
  fc.record({
    day,
    kind: fc.constantFrom<DayKind>("closed", "staff_only", "remote", "testing"),
    label: fc.constant("Day"),
  }),
  { maxLength: 60 },
);

/** The rule once more, as slowly and plainly as it can be said. */
function isPlainlyOpen(days: readonly CalendarDay[], at: string): boolean {
  const off = days.some((e) => e.day === at && (e.kind === "closed" || e.kind === "staff_only"));
  return weekday(at) <= 5 && !off;
}

test("counting school days forward and between two days agree on every calendar", () => {
  fc.assert(
    fc.property(calendar, day, fc.integer({ min: 1, max: 30 }), (days, from, count) => {
      const schoolDays = buildSchoolDays(days);
      const reached = schoolDays.addSchoolDays(from, count) ?? "";
      expect(isPlainlyOpen(days, reached)).toBe(true);
      expect(schoolDays.schoolDaysBetween(from, reached)).toBe(count);
      const postponed = schoolDays.addSchoolDays(from, count, { skipTesting: true }) ?? "";
      expect(postponed >= reached && !schoolDays.isTestingWeek(postponed)).toBe(true);
    }),
  );
});
