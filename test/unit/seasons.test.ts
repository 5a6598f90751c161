import { expect, test } from "vitest";
import { addDays, mondayOf } from "#domain/local-time.ts";
import { chooseNudge, type Nudge } from "#domain/nudge-choice.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { type Season, seasonIds, seasonsOn } from "#domain/seasons.ts";
import content from "#messages/content/en-US.json" with { type: "json" };
import { sampleCalendar } from "./sample-calendar.ts";

const schoolDays = buildSchoolDays(sampleCalendar);

/** The Mondays, from August to May, in whose weeks it is this season on the Tuesday. */
function weeksOf(season: Season, autumn = 2025, days = schoolDays): readonly string[] {
  const found: string[] = [];
  for (let monday = mondayOf(`${autumn}-07-14`); monday < `${autumn + 1}-07-01`; ) {
    if (seasonsOn(addDays(monday, 1), days).has(season)) found.push(monday);
    monday = addDays(monday, 7);
  }
  return found;
}

test("the seasons are those of the library", () => {
  expect(content.library.seasons.map(({ id }) => id)).toEqual(seasonIds);
});

const expected: readonly (readonly [Season, readonly string[]])[] = [
  ["first_two_weeks", ["2025-08-04", "2025-08-11"]],
  [
    "first_quarter",
    [
      "2025-08-18",
      "2025-08-25",
      "2025-09-01",
      "2025-09-08",
      "2025-09-15",
      "2025-09-22",
      "2025-09-29",
    ],
  ],
  ["conferences", ["2025-10-06", "2025-10-13"]],
  ["before_fall_break", ["2025-11-17"]],
  ["before_winter_break", ["2025-12-08", "2025-12-15"]],
  ["january", ["2026-01-12", "2026-01-26"]],
  [
    "mid_year",
    ["2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"],
  ],
  ["before_testing", ["2026-03-23", "2026-03-30", "2026-04-06", "2026-04-13"]],
  ["testing", ["2026-04-20", "2026-04-27", "2026-05-11"]],
  ["after_testing", []],
  ["before_spring_break", ["2026-03-30"]],
  ["appreciation_week", ["2026-05-04"]],
  ["last_month", ["2026-05-04", "2026-05-18"]],
  ["last_week", ["2026-05-25"]],
];

test.each(expected)("in 2025-26 teachers are in %s in the right weeks", (season, weeks) => {
  expect(weeksOf(season)).toEqual(weeks);
});

test("the second year of the calendar has its own seasons", () => {
  expect(weeksOf("first_two_weeks", 2026)).toEqual(["2026-08-03", "2026-08-10"]);
  expect(weeksOf("before_winter_break", 2026)).toEqual(["2026-12-07", "2026-12-14"]);
  expect(weeksOf("last_week", 2026)).toEqual(["2027-05-24"]);
});

test("summer has no season but any", () => {
  expect([...seasonsOn("2026-06-16", schoolDays)]).toEqual(["any"]);
});

test("weeks after testing and before the last month are after testing", () => {
  const early = buildSchoolDays([
    { day: "2025-08-04", kind: "first_day", label: "First Day" },
    { day: "2026-03-10", kind: "testing", label: "State Testing" },
    { day: "2026-05-15", kind: "last_day", label: "Last Day" },
  ]);
  expect(weeksOf("after_testing", 2025, early)).toEqual([
    "2026-03-16",
    "2026-03-23",
    "2026-03-30",
    "2026-04-06",
  ]);
});

test("a district without a calendar still has mid-year and appreciation week", () => {
  const open = buildSchoolDays([]);
  expect(weeksOf("appreciation_week", 2025, open)).toEqual(["2026-05-04"]);
  expect(weeksOf("mid_year", 2025, open)).toHaveLength(6);
  expect(weeksOf("last_week", 2025, open)).toEqual([]);
});

const isSeason = (text: string): text is Season => seasonIds.some((id) => id === text);

const shipped: readonly {
  id: string;
  audience: string;
  practice: string;
  season: { prefer: string[]; avoid: string[] };
}[] = content.library.nudges;
const nudges: readonly Nudge[] = shipped.map(({ id, audience, practice, season }) => ({
  id,
  audience: audience === "principal" ? "principal" : "teacher",
  practice,
  prefer: season.prefer.filter(isSeason),
  avoid: season.avoid.filter(isSeason),
}));

interface YearOfNudges {
  readonly sent: readonly Nudge[];
  readonly blank: readonly string[];
}

/** What teachers get on every Tuesday of 2025-26 in a week with two or more school days. */
function fillYear(): YearOfNudges {
  const sent: Nudge[] = [];
  const blank: string[] = [];
  for (let monday = "2025-08-04"; monday < "2026-06-01"; monday = addDays(monday, 7)) {
    if (schoolDays.schoolDaysBetween(addDays(monday, -1), addDays(monday, 6)) < 2) continue;
    const nudge = chooseNudge({
      nudges,
      audience: "teacher",
      seasons: seasonsOn(addDays(monday, 1), schoolDays),
      testingWeek: schoolDays.isTestingWeek(monday),
      used: new Set(sent.map(({ id }) => id)),
      lastPractice: sent.at(-1)?.practice,
    });
    if (nudge) sent.push(nudge);
    else blank.push(monday);
  }
  return { sent, blank };
}

test("teachers get a new idea every week of the year but in later testing weeks", () => {
  const { sent, blank } = fillYear();
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  expect(sent.length + blank.length).toBe(39);
  expect(blank).toEqual(["2026-04-27", "2026-05-11"]);
});

const anyWeek = {
  nudges,
  audience: "teacher",
  seasons: new Set<Season>(["any"]),
  testingWeek: false,
  used: new Set<string>(),
} as const;

test("teachers do not read about the same practice two weeks running", () => {
  const first = chooseNudge(anyWeek);
  const next = chooseNudge({ ...anyWeek, lastPractice: first?.practice });
  expect(first?.id).toBe("T06");
  expect(next?.practice).not.toBe(first?.practice);
});

test("a school's focus practice goes before another practice than last week", () => {
  const focus = { focus: ["reflection"], lastPractice: "reflection" };
  expect(chooseNudge({ ...anyWeek, ...focus })?.practice).toBe("reflection");
});

test("a focus practice does not displace what the season asks for", () => {
  const seasons = new Set<Season>(["any", "conferences"]);
  expect(chooseNudge({ ...anyWeek, seasons, focus: ["choice"] })?.id).toBe("T12");
});

test("an idea is not sent in a season it avoids", () => {
  const used = new Set(nudges.map(({ id }) => id).filter((id) => id !== "P11"));
  const principal = { ...anyWeek, audience: "principal", used } as const;
  const start = new Set<Season>(["any", "first_two_weeks"]);
  expect(chooseNudge(principal)?.id).toBe("P11");
  expect(chooseNudge({ ...principal, seasons: start })).toBeUndefined();
});

test("in a testing week principals get only the idea that is meant for it", () => {
  const seasons = seasonsOn("2026-04-21", schoolDays);
  const chosen = chooseNudge({ ...anyWeek, audience: "principal", seasons, testingWeek: true });
  expect(chosen?.id).toBe("P10");
});
