import { expect, test } from "vitest";
import { isDay } from "#domain/records.ts";
import { firstKept, mayKeep, retentionClasses } from "#domain/retention.ts";

const days = { praise: 365, answers: 1095, delivery_log: 90, audit: 1095, roster: 365 };

test("the defaults are those of the guide", () => {
  const { praise, answers, delivery_log, audit } = retentionClasses;
  expect([praise.days, answers.days, delivery_log.days, audit.days]).toEqual([365, 1095, 90, 1095]);
});

test.each([
  ["2027-06-30", "2025-07-01"],
  ["2027-07-01", "2026-07-01"],
  ["2028-06-29", "2026-07-01"],
  ["2028-06-30", "2027-07-01"],
])("on %s shout-outs are kept from %s on", (today, first) => {
  expect(firstKept(today, days).praise).toBe(first);
});

test("whatever a district sets, no message is forgotten that may still wake", () => {
  expect([29, 30, 90.5, 0, -1, 36_501].map((each) => mayKeep("delivery_log", each))).toEqual([
    false,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(mayKeep("praise", Number("soon"))).toBe(false);
});

test.each([
  ["2025-08-18", true],
  ["2024-02-29", true],
  ["2025-02-29", false],
  ["2025-13-01", false],
  ["2025-8-1", false],
  ["18.08.2025", false],
  ["", false],
])("%s is a day: %s", (text, expected) => {
  expect(isDay(text)).toBe(expected);
});
