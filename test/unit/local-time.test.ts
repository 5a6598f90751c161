import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import {
  addDays,
  formatDay,
  formatMonth,
  formatTime,
  localDay,
  localTime,
  minutesOf,
  mondayOf,
  timeOf,
  toInstant,
  weekday,
  weekKey,
} from "#domain/local-time.ts";

const zones = [
  "America/New_York",
  "America/Los_Angeles",
  "America/Phoenix",
  "America/St_Johns",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Cairo",
  "Pacific/Chatham",
  "UTC",
];
const zone = fc.constantFrom(...zones);
const instantMs = fc.integer({
  min: Date.parse("2015-01-01T00:00Z"),
  max: Date.parse("2035-01-01T00:00Z"),
});
const day = fc
  .integer({ min: 10_000, max: 30_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

test("a local time becomes the same instant as in Temporal", () => {
  fc.assert(
    fc.property(instantMs, zone, (at, inZone) => {
      const local = new Date(at).toISOString().slice(0, 16);
      const expected = Temporal.PlainDateTime.from(local).toZonedDateTime(inZone);
      expect(toInstant(local, inZone).getTime()).toBe(expected.epochMilliseconds);
    }),
    { numRuns: 3000 },
  );
});

/** Every change of the clocks in ten years, found with Temporal. */
function clockChanges(inZone: string): readonly Temporal.ZonedDateTime[] {
  const changes: Temporal.ZonedDateTime[] = [];
  let at = Temporal.ZonedDateTime.from(`2020-01-01T00:00[${inZone}]`).getTimeZoneTransition("next");
  while (at && at.year < 2030) {
    changes.push(at);
    at = at.getTimeZoneTransition("next");
  }
  return changes;
}

test("every quarter of an hour around every change of the clocks agrees with Temporal", () => {
  let compared = 0;
  for (const inZone of zones) {
    for (const change of clockChanges(inZone)) {
      const plain = change.toPlainDateTime();
      for (let minutes = -180; minutes <= 180; minutes += 15) {
        const local = plain.add({ minutes });
        const at = toInstant(local.toString().slice(0, 16), inZone);
        expect(at.getTime()).toBe(local.toZonedDateTime(inZone).epochMilliseconds);
        const zoned = change.add({ minutes });
        const shown = new Date(zoned.epochMilliseconds);
        expect(`${localDay(shown, inZone)}T${localTime(shown, inZone)}`).toBe(
          zoned.toPlainDateTime().toString().slice(0, 16),
        );
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(2000);
});

test("a wall clock shows the same day and time as in Temporal", () => {
  fc.assert(
    fc.property(instantMs, zone, (at, inZone) => {
      const expected = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(inZone);
      const shown = new Date(at);
      expect(localDay(shown, inZone)).toBe(expected.toPlainDate().toString());
      expect(localTime(shown, inZone)).toBe(expected.toPlainTime().toString().slice(0, 5));
    }),
    { numRuns: 3000 },
  );
});

test("a time inside a spring gap moves forward and a repeated time is its first", () => {
  const newYork = "America/New_York";
  expect(toInstant("2026-03-08T02:30", newYork).toISOString()).toBe("2026-03-08T07:30:00.000Z");
  expect(toInstant("2026-11-01T01:30", newYork).toISOString()).toBe("2026-11-01T05:30:00.000Z");
  expect(toInstant("2025-10-05T02:10", "Australia/Lord_Howe").toISOString()).toBe(
    "2025-10-04T15:40:00.000Z",
  );
});

test("weeks, weekdays and sums of days agree with Temporal", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -800, max: 800 }), (from, count) => {
      const expected = Temporal.PlainDate.from(from);
      expect(weekday(from)).toBe(expected.dayOfWeek);
      expect(addDays(from, count)).toBe(expected.add({ days: count }).toString());
      expect(weekKey(from)).toBe(
        `${expected.yearOfWeek}-W${String(expected.weekOfYear).padStart(2, "0")}`,
      );
      expect(weekday(mondayOf(from))).toBe(1);
      expect(weekKey(mondayOf(from))).toBe(weekKey(from));
    }),
    { numRuns: 2000 },
  );
});

test("minutes and times are each other's turn", () => {
  expect(minutesOf("07:45")).toBe(465);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
      expect(minutesOf(timeOf(minutes))).toBe(minutes);
    }),
  );
});

test("people read days and times as they say them", () => {
  expect(formatDay("2025-08-18")).toBe("Monday, August 18");
  expect(formatMonth("2025-08-31")).toBe("August");
  expect(formatTime("07:30")).toBe("7:30 AM");
  expect(formatTime("12:05")).toBe("12:05 PM");
  expect(formatDay("2025-08-18", "es-US")).toBe("lunes 18 de agosto");
});
