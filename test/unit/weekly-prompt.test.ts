import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDay, localTime, toInstant, weekday } from "#domain/local-time.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { choosePrompt } from "#domain/weekly-prompt.ts";
import { words } from "#test/words.ts";
import { nextAsk, nextRoundup } from "#usecases/school-time.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const THURSDAY = "2025-08-21";
/** How many weeks lie between two questions of a channel: most are quiet, some breaks are long. */
const gaps = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 30, maxLength: 60 });

test("no channel is asked the same twice running, and never what its roundup asks that week", () => {
  fc.assert(
    fc.property(
      gaps,
      fc.integer({ min: 3, max: 12 }),
      fc.integer({ min: 0, max: 11 }),
      (some, count, shift) => {
        let day = THURSDAY;
        let last: number | undefined;
        for (const [turn, weeks] of some.entries()) {
          day = addDays(day, 7 * weeks);
          const taken = (turn + shift) % count;
          const place = choosePrompt({ count, day, last, taken });
          expect(place).not.toBe(last);
          expect(place).not.toBe(taken);
          last = place;
        }
      },
    ),
  );
});

test("a channel that is asked every week hears every question before one comes again", () => {
  const count = words.library.weeklyPrompts.length;
  const places = new Set<number>();
  let last: number | undefined;
  for (let week = 0; week < count; week += 1) {
    last = choosePrompt({ count, day: addDays(THURSDAY, 7 * week), last, taken: -1 });
    places.add(last);
  }
  expect(places.size).toBe(count);
});

test("a district that wrote a single question gets that one", () => {
  expect(choosePrompt({ count: 1, day: THURSDAY, last: 0, taken: 0 })).toBe(0);
});

const zone = "America/New_York";
const bells = {
  studentStart: "08:00",
  studentEnd: "15:00",
  staffStart: "07:15",
  staffEnd: "16:00",
};
const place = { site: { zone, bells }, schoolDays: buildSchoolDays(sampleCalendar) };

test("through the whole year a channel is asked on Thursdays, never on the roundup's day or in testing", () => {
  const { schoolDays } = place;
  const asked: string[] = [];
  let at = nextAsk(place, toInstant("2025-08-04T00:00", zone));
  while (at && localDay(at, zone) < "2026-05-28") {
    asked.push(localDay(at, zone));
    const roundup = nextRoundup(place, at);
    expect(roundup && localDay(roundup, zone)).not.toBe(asked.at(-1));
    at = nextAsk(place, at);
  }
  expect(asked.length).toBeGreaterThan(25);
  expect(new Set(asked.map(weekday))).toEqual(new Set([4]));
  expect(
    asked.filter((day) => !schoolDays.isSchoolDay(day) || schoolDays.isTestingWeek(day)),
  ).toEqual([]);
  // Thanksgiving closes that Thursday, and the Friday behind it.
  expect(asked).not.toContain("2025-11-27");
});

test("the hour before dismissal moves with it on a day that ends early", () => {
  const calendar = [
    { day: THURSDAY, kind: "early_release", studentEnd: "12:30", label: "Early" },
  ] as const;
  const at = nextAsk(
    { ...place, schoolDays: buildSchoolDays(calendar) },
    toInstant("2025-08-18T00:00", zone),
  );
  expect(at && localTime(at, zone)).toBe("11:30");
});
