import { expect, test } from "vitest";
import { chooseConnections, schoolYearOf } from "#domain/connections.ts";
import { formatComingDay } from "#domain/local-time.ts";
import { buildSchoolDays } from "#domain/school-days.ts";
import { isFarAhead, parseDay } from "#domain/typed-days.ts";
import { nextMonths, readMonth } from "#domain/typed-month.ts";
import { isOnOffer, visitDayProblem } from "#domain/visit-days.ts";
import { sampleCalendar } from "./sample-calendar.ts";

const monday = "2025-08-18";
const schoolDays = buildSchoolDays(sampleCalendar);

test("a school year runs from July to June, and is known in summer", () => {
  expect(["2025-07-01", "2026-02-10", "2026-06-30"].map(schoolYearOf)).toEqual([
    "2025-26",
    "2025-26",
    "2025-26",
  ]);
  expect(schoolYearOf("2026-07-01")).toBe("2026-27");
  expect(schoolYearOf("2099-12-01")).toBe("2099-00");
});

test("the first two that this year has not answered are answered, and silence is left alone", () => {
  const sent = new Set(["plate_full", "competing_grant"]);
  expect(chooseConnections(["plate_full", "new_curriculum"], sent)).toEqual({
    sent: ["new_curriculum"],
    before: ["plate_full"],
  });
  const three = ["competing_grant", "evaluation_worry", "past_programs"];
  expect(chooseConnections(three, sent).sent).toEqual(["evaluation_worry", "past_programs"]);
  expect(chooseConnections(three, new Set()).sent).toEqual(["competing_grant", "evaluation_worry"]);
  expect(chooseConnections(["prefer_not_to_say"], new Set()).sent).toEqual([]);
});

test.each([
  ["February", "2026-02"],
  ["feb", "2026-02"],
  ["2", "2026-02"],
  ["02/2027", "2027-02"],
  ["2026-02", "2026-02"],
  ["Sept. 2025", "2025-09"],
  ["August", "2026-08"],
  ["August 2025", undefined],
  ["July 2025", undefined],
  ["13", undefined],
  ["spring", undefined],
  ["2031", undefined],
])("somebody who types the month %s in August means %s", (typed, month) => {
  expect(readMonth(typed, monday)).toBe(month);
});

test("the form of months starts with the next one and goes round the year", () => {
  expect(nextMonths("2025-11-30", 3)).toEqual(["2025-12", "2026-01", "2026-02"]);
});

test.each([
  ["2025-10-06", "2025-10-06"],
  ["10/6", "2025-10-06"],
  ["Oct. 6th", "2025-10-06"],
  ["Monday, October 6", "2025-10-06"],
  ["6 October 2026", "2026-10-06"],
  ["8/17", "2026-08-17"],
  ["today", "2025-08-18"],
  ["Tuesday", "2025-08-19"],
  ["Monday", "2025-08-25"],
  ["2/30", undefined],
  ["soon", undefined],
  ["", undefined],
])("somebody who types the day %s means %s", (typed, day) => {
  expect(parseDay(typed, monday)).toBe(day);
});

test("a day just past is not taken for one of next year, unless the year was typed", () => {
  const isFar = (typed: string) => isFarAhead(typed, parseDay(typed, monday) ?? "", monday);
  expect(["8/16", "12/16", "12/17", "soon"].map(isFar)).toEqual([true, false, true, false]);
  expect(["8/16/2026", "2026-08-16"].map(isFar)).toEqual([false, false]);
  expect(formatComingDay("2026-08-17", monday)).toBe("Monday, August 17, 2026");
  expect(formatComingDay("2025-12-15", monday)).toBe("Monday, December 15");
});

test("nobody is offered a day that is past, closed, in a testing week, or no day", () => {
  const problem = (day: string | undefined) => visitDayProblem(day, monday, schoolDays);
  expect(problem("2025-08-20")).toBeUndefined();
  expect(problem(monday)).toEqual({ problem: "not_later", good: "2025-08-19" });
  expect(problem("2025-09-01")).toEqual({ problem: "no_school", good: "2025-09-02" });
  expect(problem(undefined)).toEqual({ problem: "no_day", good: "2025-08-19" });
  expect(problem("2026-04-22")?.problem).toBe("testing");
  expect(problem("2026-04-22")?.good).not.toMatch(/2026-04-2[0-4]/);
});

test("dates are on offer until one is picked or the last of them has come", () => {
  const offered = ["2025-08-20", "2025-08-21"];
  expect(isOnOffer({ offered }, "2025-08-20")).toBe(true);
  expect(isOnOffer({ offered }, "2025-08-21")).toBe(false);
  expect(isOnOffer({ offered, picked: "2025-08-21" }, monday)).toBe(false);
  expect(isOnOffer({}, monday)).toBe(false);
});
