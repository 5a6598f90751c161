import { expect, test } from "vitest";
import { createEraser, withoutName } from "#domain/erased-words.ts";
import { type PersonId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";

const jun: Person = {
  id: toId<PersonId>("jun"),
  givenName: "Jun",
  familyName: "Brânză",
  preferredFamilyName: "O'Neil+",
  active: true,
  assignments: [],
};
const long = "letting students choose the order of their tasks";

test("a line that quotes the words goes, and the others stay in their order", () => {
  const { erase } = createEraser({ gone: [long], kept: [] });
  expect(erase(`Ana thanked Ben: "thanks"\nAna thanked Cy: "${long}"\nBen thanked Cy: "ok"`)).toBe(
    'Ana thanked Ben: "thanks"\nBen thanked Cy: "ok"',
  );
});

test("short words take no line with them that only happens to hold them", () => {
  const eraser = createEraser({ gone: ["thanks"], kept: [] });
  expect(eraser.erase('Ana says thanks to all.\nAna thanked Ben: "thanks"\nthanks')).toBe(
    "Ana says thanks to all.",
  );
  expect(eraser.isIn(["Ana says thanks to all."])).toBe(false);
  expect(eraser.isIn(["x", 'Ana: "thanks"'])).toBe(true);
});

test("words of several lines, and with spaces that a card does not show, are found too", () => {
  const words = "first line of what  was done\n\nsecond line of it";
  const { erase, isIn } = createEraser({ gone: [words], kept: [] });
  const shown = 'Ana thanked Ben: "first line of what was done\n\nsecond line of it" (voice)\nrest';
  expect(isIn([shown])).toBe(true);
  expect(erase(shown)).toBe("rest");
});

test("no words at all take nothing with them", () => {
  const { erase, isIn } = createEraser({ gone: ["", "  "], kept: [] });
  expect(isIn(["", "anything"])).toBe(false);
  expect(erase("anything\n\nelse")).toBe("anything\n\nelse");
});

test("a line that stays names somebody no more, and the others are as they were", () => {
  const kept = [{ quote: long, person: jun, instead: "a colleague" }];
  const { erase } = createEraser({ gone: [], kept });
  expect(erase(`Ana thanked Jun O'Neil+ and Cy: "${long}"\nJun is well.`)).toBe(
    `Ana thanked a colleague and Cy: "${long}"\nJun is well.`,
  );
});

test.each([
  ["Jun Brânză and @Jun O'Neil+", "a colleague and a colleague"],
  ["Jun, Juniper and Brânză.", "a colleague, Juniper and a colleague."],
  ["unJun Junior jun", "unJun Junior jun"],
])("a name is replaced where it is a word: %s", (text, expected) => {
  expect(withoutName(text, jun, "a colleague")).toBe(expected);
});
