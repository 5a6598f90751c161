import { describe, expect, test } from "vitest";
import { flat } from "#adapters/teams/markdown.ts";
import { renderCard, renderMessage, renderPage } from "#adapters/teams/render.ts";
import { openMeaning } from "#adapters/teams/sealed-meaning.ts";
import { cardGallery, pageGallery } from "#messages/gallery.ts";
import type { Card } from "#ports/card.ts";
import { words } from "#test/words.ts";
import {
  actionsOf,
  bytesOf,
  cardFaults,
  hasSchema,
  place,
  placeOn,
  schemaFaults,
  sealing,
  textsOf,
  typed,
} from "./adaptive-cards.ts";
import { readMarkdown } from "./markdown-model.ts";

const MOST_BYTES = 28_000;
const hello: Card = { text: "Hello", fallback: "Hello" };
const bodyOf = (card: Card) => renderCard(card, place).body;

describe.each(Object.entries(cardGallery(words)))("the card %s", (_name, card) => {
  test("is one that every client of Teams takes, with all its words", () => {
    const message = renderMessage(card, place);
    const [{ content, contentType }] = message.attachments;
    expect([schemaFaults(content), cardFaults(content)]).toEqual([[], []]);
    expect(bytesOf(message)).toBeLessThan(MOST_BYTES);
    expect(contentType).toBe("application/vnd.microsoft.card.adaptive");
    expect(message).not.toHaveProperty("text");
    expect(card.fallback.replaceAll("\n", " ").startsWith(message.summary.slice(0, -1))).toBe(true);
    const said = textsOf(content).join("\n");
    for (const line of card.text.split("\n")) expect(said).toContain(line);
    for (const { label, value } of card.fields ?? []) {
      expect(said).toContain(label);
      for (const line of value.split("\n")) expect(said).toContain(line);
    }
    expect(said).toContain(card.context ?? "");
    expect(said).toContain(flat(card.title ?? ""));
  });

  test("has a heading where it has a title, and its buttons come back as they were", () => {
    const content = renderCard(card, place);
    const headings = typed(content, "TextBlock").filter(({ style }) => style === "heading");
    expect(headings).toHaveLength(card.title === undefined ? 0 : 1);
    const meanings = actionsOf(content).map(({ data }) => openMeaning(data, sealing));
    const wanted = (card.buttons ?? []).map(({ action, value }) => ({
      kind: "press",
      token: "token-1",
      action,
      value,
    }));
    expect(meanings).toEqual(wanted);
    expect(actionsOf(content).map(({ title }) => title)).toEqual(
      (card.buttons ?? []).map(({ label }) => label),
    );
  });
});

test.each(Object.entries(pageGallery(words)))(
  "the page %s is one card after another",
  (_n, page) => {
    const cards = renderPage(page, placeOn("tab"));
    expect(cards).toHaveLength(page.cards.length);
    expect(cards.flatMap((card) => [...schemaFaults(card), ...cardFaults(card)])).toEqual([]);
  },
);

test.skipIf(!hasSchema)("the schema notices a card that is wrong", () => {
  const card = renderCard({ ...hello, title: "Title" }, place);
  const [first] = card.body;
  expect(schemaFaults(card)).toEqual([]);
  for (const wrong of [
    { ...card, body: [{ ...first, text: undefined, txt: "" }] },
    { ...card, body: [{ type: "TextBlok", text: "x" }] },
    { ...card, extra: 1 },
    { ...card, version: 1.5 },
  ]) {
    expect(schemaFaults(JSON.parse(JSON.stringify(wrong)))).not.toEqual([]);
  }
});

test("a chart never stands alone: the same is said in words", () => {
  const chart = {
    kind: "bars",
    title: "Wave 1",
    says: "14 of 17 said yes.",
    axis: "Answer",
    labels: ["Yes", "No"],
    series: [{ name: "Schools", values: [14, 3] }],
  } as const;
  const alone = renderCard({ ...hello, charts: [chart] }, place);
  expect(typed(alone, "Chart.HorizontalBar")).toMatchObject([
    {
      fallback: { type: "TextBlock", text: "14 of 17 said yes." },
      data: [
        { x: "Yes", y: 14 },
        { x: "No", y: 3 },
      ],
    },
  ]);
  expect(typed(alone, "Table")).toHaveLength(1);
  expect(textsOf(alone)).toEqual(expect.arrayContaining(["Yes", "14", "No", "3"]));
  const fields = [{ label: "Yes", value: "14" }];
  expect(typed(renderCard({ ...hello, charts: [chart], fields }, place), "Table")).toEqual([]);
  const charts = [{ ...chart, series: [{ name: "Schools", values: [0, 0] }] }];
  expect(typed(renderCard({ ...hello, charts }, place), "Chart.HorizontalBar")).toEqual([]);
});

test("a table has a header, the card's whole width, and no more columns than a phone", () => {
  const table = { columns: ["School", "Answer", "By", "Why"], rows: [["Oak", "Yes", "Ana", ""]] };
  const wide = renderCard({ ...hello, table }, place);
  expect(wide.msteams).toEqual({ width: "Full" });
  expect(typed(wide, "Table")).toMatchObject([{ firstRowAsHeader: true, gridStyle: "default" }]);
  expect(textsOf(wide)).toEqual(["Hello", "School", "Answer", "Oak", "Yes · By: Ana"]);
  const narrow = { columns: ["School", "Answer", "By"], rows: [["Oak", "", "Ana"]] };
  expect(textsOf(renderCard({ ...hello, table: narrow }, place)).slice(4)).toEqual([
    "Oak",
    "–",
    "Ana",
  ]);
  expect(renderCard(hello, place).msteams).toBeUndefined();
});

test("a lead sees 87 schools in one card; of more, how many are missing", () => {
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => [`School ${at}`, "Not yet", "Ana Ruiz", "A grant"]);
  const columns = ["Schools", "Answer", "Answered by", "In the way"];
  const drawn = (count: number) =>
    renderMessage({ ...hello, table: { columns, rows: rowsOf(count) } }, place);
  const all = textsOf(drawn(87)).join("\n");
  expect(all).toContain("School 86");
  expect(all).not.toContain("more");
  const cut = drawn(900);
  const shown = textsOf(cut).filter((text) => text.startsWith("School ")).length;
  expect(textsOf(cut).at(-1)).toBe(`… and ${900 - shown} more`);
  expect(shown).toBeGreaterThan(60);
  expect(bytesOf(cut)).toBeLessThan(MOST_BYTES);
  expect(schemaFaults(cut.attachments[0].content)).toEqual([]);
});

test("a picture is shown from https only, and says what it is", () => {
  const shown = (url: string, alt: string) =>
    typed(bodyOf({ ...hello, image: { url, alt } }), "Image");
  expect(shown("https://a.example/x.png", "A tree")).toMatchObject([{ altText: "A tree" }]);
  expect(shown("https://a.example/x.png", " ")).toMatchObject([{ altText: "Picture" }]);
  for (const url of [
    "http://a.example/x.png",
    "javascript:alert(1)",
    "https://u:p@a.example/",
    "x",
  ]) {
    expect(shown(url, "A tree")).toEqual([]);
  }
});

test("a card that is too long says so, and keeps its buttons", () => {
  const buttons = [{ label: "Yes", action: "answer", value: "w1" }];
  const card = { text: "A long story. ".repeat(5000), fallback: "漢".repeat(9000), buttons };
  const message = renderMessage(card, place);
  expect(bytesOf(message)).toBeLessThan(MOST_BYTES);
  expect(message.summary).toMatch(/^漢{599}…$/);
  expect(actionsOf(message)).toHaveLength(1);
  expect(textsOf(message).join()).toContain("There is more than fits here.");
});

test("an empty card is its fallback, and an empty fallback is a sentence", () => {
  expect(textsOf(renderCard({ text: "", fallback: "Hello" }, place))).toEqual(["Hello"]);
  expect(textsOf(renderCard({ text: " ", fallback: "" }, place))).toEqual([
    "A message from Groundswell.",
  ]);
});

test("what people wrote stays words: in a heading too", () => {
  const wild = [
    "**bold** and _more_ ~~gone~~",
    "[bank](https://evil.example) <https://evil.example>",
    "<at>Ana</at> &lt;at&gt; {{DATE(2025-01-01T00:00:00Z, SHORT)}}",
    "- one",
    "1. one",
    "# big `code` \\*",
    "www.evil.example a@evil.example",
  ];
  for (const text of wild) {
    expect(readMarkdown(text)).not.toEqual([]);
    expect(readMarkdown(flat(text))).toEqual([]);
    expect(cardFaults(renderCard({ ...hello, title: text, text, context: text }, place))).toEqual(
      [],
    );
  }
  expect(flat("Ana O'Brânză-Ruiz thanked Ben (Oak & Sons) - 3 times.")).toBe(
    "Ana O'Brânză-Ruiz thanked Ben (Oak & Sons) - 3 times.",
  );
});
