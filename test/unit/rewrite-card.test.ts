import { expect, test } from "vitest";
import { createEraser } from "#domain/erased-words.ts";
import { rewriteCard } from "#messages/rewrite-card.ts";
import type { Card } from "#ports/card.ts";

const lines = "first line of what was done\nsecond line of it";
const one = { giver: "Ana Ruiz", receivers: ["Ben Cho"] };
const { erase } = createEraser({ gone: [{ text: lines, ...one }], kept: [], staying: [] });
const other = 'Cy Lee thanked Dee Fox: "thanks"';

function roundup(value: string): Card {
  const fallback = `Thank-yous. Good: ${value}`.replaceAll("\n", " ");
  return { title: "Thank-yous", text: "", fields: [{ label: "Good", value }], fallback };
}

test("words of several lines leave the one-line fallback too, and it says what is left", () => {
  const rest = rewriteCard(roundup(`Ana Ruiz thanked Ben Cho: "${lines}"\n${other}`), erase);
  expect(rest).toMatchObject({
    fields: [{ label: "Good", value: other }],
    fallback: `Thank-yous. Good: ${other}`,
  });
});

test("a fallback that alone quotes the words is made again from what the card says", () => {
  const card = { ...roundup(other), fallback: `Ana Ruiz: "${lines.replace("\n", " ")}"` };
  expect(rewriteCard(card, erase)?.fallback).toBe(`Thank-yous. Good: ${other}`);
});

test("a card that holds none of the words is as it was, small print and fallback too", () => {
  const card = { ...roundup(other), context: "2 minutes", fallback: "anything else" };
  expect(rewriteCard(card, erase)).toEqual(card);
});

test("small print that quotes the words is rewritten, and a card with nothing else to say goes", () => {
  const quoted = `Ana Ruiz: "${lines}"`;
  expect(rewriteCard({ ...roundup(other), context: quoted }, erase)?.context).toBe("");
  expect(rewriteCard(roundup(quoted), erase)).toBeUndefined();
});
