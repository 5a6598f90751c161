import { expect, test } from "vitest";
import { groupKey, readGrade } from "#domain/grades.ts";

test("a grade is understood as people say it, in English and in Spanish", () => {
  const said: Readonly<Record<string, readonly string[]>> = {
    "04": [
      "grade 4",
      "Grade 04",
      "4th grade",
      "the 4th-grade team",
      "fourth grade",
      "all of the fourth grade teachers",
      "4th graders",
      "4.º grado",
      "4to grado",
      "cuarto grado",
      "el equipo de cuarto",
      "las maestras de cuarto grado",
    ],
    "01": ["1st grade", "first grade team", "1.er grado", "primer grado"],
    "12": ["grade 12", "twelfth grade"],
    KG: ["kindergarten", "the kindergarten team", "K", "Grade K", "kínder"],
    PK: ["Pre-K", "prekindergarten", "prekínder"],
  };
  for (const [code, texts] of Object.entries(said)) {
    expect(texts.map((text) => [text, readGrade(text)])).toEqual(texts.map((text) => [text, code]));
  }
});

test("what only sounds like a grade is none: people and teams keep their names", () => {
  const others = ["4", "first", "the first team", "Team 4", "grade 13", "grade level", "Ana Grade"];
  const names = ["Kay", "science team", "Cuarto", "PL team", "Fourth Street"];
  expect([...others, ...names].filter((text) => readGrade(text) !== undefined)).toEqual([]);
});

test("a group is the same group with and without the, team or equipo de", () => {
  const science = ["Science", "the science team", "our SCIENCE crew", "el equipo de science"];
  expect(new Set(science.map(groupKey))).toEqual(new Set(["science"]));
  expect(groupKey("The Team")).toBe("team");
});
