import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SiteId, toId } from "#domain/ids.ts";
import { addDays, localDay, toInstant, weekday } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import {
  isAskedAgain,
  kindOfVisit,
  mayCorrect,
  noticeMoment,
  principalDay,
  readVisitDay,
} from "#domain/visit-life.ts";

const zone = "America/New_York";
const site: Site = {
  id: toId<SiteId>("s1"),
  name: "Oak",
  level: "elementary",
  zone,
  bells: { studentStart: "08:00", studentEnd: "15:00", staffStart: "07:00", staffEnd: "16:00" },
  coreMaterials: [],
  active: true,
};
const START = "2025-09-01";

/** Any quiet days and testing days of eight weeks. */
const calendars = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 55 }).map((count) => addDays(START, count)),
    kind: fc.constantFrom("closed", "staff_only", "remote", "testing", "early_release"),
    label: fc.constant(""),
  }),
  { maxLength: 12 },
);
const moments = fc
  .record({
    day: fc.integer({ min: 0, max: 30 }).map((count) => addDays(START, count)),
    time: fc.constantFrom("00:10", "06:30", "07:15", "11:00", "16:59", "17:00", "22:00"),
  })
  .map(({ day, time }) => toInstant(`${day}T${time}`, zone));

/** A day that is taken is told in time; for one that is not, what is offered instead can be planned. */
function isWellPlanned(calendar: readonly CalendarDay[], now: Date, day: string): boolean {
  const schoolDays = buildSchoolDays(calendar);
  const read = readVisitDay({ site, schoolDays, now }, day);
  if ("problem" in read) {
    const { good } = read;
    return good === undefined || !("problem" in readVisitDay({ site, schoolDays, now }, good));
  }
  const at = noticeMoment({ site, schoolDays, now }, read.day);
  const toldOn = at ? localDay(at, zone) : "";
  const quiet = [day, toldOn].filter(
    (each) => !schoolDays.isSchoolDay(each) || schoolDays.isTestingWeek(each),
  );
  const isInTime = at !== undefined && at >= now && toldOn < day;
  return quiet.length === 0 && isInTime && !schoolDays.kindsOf(day).includes("remote");
}

describe("a visit to a school", () => {
  test("is on no day of which its staff do not hear on a school day before, outside testing weeks", () => {
    const days = fc.integer({ min: 0, max: 40 }).map((count) => addDays(START, count));
    fc.assert(fc.property(calendars, moments, days, isWellPlanned), { numRuns: 400 });
  });

  test("is read by the principal when two school days to put it right have passed", () => {
    fc.assert(
      fc.property(calendars, moments, (calendar: readonly CalendarDay[], now) => {
        const schoolDays = buildSchoolDays(calendar);
        const posted = localDay(now, zone);
        const on = principalDay(schoolDays, posted);
        const between = schoolDays.schoolDaysBetween(posted, addDays(on, -1));
        return between === 2 && schoolDays.isSchoolDay(on);
      }),
      { numRuns: 200 },
    );
  });

  test("can be put right while its staff alone read it, and no longer", () => {
    const on = (state: "planned" | "staff" | "principal" | "shared", today: string) =>
      mayCorrect({ state, nextOn: "2025-09-05" }, today);
    expect(on("staff", "2025-09-04")).toBe(true);
    expect(on("staff", "2025-09-05")).toBe(false);
    expect([on("planned", START), on("principal", START), on("shared", START)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("is the first one unless another was finished; what was called off does not count", () => {
    expect(kindOfVisit([{ state: "cancelled" }, { state: "planned" }])).toBe("baseline");
    expect(kindOfVisit([{ state: "cancelled" }, { state: "staff" }])).toBe("follow_up");
  });

  test("whose notes are questioned is asked about again each five school days", () => {
    const schoolDays = buildSchoolDays([]);
    const asked = Array.from({ length: 30 }, (_, count) => addDays(START, count)).filter((day) =>
      isAskedAgain(schoolDays, START, day),
    );
    expect(asked.filter((day) => weekday(day) < 6)).toEqual([
      "2025-09-08",
      "2025-09-15",
      "2025-09-22",
      "2025-09-29",
    ]);
  });
});
