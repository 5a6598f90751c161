import fc from "fast-check";
import { expect, test } from "vitest";
import {
  mention,
  mentionedIn,
  readMention,
  sayMentions,
  withoutMentions,
} from "#domain/mentions.ts";
import { parsePraise } from "#domain/praise-text.ts";

const MARKS = /[\u{E000}\u{E001}]/u;
const ana = mention("U1");
const ben = mention("W2");
const odd = mention("29:a and b for c");

test.each([
  [`${ana} for the lab day`, [ana], "the lab day"],
  [`${ana} because they stayed`, [ana], "they stayed"],
  [`${ana} you stayed late`, [ana], "you stayed late"],
  [`${ana}for the lab day`, [ana], "the lab day"],
  [`${ana} ${ben} for help`, [ana, ben], "help"],
  [`${ana}, ${ben} and Cy Dent for help`, [ana, ben, "Cy Dent"], "help"],
  [`${ana}, and ${ben} for help`, [ana, ben], "help"],
  [`Cy Dent and ${ana} for help`, ["Cy Dent", ana], "help"],
  [`Cy Dent ${ana} for help`, ["Cy Dent", ana], "help"],
  [`@${ana} for help`, [ana], "help"],
  [`${odd} for help`, [odd], "help"],
  [`${ana} for ${ben}`, [ana], ben],
  [ana, [ana], ""],
  [`${ana} for`, [ana], ""],
  [`${ana} android tablets`, [ana], "android tablets"],
])("/praise with mentions: %s", (line, names, text) => {
  expect(parsePraise(line)).toEqual({ names, text });
});

test("who is mentioned is found once, and said by name", () => {
  const text = `${ana} helped ${ben}, and ${ana} smiled`;
  expect(mentionedIn(text)).toEqual(["U1", "W2"]);
  expect(sayMentions(text, (account) => `<${account}>`)).toBe("<U1> helped <W2>, and <U1> smiled");
  expect(readMention(ana)).toBe("U1");
  expect(readMention(`${ana} `)).toBeUndefined();
});

test("no mark is left in what is stored, whatever somebody pastes", () => {
  const pasted = fc.string({ unit: fc.constantFrom("\u{E000}", "\u{E001}", "a", " ", "@", "&") });
  fc.assert(
    fc.property(pasted, pasted, (text, name) => {
      expect(sayMentions(text, () => name)).not.toMatch(MARKS);
      expect(withoutMentions(text)).not.toMatch(MARKS);
      expect(readMention(mention(name)) ?? "").not.toMatch(MARKS);
      expect(parsePraise(text).names.every((each) => each.trim() !== "")).toBe(true);
    }),
  );
});
