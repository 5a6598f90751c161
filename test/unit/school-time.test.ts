import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { type PauseId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { bellsOfLevel } from "#domain/level-bells.ts";
import { timeOf } from "#domain/local-time.ts";
import type { Pause } from "#domain/pause.ts";
import type { CalendarDay, DayKind } from "#domain/school-calendar.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { layOver, pausedDays } from "#domain/school-overlay.ts";
import { visitDayProblem } from "#domain/visit-days.ts";
import { mayStartAt, nextSendMoment, windowsOn } from "#domain/windows.ts";
import { sampleCalendar } from "./sample-calendar.ts";
import { firstAllowed, has, isOpen, type Model, mayRemind } from "./school-time-model.ts";

const site = toId<SiteId>("s1");
const zones = [
  ...["America/New_York", "America/Los_Angeles", "America/St_Johns", "Australia/Lord_Howe"],
  ...["Africa/Cairo", "America/Santiago", "Asia/Kathmandu", "Pacific/Chatham"],
];
const zone = fc.constantFrom(...zones);
const FIVE = 5 * 60_000;

/** Hours on steps of five minutes. */
const bells = fc
  .record({
    staff: fc.integer({ min: 60, max: 110 }),
    early: fc.integer({ min: 0, max: 12 }),
    length: fc.integer({ min: 48, max: 96 }),
    late: fc.integer({ min: 0, max: 18 }),
    lunch: fc.option(fc.integer({ min: 1, max: 18 }), { nil: undefined }),
  })
  .map(({ staff, early, length, late, lunch }) => ({
    staffStart: timeOf(staff * 5),
    studentStart: timeOf((staff + early) * 5),
    studentEnd: timeOf((staff + early + length) * 5),
    staffEnd: timeOf((staff + early + length + late) * 5),
    ...(lunch && {
      lunchStart: timeOf((staff + early + 30) * 5),
      lunchEnd: timeOf((staff + early + 30 + lunch) * 5),
    }),
  }));

const sampleDay = fc
  .integer({ min: 0, max: 690 })
  .map((days) => Temporal.PlainDate.from("2025-07-10").add({ days }).toString());
/** The sample's days, with days of one's own among them. */
const events = fc
  .array(
    fc.record({
      day: sampleDay,
      kind: fc.constantFrom<DayKind>("closed", "early_release", "testing", "remote", "paused"),
      label: fc.constant("Day"),
      studentEnd: fc.constantFrom("11:00", "12:30", "13:05"),
    }),
    { maxLength: 12 },
  )
  .map((own): readonly CalendarDay[] => [...sampleCalendar, ...own]);

/** Any step of five minutes of two years; half of them within three days before clocks change. */
const moments = fc
  .record({ zone, events, bells, day: sampleDay, step: fc.nat(287) })
  .chain((at) => {
    const start = Temporal.ZonedDateTime.from(`${at.day}T00:00[${at.zone}]`);
    const change = start.getTimeZoneTransition("next") ?? start;
    const near = change.subtract({ days: 2 }).startOfDay();
    return fc.constantFrom(start, near).map((from) => ({
      model: { zone: at.zone, bells: at.bells, events: at.events } satisfies Model,
      after: new Date(from.epochMilliseconds + at.step * FIVE),
    }));
  });

test("a reminder's next moment is the first minute that the plain rules allow, whatever clocks do", () => {
  fc.assert(
    fc.property(moments, ({ model, after }) => {
      const place = { zone: model.zone, bells: model.bells };
      const schoolDays = buildSchoolDays(model.events);
      const sending = { kind: "reminder", site: place, schoolDays } as const;
      const expected = firstAllowed(model, after, mayRemind);
      expect(nextSendMoment({ ...sending, after })).toEqual(expected);
      expect(mayStartAt({ ...sending, at: after })).toBe(expected?.getTime() === after.getTime());
    }),
    { numRuns: 80 },
  );
});

test("a digest may go out at any minute of a school day, also of one that is an hour short or long", () => {
  fc.assert(
    fc.property(moments, ({ model, after }) => {
      const schoolDays = buildSchoolDays(model.events);
      const sending = { kind: "digest", site: { zone: model.zone }, schoolDays } as const;
      const expected = firstAllowed(model, after, () => () => true);
      expect(nextSendMoment({ ...sending, after })).toEqual(expected);
    }),
    { numRuns: 80 },
  );
});

test("school days between two days are those that somebody counts day by day", () => {
  fc.assert(
    fc.property(events, sampleDay, sampleDay, (known, from, to) => {
      const schoolDays = buildSchoolDays(known);
      let count = 0;
      for (
        let day = Temporal.PlainDate.from(from).add({ days: 1 });
        day.toString() <= to;
        day = day.add({ days: 1 })
      ) {
        if (isOpen(known, day.toString())) count += 1;
      }
      expect(schoolDays.schoolDaysBetween(from, to)).toBe(count);
    }),
    { numRuns: 100 },
  );
});

const anyDay = fc
  .integer({ min: -700_000, max: 2_900_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const kinds: readonly DayKind[] = ["closed", "first_day", "last_day", "testing", "early_release"];
const oddCalendars = fc.array(
  fc.record({
    day: fc.oneof(anyDay, sampleDay),
    kind: fc.constantFrom(...kinds),
    label: fc.constant(""),
    studentEnd: fc.constantFrom("00:05", "23:55", undefined),
  }),
  { maxLength: 8 },
);

test("there is an answer, or none within 400 days, for every calendar and every day", () => {
  fc.assert(
    fc.property(
      oddCalendars,
      fc.oneof(anyDay, sampleDay),
      fc.tuple(zone, bells),
      (known, day, at) => {
        const schoolDays = buildSchoolDays(known);
        const after = new Date(`${day}T12:00Z`);
        const place = { zone: at[0], bells: at[1] };
        const next = nextSendMoment({ kind: "reminder", site: place, schoolDays, after });
        const isSoon = next === undefined || next.getTime() - after.getTime() <= 402 * 86_400_000;
        expect(isSoon && (next === undefined || next >= after)).toBe(true);
        const found = schoolDays.nextSchoolDay(day, { skipTesting: true });
        expect(found === undefined || (found > day && schoolDays.isSchoolDay(found))).toBe(true);
        expect(schoolDays.addSchoolDays(day, 500) ?? "").toMatch(/^(\d{4}-\d{2}-\d{2})?$/);
      },
    ),
    { numRuns: 150 },
  );
});

const spokenDay = fc.constantFrom("2025-09-01", "2025-10-09", "2026-01-05", "2025-09-02");
const ownDays = fc.array(
  fc.record({
    day: fc.oneof(sampleDay, spokenDay),
    kind: fc.constantFrom<DayKind>("closed", "open", "ignored", "early_release", "testing"),
    label: fc.constant("Own"),
  }),
  { maxLength: 10 },
);

test("a school's own day counts, and only one that it says is open opens what the district closes", () => {
  fc.assert(
    fc.property(ownDays, fc.oneof(sampleDay, spokenDay), (own, day) => {
      const schoolDays = buildSchoolDays(layOver(sampleCalendar, own));
      const spoken = own.filter((each) => each.day === day && each.kind !== "ignored");
      const bounds = sampleCalendar.filter(({ kind }) => /_day$/.test(kind));
      const closed = sampleCalendar.filter(({ kind }) => /^(closed|staff_only)$/.test(kind));
      const kept = has(spoken, day, "open") ? bounds : [...bounds, ...closed];
      const counted = spoken.length > 0 ? [...kept, ...spoken] : sampleCalendar;
      expect(schoolDays.isSchoolDay(day)).toBe(isOpen(counted, day));
    }),
  );
});

test("a school that begins a week later has its own first day, and the district's last one", () => {
  const later = { day: "2025-08-11", kind: "first_day", label: "First day" } as const;
  const schoolDays = buildSchoolDays(layOver(sampleCalendar, [later]));
  expect(schoolDays.isSchoolDay("2025-08-08")).toBe(false);
  expect(schoolDays.yearOf("2025-09-03")).toEqual({
    firstDay: "2025-08-11",
    lastDay: "2026-05-27",
  });
  expect(schoolDays.isSchoolDay("2026-08-03")).toBe(true);
});

const pause: Pause = {
  id: toId<PauseId>("p1"),
  site,
  fromDay: "2025-09-03",
  untilDay: "2025-09-05",
  reason: "weather",
  by: toId<PersonId>("ana"),
  at: new Date("2025-09-03T10:00Z"),
};
const paused = (...pauses: readonly Pause[]) =>
  buildSchoolDays([...sampleCalendar, ...pausedDays(pauses, site, "America/New_York")]);

test("a paused day is no school day, and a school's own pause leaves the office open", () => {
  const own = paused(pause);
  expect(own.isSchoolDay("2025-09-03")).toBe(false);
  expect(own.isOfficeDay("2025-09-03")).toBe(true);
  expect(own.addSchoolDays("2025-09-02", 1)).toBe("2025-09-08");
  const everywhere = paused({ ...pause, site: undefined });
  expect(everywhere.isOfficeDay("2025-09-03")).toBe(false);
});

test("somebody who ends a pause opens that day and what follows, not the days that are over", () => {
  const ended = paused({ ...pause, endedAt: new Date("2025-09-04T14:00Z") });
  expect(ended.isSchoolDay("2025-09-03")).toBe(false);
  expect(ended.isSchoolDay("2025-09-04")).toBe(true);
});

test("another school's pause is nobody else's", () => {
  const other = toId<SiteId>("s2");
  expect(pausedDays([pause], other, "America/New_York")).toEqual([]);
  expect(pausedDays([pause], undefined, "America/New_York")).toEqual([]);
});

test("lunch comes before students leave on a day on which they leave early", () => {
  const hours = { ...bellsOfLevel("middle"), lunchStart: "12:00", lunchEnd: "13:00" };
  const schoolDays = buildSchoolDays(sampleCalendar);
  const place = { zone: "America/New_York", bells: hours };
  expect(windowsOn({ kind: "reminder", site: place, schoolDays, day: "2025-10-08" })).toEqual([
    { start: "08:45", end: "09:15" },
    { start: "09:35", end: "11:30" },
    { start: "12:30", end: "16:45" },
  ]);
});

test("a school that gave no hours has those of its level", () => {
  expect(bellsOfLevel("elementary").studentStart).toBe("07:45");
  expect(bellsOfLevel("Middle School").studentEnd).toBe("16:15");
  expect(bellsOfLevel("high").studentStart).toBe("08:45");
  expect(bellsOfLevel("k8")).toEqual(bellsOfLevel(undefined));
});

test("nobody visits a school whose students learn at home that day, and everybody is written to", () => {
  const schoolDays = buildSchoolDays(sampleCalendar);
  expect(has(sampleCalendar, "2025-11-04", "remote")).toBe(true);
  expect(visitDayProblem("2025-11-04", "2025-10-31", schoolDays)).toEqual({
    problem: "remote",
    good: "2025-11-05",
  });
  const place = { zone: "America/New_York", bells: bellsOfLevel("high") };
  const at = new Date("2025-11-04T15:00Z");
  expect(mayStartAt({ kind: "reminder", site: place, schoolDays, at })).toBe(true);
});
