import fc from "fast-check";
import { expect, test } from "vitest";
import { type PersonId, toId } from "#domain/ids.ts";
import { fold, nameKeys, nearest, searchKey } from "#domain/names.ts";
import type { Person } from "#domain/roster.ts";

function person(givenName: string, familyName: string, more: Partial<Person> = {}): Person {
  const id = toId<PersonId>("p1");
  return { id, givenName, familyName, active: true, assignments: [], ...more };
}

const FOLDED = /^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u;
const HIDDEN_SPACES = /^ | {2}| $/;

test.each([
  ["Ångström", "angstrom"],
  ["Jun Brânză", "jun branza"],
  ["MARY-JANE  O'Brien", "mary jane obrien"],
  ["O’Neill", "oneill"],
  ["Søren Łukasz Weiß", "soren lukasz weiss"],
  ["Nguyễn Đức", "nguyen duc"],
  ["Ærø", "aero"],
  ["ﬁona", "fiona"],
  ["José  María", "jose maria"],
  ["李 明", "李 明"],
  ["  ", ""],
])("somebody who types %s means %s", (typed, folded) => {
  expect(fold(typed)).toBe(folded);
});

test("however a name is typed, it folds to words with single spaces", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (typed) => {
      const folded = fold(typed);
      expect(folded).not.toMatch(HIDDEN_SPACES);
      expect(folded).toBe(folded.toLowerCase());
    }),
  );
  expect(fold("(Ana) Ruiz, Ph.D.")).toMatch(FOLDED);
});

test("a folded name stays as it is when it is folded again", () => {
  const letters = fc.string({
    unit: fc.constantFrom(..."aÅéßŁøĐæ '-’.,1Çñ Ü", "ﬁ", "e\u0301"),
  });
  fc.assert(
    fc.property(letters, (typed) => {
      expect(fold(fold(typed))).toBe(fold(typed));
    }),
  );
});

test("composed and decomposed accents are the same name", () => {
  const typed = fc.string({ unit: fc.constantFrom(..."Åéöçñăș aB") });
  fc.assert(
    fc.property(typed, (name) => {
      expect(fold(name.normalize("NFD"))).toBe(fold(name));
    }),
  );
});

test("a person goes by the legal and the preferred name, in every mix", () => {
  expect(nameKeys(person("Jun", "Brânză"))).toEqual(["jun branza"]);
  const both = person("Katherine", "Smith", {
    preferredGivenName: "Kate",
    preferredFamilyName: "Jones",
  });
  expect(nameKeys(both)).toEqual([
    "katherine smith",
    "katherine jones",
    "kate smith",
    "kate jones",
  ]);
  expect(nameKeys(person("Ana", "Ruiz", { preferredGivenName: "ANA" }))).toEqual(["ana ruiz"]);
});

test("a search looks through whole names, and never across two of them", () => {
  const key = searchKey(person("Ana", "Ruiz", { preferredGivenName: "Annie" }));
  expect(key).toBe("|ana ruiz|annie ruiz|");
  expect(key.includes(fold("ruiz annie"))).toBe(false);
});

const staff = ["ana ruiz", "anna ruis", "ben cho", "maria ramirez", "jun branza"].map((key) => ({
  key,
}));

test("a misspelled name gives the most alike first, and strangers not at all", () => {
  expect(nearest(staff, "Ana Ruis", 3).map(({ key }) => key)).toEqual(["anna ruis", "ana ruiz"]);
  expect(nearest(staff, "Jun Branzza", 3).map(({ key }) => key)).toEqual(["jun branza"]);
  expect(nearest(staff, "Xqvw", 3)).toEqual([]);
  expect(nearest(staff, "", 3)).toEqual([]);
});

test("the name that was typed exactly comes first, and never more than asked for", () => {
  const name = fc.string({ unit: fc.constantFrom(..."abcde "), minLength: 3 }).map(fold);
  const names = fc.uniqueArray(
    name.filter((key) => key.length > 2),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(names, fc.nat(11), fc.integer({ min: 1, max: 4 }), (keys, at, most) => {
      const wanted = keys[at % keys.length] ?? "";
      const found = nearest(
        keys.map((key) => ({ key })),
        wanted.toUpperCase(),
        keys.length,
      );
      expect(found.map(({ key }) => key)).toContain(wanted);
      const few = nearest(
        keys.map((key) => ({ key })),
        wanted,
        most,
      );
      expect(few).toEqual(found.slice(0, most));
    }),
  );
});
