import { expect, test } from "vitest";
import { readContent } from "#imports/content-files.ts";
import content from "#messages/content/en-US.json" with { type: "json" };

const library = readContent("src/messages/content");
const pitfall = (code: string) => library.pitfalls.find((each) => each.code === code);

test.each([
  "competing_grant",
  "competing_ib",
  "new_staff",
  "plate_full",
  "leadership_change",
  "vacancies",
  "intervention_load",
])("a school can name %s, and there is a connection for it", (code) => {
  const { need, support, nextStep, minutes } = pitfall(code)?.connection ?? {};
  for (const part of [need, support, nextStep]) expect(part?.length).toBeGreaterThan(10);
  expect(minutes).toBeGreaterThan(0);
  expect(pitfall(code)?.values.length).toBeGreaterThan(0);
});

test("the pitfalls most schools name are shown first", () => {
  const first = library.pitfalls.filter(({ showFirst }) => showFirst).map(({ code }) => code);
  expect(first).toEqual(expect.arrayContaining(["plate_full", "competing_grant", "competing_ib"]));
  expect(first.length).toBeLessThanOrEqual(10);
});

test("every pitfall speaks of values and training that exist", () => {
  const values = library.values.map(({ id }) => id);
  const sessions = library.sessions.map(({ id }) => id);
  for (const each of library.pitfalls) {
    expect(values).toEqual(expect.arrayContaining([...each.values]));
    expect(sessions).toEqual(expect.arrayContaining([...each.sessions]));
  }
});

test("there are fifty nudges, and each names a practice that exists", () => {
  const practices = library.practices.map(({ id }) => id);
  expect(library.nudges).toHaveLength(50);
  for (const { practice } of library.nudges) expect(practices).toContain(practice);
});

test("no reminder shouts", () => {
  for (const key of ["reminder_1", "reminder_2", "reminder_3"]) {
    expect(library.texts[key]).not.toContain("!");
  }
});

test("what a school is told of visits and of the first step starts from the good that is there", () => {
  const { texts } = library;
  for (const key of ["invite", "thank_you_yes"]) {
    expect(texts[key]).toMatch(/what's going well|good things already there/);
  }
  const steps = library.pitfalls.flatMap(({ connection }) => [
    connection.support,
    connection.nextStep,
  ]);
  const already = steps.filter((step) => /\balready\b|need anyway|likely have/.test(step));
  expect(already.length).toBeGreaterThanOrEqual(6);
});

test("thanks ask for a deed and what it did for students, and every example names both or the deed", () => {
  const labels = new Map(library.praiseForm.map(({ field, label }) => [field, label]));
  expect(labels.get("saw")).toBe("What did they do?");
  expect(labels.get("helped")).toBe("What did it do for students?");
  const texts = content.library.praise.examples.map(({ text }) => text);
  const deeds = texts.filter((text) => /^(You|Your|Eight minutes)\b/.test(text));
  expect(deeds).toEqual(texts);
  const students = texts.filter((text) =>
    /\b(students?|kids|class|groups?|nobody|room)\b/i.test(text),
  );
  expect(students.length / texts.length).toBeGreaterThan(0.7);
  expect(texts.filter((text) => /\b(scores?|best|top|percent)\b/i.test(text))).toEqual([]);
});
