import { expect, test } from "vitest";
import { actions } from "#messages/actions.ts";
import { cardGallery, pageGallery } from "#messages/gallery.ts";
import type { Page } from "#ports/card.ts";
import { words } from "#test/words.ts";

const pages = Object.entries(pageGallery(words));
const known = new Set<string>(actions);

const textsOf = ({ cards }: Page) =>
  cards.flatMap(({ title = "", text, context = "", fallback, fields = [] }) => [
    title,
    text,
    context,
    fallback,
    ...fields.flatMap(({ label, value }) => [label, value]),
  ]);

test.each(pages)("the page %s is short, calm and in words", (_name, page) => {
  expect(page.cards.length).toBeLessThanOrEqual(8);
  expect(page.fallback).not.toBe("");
  for (const { fallback, title } of page.cards) {
    expect([fallback, title]).not.toContain("");
  }
  for (const text of textsOf(page)) {
    expect(text).not.toMatch(LEFT_OVER);
    expect(text.split("\n").length).toBeLessThanOrEqual(12);
  }
});

test.each(pages)(
  "every button of the page %s does something, and few stand together",
  (_name, page) => {
    for (const { buttons = [] } of page.cards) {
      expect(buttons.length).toBeLessThanOrEqual(5);
      expect(buttons.filter(({ action }) => !known.has(action))).toEqual([]);
      const spoken = buttons.map(({ label, spoken: said }) => said ?? label);
      expect(new Set(spoken).size).toBe(spoken.length);
    }
  },
);

test("whoever speaks to a screen presses a button by the words that stand on it", () => {
  const cards = [...Object.values(cardGallery(words)), ...pages.flatMap(([, { cards }]) => cards)];
  const spoken = cards
    .flatMap(({ buttons = [] }) => buttons)
    .flatMap(({ label, spoken: said }) => (said === undefined ? [] : [{ label, said }]));
  expect(spoken.length).toBeGreaterThan(0);
  expect(spoken.filter(({ label, said }) => !said.startsWith(label))).toEqual([]);
});

const LEFT_OVER = /[{}]|\[\[|undefined|null|_[a-z]/;
