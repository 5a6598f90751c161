import { describe, expect, test } from "vitest";
import { type PersonId, toId } from "#domain/ids.ts";
import { withoutName } from "#domain/name-in-text.ts";
import type { Person } from "#domain/roster.ts";

function person(givenName: string, familyName: string, more: Partial<Person> = {}): Person {
  const id = toId<PersonId>(`${givenName} ${familyName}`);
  return { id, givenName, familyName, active: true, assignments: [], ...more };
}

const jun = person("Jun", "Brânză", { preferredFamilyName: "O'Neil" });
const jurgen = person("Jürgen", "Gómez");
const will = person("Will", "Lee");
const without = (text: string, somebody: Person, others: readonly Person[] = []): string =>
  withoutName(text, { person: somebody, instead: "a colleague", others });

test.each([
  ["thanks jürgen gómez and Jurgen Gomez", "thanks a colleague and a colleague"],
  ["JÜRGEN GÓMEZ's idea, Jürgen-Gómez", "a colleague's idea, a colleague"],
  ["Jürgen  Gómez".normalize("NFD"), "a colleague"],
  ["we asked @Jürgen Gómez. Über", "we asked a colleague. Über"],
  ["our Coach Jürgen Gómez helped", "our a colleague helped"],
])("a whole name is replaced however it is written: %s", (text, expected) => {
  expect(without(text, jurgen)).toBe(expected);
});

test("every name that somebody goes by is theirs, with any apostrophe", () => {
  expect(without("Jun Brânză and @jun o’neil, Jun O'Neil’s room", jun)).toBe(
    "a colleague and a colleague, a colleague’s room",
  );
});

test.each([
  [
    "carrying the easel with Jun up the stairs",
    "carrying the easel with a colleague up the stairs",
  ],
  ["Thanks Jun for it", "Thanks a colleague for it"],
  ["it was @jun.", "it was a colleague."],
  ["we asked Ms. O'Neil and Dr Branza", "we asked a colleague and a colleague"],
])("a name alone is replaced where it can be nobody else: %s", (text, expected) => {
  expect(without(text, jun)).toBe(expected);
});

describe("a sentence is not broken for the sake of a lone name", () => {
  test.each([
    "Ann Lee: Will you come?",
    "Will you come? Will it work. I will.",
    "the Will Smith film",
    "Lee side, lee side and the Lee Valley",
    "willing, Willa, goodwill",
  ])("%s", (text) => {
    expect(without(text, will)).toBe(text);
  });

  test("a month stays a month", () => {
    expect(without("all through May", person("May", "Chan"))).toBe("all through May");
  });

  test("a name that somebody else there bears too stays theirs", () => {
    const others = [person("Will", "Adams"), person("Ann", "Lee Smith")];
    expect(without("with Will and @Will, Ms. Lee", will, others)).toBe(
      "with Will and @Will, Ms. Lee",
    );
    expect(without("with Ann Lee Smith", person("Ann", "Lee"), others)).toBe("with Ann Lee Smith");
  });
});
