import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { coachLine, holdLine, THIN_LENGTH } from "#domain/praise-coach.ts";
import { parsePraise } from "#domain/praise-text.ts";
import { suggestPractice, suggestValue } from "#domain/suggest-practice.ts";

test.each([
  ["@Jun Brânză for sharing your plan", ["Jun Brânză"], "sharing your plan"],
  ["Jun Brânză for sharing", ["Jun Brânză"], "sharing"],
  ["@Ana Ruiz and @Ben Cho for the lab day", ["Ana Ruiz", "Ben Cho"], "the lab day"],
  ["@Ana Ruiz, @Ben Cho for the lab day", ["Ana Ruiz", "Ben Cho"], "the lab day"],
  ["@Ana Ruiz, Ben Cho, and Cy Dent for help", ["Ana Ruiz", "Ben Cho", "Cy Dent"], "help"],
  ["@Ana Ruiz @Ben Cho for help", ["Ana Ruiz", "Ben Cho"], "help"],
  ["Ana Ruiz & Ben Cho because they stayed", ["Ana Ruiz", "Ben Cho"], "they stayed"],
  ["@Mary-Jane O'Brien-Łukasz for it", ["Mary-Jane O'Brien-Łukasz"], "it"],
  ["@D’Andre Anderson for it", ["D’Andre Anderson"], "it"],
  ["@Alexandra Sandoval for it", ["Alexandra Sandoval"], "it"],
  [
    "@Ana Ruiz for waiting for me and for the class",
    ["Ana Ruiz"],
    "waiting for me and for the class",
  ],
  ["@Ana Ruiz FOR shouting", ["Ana Ruiz"], "shouting"],
  ["@Ana Ruiz for first line\nsecond line", ["Ana Ruiz"], "first line\nsecond line"],
  ["@Ana Ruiz", ["Ana Ruiz"], ""],
  ["  @Ana Ruiz for ", ["Ana Ruiz"], ""],
  ["@Ford Forster for it", ["Ford Forster"], "it"],
  ["", [], ""],
  ["@", [], ""],
])("/praise %s", (line, names, text) => {
  expect(parsePraise(line)).toEqual({ names, text });
});

test.each([
  ["Great job, Sanjay!", "too_short"],
  ["a".repeat(THIN_LENGTH - 1), "too_short"],
  ["a".repeat(THIN_LENGTH), undefined],
  ["🎉".repeat(THIN_LENGTH - 1), "too_short"],
  [`   ${"a".repeat(THIN_LENGTH - 1)}   `, "too_short"],
  ["LaToya is the strongest teacher on our hall.", "compares_people"],
  ["I wish the rest of us were half as organized as Mark.", "compares_people"],
  ["You explain fractions better than anybody I know here.", "compares_people"],
  ["92 percent proficient in the last block, wow.", "about_scores"],
  ["Your class had the highest science scores in the building.", "about_scores"],
  ["You let students choose how to show what they learned about rivers.", undefined],
])("a giver who writes “%s” gets the line %s", (text, line) => {
  expect(coachLine(text)).toBe(line);
});

test.each([
  ["You got Jayceon T. to read aloud for the first time.", "maybe_student_name"],
  ["A student named Ana read aloud for the first time.", "maybe_student_name"],
  ["You helped my student Ana to read aloud today.", "maybe_student_name"],
  ["You rewrote the lab page to fit the new IEP.", "sensitive_topic"],
  ["You came in every day through your divorce, Andre.", "sensitive_topic"],
  ["You stayed calm when the fight broke out in the hall.", "sensitive_topic"],
  ["Thank you for planning with me. T. is a letter.", undefined],
  ["A student told me your table of rivers is why they come early.", undefined],
  ["You helped the student named in the plan without a fuss.", undefined],
])("what somebody writes as “%s” is held as %s", (text, line) => {
  expect(holdLine(text)).toBe(line);
});

interface Sample {
  readonly id: string;
  readonly text: string;
  readonly expected: string;
  readonly practice: string;
}

function guard(text: string): string {
  if (holdLine(text)) return "hold";
  return coachLine(text) ? "coach" : "post";
}

test("of a year's thanks in the sample district at least 99 of 100 are guarded as expected", () => {
  const samples: readonly Sample[] = parse(readFileSync("sample-district/praise.csv"), {
    columns: true,
    bom: true,
  });
  expect(samples.length).toBeGreaterThan(1000);
  const wrong = samples.filter(({ text, expected }) => guard(text) !== expected);
  expect(wrong.length / samples.length, JSON.stringify(wrong.map(({ id }) => id))).toBeLessThan(
    0.01,
  );
  const held = samples.filter(({ expected }) => expected === "hold");
  expect(held.filter(({ text }) => guard(text) !== "hold")).toEqual([]);
});

test("of a year's thanks, nine in ten suggested practices are the one their givers picked", () => {
  const samples: readonly Sample[] = parse(readFileSync("sample-district/praise.csv"), {
    columns: true,
  });
  const tagged = samples.filter(({ practice }) => practice !== "");
  const suggested = tagged.filter(({ text }) => suggestPractice(text) !== undefined);
  const right = suggested.filter(({ text, practice }) => suggestPractice(text) === practice);
  expect(right.length / suggested.length).toBeGreaterThan(0.9);
  expect(suggested.length / tagged.length).toBeGreaterThan(0.6);
});

test.each([
  ["You let students choose the order of their tasks.", "choice"],
  ["Dejó que la clase eligiera entre dos opciones.", "choice"],
  ["You covered our class so we could plan.", "leading"],
  ["Thank you.", undefined],
])("%s speaks of %s", (text, practice) => {
  expect(suggestPractice(text)).toBe(practice);
});

test("a value is suggested by its own words, and never where two would fit", () => {
  const values = [
    { id: "trust", label: "Trust" },
    { id: "together", label: "We work together" },
  ];
  expect(suggestValue("You gave them your trust.", values)).toBe("trust");
  expect(suggestValue("Trust came because we planned together.", values)).toBeUndefined();
  expect(suggestValue("You waited.", values)).toBeUndefined();
  expect(suggestValue("Your students keep getting a chance to talk.", values)).toBeUndefined();
});
