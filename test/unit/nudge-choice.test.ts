import fc from "fast-check";
import { expect, test } from "vitest";
import { unlovedOf } from "#domain/idea-tuning.ts";
import { addDays, localDay, mondayOf, toInstant } from "#domain/local-time.ts";
import { chooseNudge } from "#domain/nudge-choice.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { seasonsOn } from "#domain/seasons.ts";
import { type NudgeDay, nudgeDays } from "#domain/site-choices.ts";
import { readContent } from "#imports/content-files.ts";
import { nextNudgeSlot } from "#usecases/school-time.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const schoolDays = buildSchoolDays(sampleCalendar);
const zone = "America/New_York";
const bells = {
  staffStart: "07:15",
  staffEnd: "15:15",
  studentStart: "07:45",
  studentEnd: "14:45",
} as const;
const { nudges, practices } = readContent("src/messages/content");
const teachers = nudges.filter(({ audience }) => audience === "teacher");
const isForTesting = (id: string) =>
  nudges.find((each) => each.id === id)?.prefer.includes("testing") ?? false;

interface Wishes {
  readonly day: NudgeDay;
  readonly focus: readonly string[];
  readonly unloved: ReadonlySet<string>;
}

/** What one channel gets in one school year of the sample, day by day. */
function playYear(autumn: number, { day, focus, unloved }: Wishes) {
  const sent: { id: string; practice: string; day: string }[] = [];
  const blank: string[] = [];
  const end = toInstant(`${autumn + 1}-07-01T00:00`, zone);
  const week = { site: { zone, bells }, schoolDays, nudgeDay: day };
  let at = nextNudgeSlot(week, toInstant(`${autumn}-07-01T00:00`, zone));
  while (at && at < end) {
    const today = localDay(at, zone);
    const nudge = chooseNudge({
      nudges,
      audience: "teacher",
      seasons: seasonsOn(today, schoolDays),
      testingWeek: schoolDays.isTestingWeek(today),
      used: new Set(sent.map(({ id }) => id)),
      lastPractice: sent.at(-1)?.practice,
      focus,
      unloved,
    });
    if (nudge) sent.push({ id: nudge.id, practice: nudge.practice, day: today });
    else blank.push(today);
    at = nextNudgeSlot(week, at);
  }
  return { sent, blank };
}

/** The weeks in which an idea may go out: with a school day from Tuesday to Friday. */
function sendableWeeks(autumn: number): readonly string[] {
  const weeks: string[] = [];
  for (let monday = mondayOf(`${autumn}-07-01`); monday < `${autumn + 1}-07-01`; ) {
    if ([1, 2, 3, 4].some((count) => schoolDays.isSchoolDay(addDays(monday, count)))) {
      weeks.push(monday);
    }
    monday = addDays(monday, 7);
  }
  return weeks;
}

const wishes = fc.record({
  day: fc.constantFrom(...nudgeDays),
  focus: fc.uniqueArray(fc.constantFrom(...practices.map(({ id }) => id)), { maxLength: 2 }),
  unloved: fc
    .uniqueArray(fc.constantFrom(...teachers.map(({ id }) => id)), { maxLength: 10 })
    .map((ids) => new Set(ids)),
});

test("over two school years every sendable week has exactly one idea, none twice a year, and testing weeks only what is meant for them", () => {
  fc.assert(
    fc.property(wishes, fc.constantFrom(2025, 2026), (wish, autumn) => {
      const { sent, blank } = playYear(autumn, wish);
      expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
      const weeks = [...sent.map(({ day }) => day), ...blank].map(mondayOf).sort();
      expect(new Set(weeks).size).toBe(weeks.length);
      for (const week of sendableWeeks(autumn)) expect(weeks).toContain(week);
      for (const { id, day } of sent) {
        if (schoolDays.isTestingWeek(day)) expect(isForTesting(id)).toBe(true);
      }
      // Only a testing week may stay blank.
      expect(blank.filter((day) => !schoolDays.isTestingWeek(day))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("an idea that most people had no use for goes after its equals, and is not lost", () => {
  const any = {
    nudges,
    audience: "teacher",
    seasons: new Set(["any"] as const),
    testingWeek: false,
    used: new Set<string>(),
  } as const;
  const first = chooseNudge(any)?.id ?? "";
  const later = chooseNudge({ ...any, unloved: new Set([first]) })?.id;
  expect(later).not.toBe(first);
  const others = teachers.filter(({ id }) => id !== first).map(({ id }) => id);
  expect(chooseNudge({ ...any, unloved: new Set([first]), used: new Set(others) })?.id).toBe(first);
});

test("ten presses and more than two thirds against it make an idea one of those", () => {
  const nine = { nudge: "a", useful: 0, notForMe: 9 };
  const ten = { nudge: "b", useful: 3, notForMe: 7 };
  const twoThirds = { nudge: "c", useful: 5, notForMe: 10 };
  expect([...unlovedOf([nine, ten, twoThirds])]).toEqual(["b"]);
});

test("both languages hold the same fifty ideas, for the same people and seasons", () => {
  const spanish = readContent("src/messages/content", "es").nudges;
  const shape = ({ id, audience, practice, minutes, prefer, avoid }: (typeof nudges)[number]) => ({
    id,
    audience,
    practice,
    minutes,
    prefer,
    avoid,
  });
  expect(spanish).toHaveLength(50);
  expect(spanish.map(shape)).toEqual(nudges.map(shape));
});
