import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { nothingKnown } from "#domain/known-names.ts";
import { coachLine } from "#domain/praise-coach.ts";
import { findPrivateText } from "#domain/private-text.ts";
import { noStaff, toStaffNames } from "#domain/staff-names.ts";
import { findStudentNames } from "#domain/student-names.ts";
import { figuresOf, judge, readSentences } from "#test/guard/labelled.ts";
import { readStaff } from "#test/guard/sample-staff.ts";

const sentences = readSentences();

test("of what colleagues may write, students' names are held and colleagues' names are not", () => {
  const count = (label: string) => sentences.filter((each) => each.label === label).length;
  expect(count("student_name")).toBeGreaterThanOrEqual(160);
  expect(count("private")).toBeGreaterThanOrEqual(80);
  expect(count("ok")).toBeGreaterThanOrEqual(160);
  const { nameRecall, privateRecall, precision } = figuresOf(sentences);
  expect(nameRecall).toBeGreaterThanOrEqual(0.95);
  expect(privateRecall).toBeGreaterThanOrEqual(0.95);
  expect(precision).toBeGreaterThanOrEqual(0.9);
});

test("in Spanish, and of the sentences that were written last, it holds as much", () => {
  for (const some of [
    sentences.filter(({ language }) => language === "es"),
    sentences.filter(({ part }) => part === "fresh"),
  ]) {
    const { nameRecall, precision } = figuresOf(some);
    expect(nameRecall).toBeGreaterThanOrEqual(0.95);
    expect(precision).toBeGreaterThanOrEqual(0.9);
  }
});

test("a guard that holds everything, or nothing, would be found out", () => {
  const ok = sentences.filter(({ label }) => label === "ok");
  expect(ok.length / sentences.length).toBeGreaterThan(0.3);
  expect(ok.filter(({ text }) => judge(text) === "ok").length).toBeGreaterThan(ok.length * 0.9);
});

const read = (file: string): readonly Record<string, string>[] =>
  parse(readFileSync(file), { columns: true, bom: true });

test("every one of a year's thanks in the sample district is posted, held or coached as it should be", () => {
  const staff = toStaffNames(readStaff());
  const knowledge = { known: nothingKnown, staff };
  const guard = (text: string) => {
    const isHeld = findPrivateText(text) ?? findStudentNames(text, knowledge)[0];
    if (isHeld) return "hold";
    return coachLine(text) ? "coach" : "post";
  };
  const posts = read("sample-district/praise.csv");
  expect(posts).toHaveLength(1079);
  const wrong = posts.filter(({ text = "", expected }) => guard(text) !== expected);
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test.each([
  ["Usted es la mejor maestra de toda la escuela, sin duda.", "compares_people"],
  ["Nadie más explica las fracciones como usted en este pasillo.", "compares_people"],
  ["Su grupo tuvo los puntajes más altos de todo el edificio.", "about_scores"],
  ["Subieron 14 puntos gracias a sus repasos de los lunes.", "about_scores"],
  ["Buen trabajo", "too_short"],
  ["I planned the whole science fair alone and it went very well.", "praises_self"],
  ["I borrowed your exit ticket, and the class could say the goal.", undefined],
  ["Lo explicó mejor con dibujos, y la clase entera lo entendió.", undefined],
])("a giver who writes “%s” is coached with %s, and never stopped", (text, line) => {
  expect(coachLine(text)).toBe(line);
});

const names = (text: string, staff = noStaff) =>
  findStudentNames(text, { known: nothingKnown, staff }).map((name) => name.text);

test("the words that hold a text are told as they were typed", () => {
  expect(names("You helped Zion G. and Deja’s brother, J.T., in third period.")).toEqual([
    "Deja",
    "Zion G.",
    "J.T.",
  ]);
  expect(names("you sat with jayden and MALIYAH")).toEqual(["jayden", "MALIYAH"]);
});

test("nobody can vouch for whom the words call a student, even with a colleague's name", () => {
  const staff = toStaffNames(["grace kim"]);
  const knowledge = { known: nothingKnown, staff };
  expect(names("Grace shared her plan with us.", staff)).toEqual([]);
  expect(findStudentNames("My student Grace Kim shared her plan.", knowledge)).toMatchObject([
    { text: "Grace Kim", isStudent: true },
  ]);
  expect(findStudentNames("You helped Tariq today.", knowledge)).toMatchObject([
    { text: "Tariq", isStudent: false },
  ]);
});

test("every check of a long text ends soon, whatever is typed", () => {
  const longest = ["A. ".repeat(700), "Ana ".repeat(500), "my student, ".repeat(170)];
  for (const text of [...longest, "a the of de la ".repeat(140), "’s ".repeat(700)]) {
    const from = performance.now();
    findStudentNames(text);
    findPrivateText(text);
    expect(performance.now() - from).toBeLessThan(1000);
  }
});
