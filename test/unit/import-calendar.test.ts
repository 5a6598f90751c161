import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";
import { readCalendar } from "#imports/calendar-feed.ts";
import { classify } from "#imports/calendar-words.ts";
import { sample } from "./import-fixture.ts";

const sampleText = await readFile(join(sample, "calendar.ics"), "utf8");

/** A feed of events, each given as its lines. */
function feed(...events: readonly (readonly string[])[]): string {
  const bodies = events.flatMap((lines, index) => [
    "BEGIN:VEVENT",
    ...(lines.some((line) => line.startsWith("UID")) ? [] : [`UID:e${index}`]),
    ...lines,
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...bodies, "END:VCALENDAR", ""].join("\r\n");
}

function daysOf(...events: readonly (readonly string[])[]): readonly CalendarDay[] {
  return readCalendar(feed(...events), "calendar.ics");
}

function kindOn(days: readonly CalendarDay[], day: string): readonly DayKind[] {
  return days.filter((each) => each.day === day).map((each) => each.kind);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the sample calendar", () => {
  const days = readCalendar(sampleText, "calendar.ics");

  it("closes schools through fall break, and not on the day after it", () => {
    expect(["09", "10", "11", "12"].map((day) => kindOn(days, `2025-10-${day}`))).toEqual([
      ["closed"],
      ["closed"],
      ["closed"],
      [],
    ]);
  });

  it("closes winter break across the new year", () => {
    const closed = days.filter((each) => each.label === "Winter Break" && each.day < "2026-06");
    expect([closed.length, closed[0]?.day, closed.at(-1)?.day]).toEqual([
      12,
      "2025-12-22",
      "2026-01-02",
    ]);
  });

  it("sends students home at half past twelve, as the schools' clocks say", () => {
    expect(days.filter((each) => each.kind === "early_release")).toEqual([
      { day: "2025-10-08", kind: "early_release", label: "Early Release", studentEnd: "12:30" },
      { day: "2026-10-07", kind: "early_release", label: "Early Release", studentEnd: "12:30" },
    ]);
  });

  it("passes over the cancelled make-up day", () => {
    expect(kindOn(days, "2025-10-17")).toEqual([]);
  });

  it.each([
    ["2025-08-04", "first_day"],
    ["2026-05-27", "last_day"],
    ["2025-07-28", "staff_only"],
    ["2025-11-04", "remote"],
    ["2025-10-20", "conferences"],
    ["2026-04-20", "testing"],
    ["2026-05-13", "testing"],
    ["2026-05-04", "appreciation"],
    ["2026-01-19", "closed"],
    ["2025-09-17", "ignored"],
  ] satisfies readonly (readonly [string, DayKind])[])("on %s there is: %s", (day, kind) => {
    expect(kindOn(days, day)).toEqual([kind]);
  });

  it("is the same on machines in London, Tokyo and Honolulu", () => {
    const offsets = ["UTC", "Asia/Tokyo", "Pacific/Honolulu"].map((zone) => {
      vi.stubEnv("TZ", zone);
      expect(readCalendar(sampleText, "calendar.ics")).toEqual(days);
      return new Date(0).getTimezoneOffset();
    });
    expect(offsets).toEqual([0, -540, 600]);
  });
});

describe("the words of a summary", () => {
  it.each([
    ["Election Day - Remote Learning", "remote"],
    ["No School - Teacher Workday", "staff_only"],
    ["Professional Learning Day (no students)", "staff_only"],
    ["No School: Parent-Teacher Conferences", "staff_only"],
    ["Student Holiday", "staff_only"],
    ["Early Dismissal", "early_release"],
    ["Half Day", "early_release"],
    ["Teacher Appreciation Week", "appreciation"],
    ["Bus Driver Appreciation Week", "ignored"],
    ["First Day of School after Winter Break", "closed"],
    ["Last Day of School before break", "closed"],
    ["Snow Day", "closed"],
    ["Snow Make-up Day", "ignored"],
    ["Breakfast with the Principal", "ignored"],
    ["Holiday Concert", "ignored"],
    ["Virtual PTA Meeting", "ignored"],
    ["PRESIDENTS' DAY", "closed"],
  ] satisfies readonly (readonly [string, DayKind])[])("%s means %s", (summary, kind) => {
    expect(classify(summary)).toBe(kind);
  });
});

describe("other districts' feeds", () => {
  it("an event without an end is one day", () => {
    expect(daysOf(["DTSTART;VALUE=DATE:20250901", "SUMMARY:Labor Day"])).toEqual([
      { day: "2025-09-01", kind: "closed", label: "Labor Day" },
    ]);
  });

  it("a name is shown without HTML and spare spaces", () => {
    const [day] = daysOf([
      "DTSTART;VALUE=DATE:20250901",
      "SUMMARY:<b>Labor&nbsp;Day</b>   &amp\\; <i>schools closed</i> ",
    ]);
    expect(day?.label).toBe("Labor Day & schools closed");
  });

  it("an evening meeting during break week closes nothing", () => {
    const days = daysOf(["DTSTART:20260408T180000", "SUMMARY:Board meeting on spring break"]);
    expect(days.map((each) => each.kind)).toEqual(["ignored"]);
  });

  it("a closure written from midnight to midnight counts as whole days", () => {
    const days = daysOf([
      "DTSTART:20251126T000000",
      "DTEND:20251128T000000",
      "SUMMARY:Thanksgiving Break",
    ]);
    expect(days.map((each) => [each.day, each.kind])).toEqual([
      ["2025-11-26", "closed"],
      ["2025-11-27", "closed"],
    ]);
  });

  it("a weekly early release keeps its time, and skips the week left out and the one cancelled", () => {
    const days = daysOf(
      [
        "UID:weekly",
        "DTSTART:20250903T123000",
        "DTEND:20250903T150000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20250910T123000",
        "SUMMARY:Early Release",
      ],
      [
        "UID:weekly",
        "RECURRENCE-ID:20250917T123000",
        "DTSTART:20250917T123000",
        "STATUS:CANCELLED",
        "SUMMARY:Early Release",
      ],
    );
    expect(days.map((each) => [each.day, each.studentEnd])).toEqual([
      ["2025-09-03", "12:30"],
      ["2025-09-24", "12:30"],
    ]);
  });

  it("a holiday that repeats since 2015 is known last school year, this one and the next", () => {
    const text = feed(["DTSTART;VALUE=DATE:20150101", "RRULE:FREQ=YEARLY", "SUMMARY:Holiday"]);
    const days = readCalendar(text, "calendar.ics", { today: "2025-09-01" });
    expect(days.map((each) => each.day.slice(0, 4))).toEqual(["2025", "2026", "2027"]);
  });

  it.each([
    ["RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "names a day that no month has"],
    ["RRULE:FREQ=SECONDLY;BYMONTH=8", "repeats within a day"],
    [`EXDATE:${"20250901,".repeat(9000)}20250901`, "is too long"],
    [`SUMMARY${";X=y".repeat(900)}:Holiday`, "is too long"],
  ])("a rule or a line that would keep everybody waiting is refused: %.30s", (line, reason) => {
    expect(() => daysOf(["DTSTART;VALUE=DATE:20250901", line])).toThrow(reason);
  });

  it("a calendar with more days than any school has is refused as a whole", () => {
    const daily = ["DTSTART;VALUE=DATE:20250901", "RRULE:FREQ=DAILY", "SUMMARY:Holiday"];
    const never = [...daily.slice(0, 1), "RRULE:FREQ=DAILY;BYYEARDAY=366"];
    expect(() => daysOf(...Array.from({ length: 40 }, () => daily))).toThrow(
      "more than 20000 days",
    );
    expect(() => daysOf(...Array.from({ length: 1200 }, () => never))).toThrow("more that repeats");
  });

  it.each([
    ["DTSTART:20251222T080000", "DTEND:20260102T150000", "2025-12-22 2026-01-02"],
    ["DTSTART:20250901T040000Z", "DTEND:20250902T040000Z", "2025-09-01 2025-09-01"],
    ["DTSTART:20250901T000000Z", "DTEND:20250902T000000Z", "2025-09-01 2025-09-01"],
  ])("a break written from %s to %s closes its days", (start, end, closed) => {
    const days = daysOf([start, end, "SUMMARY:Winter Break"]);
    expect(new Set(days.map(({ kind }) => kind))).toEqual(new Set(["closed"]));
    expect(`${days[0]?.day} ${days.at(-1)?.day}`).toBe(closed);
  });

  it.each(["America/Los_Angeles", "/example.org/America/Los_Angeles", "Pacific Standard Time"])(
    "a time that names %s is turned into the school's own",
    (zone) => {
      const days = daysOf([`DTSTART;TZID=${zone}:20250903T093000`, "SUMMARY:Early Release"]);
      expect(days).toMatchObject([{ day: "2025-09-03", studentEnd: "12:30" }]);
    },
  );

  it("a time in UTC becomes the district's own", () => {
    const text = feed(["DTSTART:20251008T023000Z", "SUMMARY:Early Release"]);
    expect(readCalendar(text, "calendar.ics", { zone: "America/Chicago" })).toMatchObject([
      { day: "2025-10-07", studentEnd: "21:30" },
    ]);
  });

  it.each([
    ["DTSTART;VALUE=DATE:20251332", "DTSTART: is not a date"],
    ["DTSTART;VALUE=DATE:soon", "DTSTART: is not a date"],
    ["DESCRIPTION:none", "DTSTART: is missing"],
  ])("an event with %s is named by its line", (line, reason) => {
    const text = feed(["DTSTART;VALUE=DATE:20250901", "SUMMARY:Labor Day"], [line, "SUMMARY:x"]);
    expect(() => readCalendar(text, "calendar.ics")).toThrow(
      `calendar.ics line 8, column ${reason}`,
    );
  });

  it("a web page saved as a calendar is refused", () => {
    expect(() => readCalendar("<html></html>", "calendar.ics")).toThrow(
      "calendar.ics: is not a complete iCalendar file",
    );
  });
});
