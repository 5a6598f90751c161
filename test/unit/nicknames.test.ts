import { expect, test } from "vitest";
import { nicknamesAndNames } from "#domain/nicknames.ts";

test.each([
  ["Bill", ["william"]],
  ["Alex", ["alexander", "alexandra", "alejandro", "alejandra", "alexis"]],
  ["William", ["bill", "billy", "will"]],
  ["Toño", ["antonio"]],
  ["Jun", []],
])("somebody called %s may go by %j", (typed, other) => {
  expect(nicknamesAndNames(typed)).toEqual(other);
});

test.each([
  ["Daniel", "daniela"],
  ["John", "jackson"],
  ["Terrence", "theresa"],
  ["Frances", "francisco"],
  ["Samuel", "samantha"],
  ["Bill", "will"],
])("a colleague called %s is never taken for %s", (typed, other) => {
  expect(nicknamesAndNames(typed)).not.toContain(other);
});
