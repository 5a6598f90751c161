import { expect, test } from "vitest";
import { createEraser, type ErasedWords, type Quote } from "#domain/erased-words.ts";
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

/** Ana's words to Ben. */
const quote = (text: string, more: Partial<Quote> = {}): Quote => ({
  text,
  giver: "Ana Ruiz",
  receivers: ["Ben Cho"],
  ...more,
});
const eraserOf = (words: Partial<ErasedWords>) =>
  createEraser({ gone: [], kept: [], staying: [], ...words });

test("a line that quotes the words goes, and the others stay in their order", () => {
  const { erase } = eraserOf({ gone: [quote(long)] });
  const lines = ['Ben thanked Ana: "thanks"', `Ana Ruiz thanked Ben Cho: "${long}"`, 'Cy: "ok"'];
  expect(erase(lines.join("\n"))).toBe('Ben thanked Ana: "thanks"\nCy: "ok"');
});

test("short words take no line with them that names nobody of theirs", () => {
  const eraser = eraserOf({ gone: [quote("thanks")] });
  const lines = ["Ana Ruiz says thanks.", 'Ask: "thanks"', 'Ben Cho: "thanks"', "thanks"];
  expect(eraser.erase(lines.join("\n"))).toBe('Ana Ruiz says thanks.\nAsk: "thanks"\nthanks');
  expect(eraser.isIn(["Ana Ruiz says thanks."])).toBe(false);
  expect(eraser.isIn(["x", 'Ben Cho: "thanks"'])).toBe(true);
});

test("a line that quotes longer words stays, also where it begins with the erased ones", () => {
  const { erase } = eraserOf({ gone: [quote(long)] });
  const line = `Ana Ruiz thanked Ben Cho: "${long}, and for the cake"`;
  expect(erase(line)).toBe(line);
});

test("the same words of others stay where the line names them, and go where it does not", () => {
  const staying = [quote(long, { giver: "Cy Lee", receivers: ["Dee Fox"] })];
  const { erase } = eraserOf({ gone: [quote(long)], staying });
  const theirs = `Cy Lee thanked Dee Fox: "${long}"\nDee Fox at Lindenwood: "${long}" (voice)`;
  expect(erase(theirs)).toBe(theirs);
  expect(erase(`Ana Ruiz thanked Ben Cho: "${long}"\nBen Cho: "${long}"`)).toBe("");
});

test("one receiver's thanks from somebody else stay, and the fuller list of names is another one", () => {
  const staying = [
    quote(long, { giver: "Cy Lee" }),
    quote(long, { receivers: ["Ben Cho", "Dee Fox"] }),
  ];
  const { erase } = eraserOf({ gone: [quote(long)], staying });
  const theirs = `Cy Lee thanked Ben Cho: "${long}"\nAna Ruiz thanked Ben Cho and Dee Fox: "${long}"`;
  expect(erase(`${theirs}\nAna Ruiz thanked Ben Cho: "${long}"`)).toBe(theirs);
});

test("erased words within the words of somebody who stays are theirs", () => {
  const around = `She said "${long}" twice.`;
  const { erase, isIn } = eraserOf({ gone: [quote(long)], staying: [quote(around)] });
  const line = `Ana Ruiz thanked Ben Cho: "${around}"`;
  expect(isIn([line])).toBe(false);
  expect(erase(line)).toBe(line);
});

test("words of several lines, with spaces that a card does not show, are found in one line too", () => {
  const { erase, isIn } = eraserOf({ gone: [quote("first line of  it\n\nsecond line of it")] });
  const shown = 'Ana Ruiz thanked Ben Cho: "first line of it\n\nsecond line of it" (voice)\nrest';
  expect(isIn([shown])).toBe(true);
  expect(erase(shown)).toBe("rest");
  expect(erase('Ana Ruiz thanked Ben Cho: "first line of it second line of it"')).toBe("");
});

test("no words at all take nothing with them", () => {
  const { erase, isIn } = eraserOf({ gone: [quote(""), quote("  ")] });
  expect(isIn(["", "anything"])).toBe(false);
  expect(erase("anything\n\nelse")).toBe("anything\n\nelse");
});

test("a line that stays names somebody no more, and the others are as they were", () => {
  const leaving = { person: jun, instead: "a colleague", others: [] };
  const kept = [{ ...quote(long, { receivers: ["Jun O'Neil+", "Cy Lee"] }), leaving }];
  const { erase } = eraserOf({ kept, staying: [quote(long)] });
  const theirs = `Ana Ruiz thanked Ben Cho: "${long}"\nJun O'Neil+ is well.`;
  expect(erase(`Ana Ruiz thanked Jun O'Neil+ and Cy Lee: "${long}"\n${theirs}`)).toBe(
    `Ana Ruiz thanked a colleague+ and Cy Lee: "${long}"\n${theirs}`,
  );
});
