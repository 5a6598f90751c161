import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, localDay, localTime, minutesOf, timeOf, toInstant } from "#domain/local-time.ts";
import { messageKinds, messagePolicy, weeklyDirectLimit } from "#domain/message-policy.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import {
  mayStartAt,
  morningOf,
  nextSendMoment,
  roundupOn,
  slotOn,
  windowsOn,
} from "#domain/windows.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const schoolDays = buildSchoolDays(sampleCalendar);
const zone = "America/New_York";
const middleBells = {
  studentStart: "09:15",
  studentEnd: "16:15",
  staffStart: "08:45",
  staffEnd: "16:45",
};
const middle = { zone, bells: middleBells };
const withLunch = { zone, bells: { ...middleBells, lunchStart: "12:00", lunchEnd: "12:45" } };

const at = (local: string): Date => toInstant(local, zone);

test("a principal is not invited while students arrive, but right after it", () => {
  const morning = at("2025-08-18T09:30");
  const sending = { kind: "invitation", site: middle, schoolDays } as const;
  expect(mayStartAt({ ...sending, at: morning })).toBe(false);
  expect(nextSendMoment({ ...sending, after: morning })).toEqual(at("2025-08-18T09:35"));
});

test("a school's windows leave out both edges of the student day and lunch", () => {
  const sending = { kind: "reminder", site: withLunch, schoolDays } as const;
  expect(windowsOn({ ...sending, day: "2025-08-18" })).toEqual([
    { start: "08:45", end: "09:15" },
    { start: "09:35", end: "12:00" },
    { start: "12:45", end: "15:55" },
    { start: "16:15", end: "16:45" },
  ]);
});

test("an early release moves the quiet minutes before students leave", () => {
  const sending = { kind: "reminder", site: middle, schoolDays } as const;
  expect(windowsOn({ ...sending, day: "2025-10-08" })).toEqual([
    { start: "08:45", end: "09:15" },
    { start: "09:35", end: "12:10" },
    { start: "12:30", end: "16:45" },
  ]);
});

test("a reminder due after dismissal on Friday waits for the next school day", () => {
  const friday = at("2025-08-29T16:45");
  expect(nextSendMoment({ kind: "reminder", site: middle, schoolDays, after: friday })).toEqual(
    at("2025-09-02T08:45"),
  );
});

test("testing weeks postpone invitations but not people's own thanks", () => {
  const after = at("2026-04-20T10:00");
  expect(nextSendMoment({ kind: "invitation", site: middle, schoolDays, after })).toEqual(
    at("2026-05-04T08:45"),
  );
  expect(mayStartAt({ kind: "shout_out_direct", site: middle, schoolDays, at: after })).toBe(true);
  expect(mayStartAt({ kind: "shout_out_post", site: middle, schoolDays, at: after })).toBe(true);
  expect(mayStartAt({ kind: "roundup", site: middle, schoolDays, at: after })).toBe(false);
});

test("a lead finds call tasks on a staff day in office hours", () => {
  const sending = { kind: "call_task", site: { zone }, schoolDays } as const;
  expect(nextSendMoment({ ...sending, after: at("2026-01-02T09:00") })).toEqual(
    at("2026-01-05T08:00"),
  );
  expect(mayStartAt({ ...sending, at: at("2026-01-05T16:30") })).toBe(false);
});

test("somebody at the district office without bells is thanked in office hours", () => {
  const sending = { kind: "shout_out_direct", site: { zone }, schoolDays } as const;
  expect(windowsOn({ ...sending, day: "2025-08-18" })).toEqual([{ start: "08:00", end: "16:30" }]);
});

test("replies and alarms go out on a Sunday night in summer", () => {
  const night = at("2026-07-05T23:59");
  expect(mayStartAt({ kind: "reply", site: middle, schoolDays, at: night })).toBe(true);
  expect(mayStartAt({ kind: "alarm", site: middle, schoolDays, at: night })).toBe(true);
  expect(mayStartAt({ kind: "digest", site: middle, schoolDays, at: night })).toBe(false);
});

test("nothing is planned behind the last known school year", () => {
  const after = at("2027-05-26T20:00");
  expect(nextSendMoment({ kind: "nudge", site: middle, schoolDays, after })).toBeUndefined();
});

test("the weekly slot, the morning and the roundup follow the school's bells", () => {
  expect(slotOn(middle, "2025-08-19")).toEqual(at("2025-08-19T09:00"));
  expect(morningOf(middle, "2025-08-18")).toEqual(at("2025-08-18T08:45"));
  expect(roundupOn(middle, "2025-08-22", schoolDays)).toEqual(at("2025-08-22T15:15"));
  expect(roundupOn(middle, "2025-10-08", schoolDays)).toEqual(at("2025-10-08T11:30"));
});

test("a principal gets at most three started messages a week and everybody else two", () => {
  expect(weeklyDirectLimit("principal")).toBe(3);
  expect(weeklyDirectLimit("teacher")).toBe(2);
});

test("a budget that is short serves invitations, connections, answers to questions, notes and nudges", () => {
  const counted = messageKinds.filter((kind) => messagePolicy[kind].inBudget);
  const served = counted.toSorted((a, b) => messagePolicy[a].priority - messagePolicy[b].priority);
  expect(served).toEqual([
    "invitation",
    "reminder",
    "connection",
    "lead_reply",
    "peer_visit",
    "visit_direct",
    "principal_note",
    "answer_notice",
    "pulse",
    "consent",
    "nudge",
    "try_ask",
  ]);
});

const bells = fc
  .record({
    staffStart: fc.integer({ min: 360, max: 540 }),
    early: fc.integer({ min: 0, max: 60 }),
    length: fc.integer({ min: 240, max: 480 }),
    late: fc.integer({ min: 0, max: 90 }),
    lunch: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ staffStart, early, length, late, lunch }) => ({
    staffStart: timeOf(staffStart),
    studentStart: timeOf(staffStart + early),
    studentEnd: timeOf(staffStart + early + length),
    staffEnd: timeOf(staffStart + early + length + late),
    lunchStart: timeOf(staffStart + early + 180),
    lunchEnd: timeOf(staffStart + early + 180 + lunch),
  }));
const sendings = fc.record({
  kind: fc.constantFrom(...messageKinds),
  site: fc.record({
    zone: fc.constantFrom(zone, "America/Los_Angeles", "Australia/Lord_Howe"),
    bells,
  }),
  moment: fc
    .integer({ min: 0, max: 650 * 1440 })
    .map((minutes) => new Date(Date.parse("2025-07-01T00:00Z") + minutes * 60_000)),
});

test("the next moment is now exactly when sending may start, and is always allowed", () => {
  fc.assert(
    fc.property(sendings, ({ kind, site, moment }) => {
      const sending = { kind, site, schoolDays };
      const next = nextSendMoment({ ...sending, after: moment });
      expect(next?.getTime() === moment.getTime()).toBe(mayStartAt({ ...sending, at: moment }));
      expect(next !== undefined && next >= moment).toBe(true);
      expect(next && mayStartAt({ ...sending, at: next })).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test("no school gets a started message in the edges of its student day or at lunch", () => {
  fc.assert(
    fc.property(sendings, ({ site, moment }) => {
      const next = nextSendMoment({ kind: "invitation", site, schoolDays, after: moment });
      const day = localDay(next ?? moment, site.zone);
      const minute = minutesOf(localTime(next ?? moment, site.zone));
      const start = minutesOf(site.bells.studentStart);
      const end = minutesOf(schoolDays.studentEndOn(day) ?? site.bells.studentEnd);
      const isIn = (from: number, to: number): boolean => from <= minute && minute < to;
      expect(isIn(minutesOf(site.bells.staffStart), minutesOf(site.bells.staffEnd))).toBe(true);
      expect(isIn(start, start + 20) || isIn(end - 20, end)).toBe(false);
      expect(isIn(minutesOf(site.bells.lunchStart), minutesOf(site.bells.lunchEnd))).toBe(false);
      expect(schoolDays.isSchoolDay(day) && !schoolDays.isTestingWeek(day)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("the weekly slot lies in the window of a school on every open day", () => {
  for (let day = "2025-08-04"; day < "2026-05-27"; day = addDays(day, 1)) {
    const allowed = mayStartAt({
      kind: "nudge",
      site: middle,
      schoolDays,
      at: slotOn(middle, day),
    });
    expect(allowed, day).toBe(schoolDays.isSchoolDay(day));
  }
});
