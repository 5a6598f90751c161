import { expect, test } from "vitest";
import { compareCalendars, refusalOf } from "#domain/calendar-change.ts";
import { listLabels, reviewYear, withMeanings } from "#domain/calendar-review.ts";
import { hostOfFeed, readFeedAddress } from "#domain/feed-address.ts";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";

const day = (at: string, kind: DayKind = "closed", label = "Holiday"): CalendarDay => ({
  day: at,
  kind,
  label,
});
const before = ["2025-09-01", "2025-10-09", "2025-11-27", "2026-01-19", "2026-04-06"].map((at) =>
  day(at),
);

test("a feed that drops what is over takes no past day away", () => {
  const came = before.slice(3);
  const { days, removed, same } = compareCalendars(before, came, "2026-01-05");
  expect(days).toEqual(before);
  expect([removed, same]).toEqual([[], true]);
  expect(refusalOf(before, came, "2026-01-05")).toBeUndefined();
});

test("a school year that begins later has no school on the first day that was planned before", () => {
  const planned = [
    day("2026-08-10", "first_day"),
    ...["2026-09-07", "2026-11-26"].map((at) => day(at)),
  ];
  const came = [day("2026-08-24", "first_day"), ...planned.slice(1)];
  const { days, removed } = compareCalendars(planned, came, "2026-08-05");
  expect(days).toEqual(came);
  expect(removed).toEqual([planned[0]]);
});

test("confirming closed days as shown closes no day of a meeting that has the same name", () => {
  const meeting = { ...day("2025-09-10", "ignored", "Teacher Workday"), studentEnd: "15:00" };
  const days = [meeting, day("2025-11-03", "staff_only", "Teacher Workday")];
  const labels = listLabels(days, { meanings: new Map(), confirmed: false });
  expect(labels.map(({ kind, timed }) => [kind, timed])).toEqual([
    ["ignored", true],
    ["staff_only", false],
  ]);
  const said = new Map(labels.map(({ key, kind }) => [key, kind]));
  expect(withMeanings(days, said)).toEqual(days);
  expect(withMeanings(days, new Map([["teacher workday", "closed"]]))[0]).toEqual(meeting);
});

test("days of one name that mean different things are to be looked at", () => {
  const days = [day("2025-09-10", "closed"), day("2025-11-03", "staff_only")];
  const [label] = listLabels(days, { meanings: new Map([["holiday", "closed"]]), confirmed: true });
  expect([label?.mixed, label?.doubtful]).toEqual([true, true]);
});

test("a calendar that would lose more than half of the year's days, or all, is not believed", () => {
  const [first, second, third, ...others] = before;
  if (!first || !second || !third) throw new RangeError("too few days");
  expect(refusalOf(before, [first, second], "2025-09-15")).toBe("removes_much");
  expect(refusalOf(before, [first, second, third], "2025-09-15")).toBeUndefined();
  expect(refusalOf(before, [day("2025-09-01", "ignored")], "2025-09-15")).toBe("empty");
  // A year that is over, or has hardly begun to be known, protects nothing.
  expect(refusalOf(before, [first], "2026-09-15")).toBeUndefined();
  expect(refusalOf(others, [day("2025-07-30")], "2025-09-15")).toBeUndefined();
});

test("what somebody said wins over the words, however the label is written", () => {
  const said = new Map<string, DayKind>([["fall break", "remote"]]);
  expect(withMeanings([day("2025-10-09", "closed", "FALL  Break!")], said)[0]?.kind).toBe("remote");
});

test("what may matter comes first to be looked at, and only while nobody said what it means", () => {
  const days = [
    day("2025-09-01"),
    day("2025-09-04", "ignored", "Hat day"),
    day("2025-09-05", "ignored", "Late start, all students"),
    day("2025-10-08", "early_release", "Early release"),
  ];
  const asked = (...said: readonly string[]) =>
    listLabels(days, { meanings: new Map(said.map((key) => [key, "ignored"])), confirmed: false })
      .filter(({ doubtful }) => doubtful)
      .map(({ label }) => label);
  expect(asked()).toEqual(["Late start, all students", "Early release"]);
  expect(asked("late start all students", "early release")).toEqual([]);
});

test("a school year is looked over from June on", () => {
  expect(["2025-05-31", "2025-06-01", "2026-01-10"].map(reviewYear)).toEqual([
    "2024",
    "2025",
    "2025",
  ]);
});

test("a feed's address is https without a password, and people see its host alone", () => {
  expect(readFeedAddress("webcal://example.org/a.ics?key=s")).toBe(
    "https://example.org/a.ics?key=s",
  );
  for (const bad of ["http://example.org/a.ics", "https://me:secret@example.org/", "a.ics", ""])
    expect(readFeedAddress(bad), bad).toBeUndefined();
  expect(hostOfFeed("https://example.org/a.ics?key=s")).toBe("example.org");
});
