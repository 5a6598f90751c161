import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { renderCard, renderOptions, renderPage } from "#adapters/slack/render.ts";
import { renderResult } from "#adapters/slack/view.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import { cardGallery } from "#messages/gallery.ts";
import type { Card } from "#ports/card.ts";
import { checkMessage, checkView } from "#test/platform/fake-slack/block-kit.ts";
import { words } from "#test/words.ts";

const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
const sealing = { box, workspace: "T0001" };
const hello: Card = { text: "Hello", fallback: "Hello" };
const MOST_JSON = 12_000;

const jsonOf = (card: Card): string => JSON.stringify(renderCard(card, sealing).blocks);
describe.each(Object.entries(cardGallery(words)))("the card %s", (_name, card) => {
  test("is a message, a page and a modal that Slack takes", () => {
    const message = renderCard(card, sealing);
    expect(checkMessage(message)).toEqual([]);
    expect(JSON.stringify(message.blocks).length).toBeLessThan(MOST_JSON);
    expect(checkView(renderPage({ cards: [card, card], fallback: "" }, sealing))).toEqual([]);
    expect(checkView(renderResult(card, sealing))).toEqual([]);
  });

  test("shows everything a person may read and press", () => {
    const shown = jsonOf(card);
    const fields = (card.fields ?? []).flatMap(({ label, value }) => [label, ...value.split("\n")]);
    const cells = (card.table?.rows ?? []).flat();
    const said = [...card.text.split("\n"), ...fields, ...cells, card.title ?? ""];
    for (const line of said.filter((each) => each.trim() !== "")) {
      expect(shown).toContain(JSON.stringify(line.trim()).slice(1, -1));
    }
    for (const { label } of card.buttons ?? [])
      expect(shown).toContain(`"text":${JSON.stringify(label)}`);
  });
});

test("what a person typed shows as it was typed, stars and brackets included", () => {
  const { blocks } = renderCard({ ...hello, text: "*second period* <!channel> & _x_" }, sealing);
  const text = { type: "plain_text", text: "*second period* <!channel> & _x_", emoji: true };
  expect(blocks).toEqual([{ type: "section", text }]);
});

test("the sentence for notifications mentions nobody, and says something where a card does not", () => {
  const { text } = renderCard({ ...hello, fallback: "Hi <!channel> & <@U123>" }, sealing);
  expect(text).toBe("Hi &lt;!channel&gt; &amp; &lt;@U123&gt;");
  expect(renderCard({ text: " ", fallback: "" }, sealing).text).toMatch(/\w/);
});

test("a reader of a very long text is told that there is more", () => {
  const card = { ...hello, title: "Mine", text: `${"A “long” line. ".repeat(40)}\n`.repeat(60) };
  const { blocks } = renderCard(
    { ...card, buttons: [{ label: "Yes", action: "answer", value: "" }] },
    sealing,
  );
  expect(checkMessage({ blocks })).toEqual([]);
  expect(JSON.stringify(blocks).length).toBeLessThan(MOST_JSON);
  expect(JSON.stringify(blocks).length).toBeGreaterThan(MOST_JSON * 0.9);
  expect(blocks.at(-2)).toMatchObject({ type: "context" });
  expect(JSON.stringify(blocks.at(-2))).toContain("more than fits");
  expect(JSON.stringify(blocks.at(-3))).toContain("…");
});

test("a card of many parts has at most fifty blocks, and keeps its buttons", () => {
  const field = { label: "L", value: "A sentence that needs a line of its own." };
  const fields = Array.from({ length: 40 }, () => field);
  const buttons = [{ label: "Yes", action: "answer", value: "" }];
  const { blocks } = renderCard({ ...hello, fields, buttons }, sealing);
  expect(checkMessage({ blocks })).toEqual([]);
  expect(blocks.length).toBeGreaterThan(45);
  expect(blocks.at(-1)).toMatchObject({ type: "actions" });
  expect(JSON.stringify(blocks.at(-2))).toContain("more than fits");
});

test("a title with many names loses none of them", () => {
  const title = `Ana thanks ${"Constance McAllister, ".repeat(10)}and Ben`;
  expect(jsonOf({ ...hello, title })).toContain(title);
});

test("a long table says how many rows are missing, and a short one none", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => [`School ${at + 1}`, "Not yet", "Ana", "A grant"]);
  const columns = ["School", "Answer", "By", "In the way"];
  const table = (count: number): Card => ({ ...hello, table: { columns, rows: rows(count) } });
  expect(jsonOf(table(87))).toContain("School: School 87\\nAnswer: Not yet · By: Ana");
  expect(jsonOf(table(87))).not.toContain("more");
  const [, missing = ""] = /… and (\d+) more/.exec(jsonOf(table(500))) ?? [];
  expect(jsonOf(table(500))).toContain(`School: School ${500 - Number(missing)}\\n`);
  expect(jsonOf(table(500))).not.toContain(`School: School ${501 - Number(missing)}\\n`);
  expect(checkMessage(renderCard(table(500), sealing))).toEqual([]);
});

test("a picture is shown from https only, and always described", () => {
  const url = "https://example.org/chart.png";
  const image = (given: string, alt = "A chart") =>
    jsonOf({ ...hello, image: { url: given, alt } });
  expect(image(url)).toContain(`"image_url":"${url}","alt_text":"A chart"`);
  expect(image(url, "")).toContain('"alt_text":"Picture"');
  const refused = ["http://example.org/a.png", "data:image/png;base64,AA", "nonsense"];
  for (const bad of [...refused, "https://ana:pw@example.org/a.png"]) {
    expect(image(bad)).not.toContain("image");
  }
});

test("a date shows in the reader's own zone, with its words as the fallback", () => {
  const field = { label: "Reply by", value: "Wed <24>|", at: "2025-09-24T21:00:00Z" };
  expect(jsonOf({ ...hello, fields: [field] })).toContain(
    '"<!date^1758747600^{date_short_pretty} at {time}|Wed &lt;24&gt;>"',
  );
  expect(jsonOf({ ...hello, fields: [{ ...field, at: "soon" }] })).toContain('"Wed &lt;24&gt;"');
});

test("a page that is too long says so", () => {
  const cards = Array.from({ length: 80 }, () => ({ ...hello, title: "A card" }));
  const view = renderPage({ cards, fallback: "Home" }, sealing);
  expect(checkView(view)).toEqual([]);
  expect(view.blocks.length).toBeGreaterThan(90);
  expect(JSON.stringify(view.blocks.at(-1))).toContain("more than fits");
  expect(checkView(renderPage({ cards: [], fallback: "" }, sealing))).toEqual([]);
});

test("a search offers at most a hundred people, each once, and none without an id", () => {
  const people = Array.from({ length: 150 }, (_, at) => ({ value: `p${at}`, label: `Ben ${at}` }));
  const twins = [
    { value: "p0", label: "Ben again" },
    { value: "", label: "Nobody" },
  ];
  const { options } = renderOptions([...people.slice(0, 1), ...twins, ...people]);
  expect(options).toHaveLength(100);
  expect(options[0]).toEqual({
    text: { type: "plain_text", text: "Ben 0", emoji: true },
    value: "p0",
  });
  expect(options[1]?.value).toBe("p1");
  expect(renderOptions([])).toEqual({ options: [] });
});

test("a short answer in a modal shows its title once, a long title in full", () => {
  const view = (title: string) => renderResult({ ...hello, title }, sealing);
  expect(JSON.stringify(view("Posted")).match(/Posted/g)).toHaveLength(1);
  const long = "Lindenwood & Sons Elementary School: not yet";
  expect(view(long)).toMatchObject({ title: { text: "Lindenwood & Sons…" } });
  expect(JSON.stringify(view(long).blocks)).toContain(long);
});
