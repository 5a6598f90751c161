import ts from "typescript";
import { expect, test } from "vitest";
import english from "#messages/content/pages.en.json" with { type: "json" };
import spanish from "#messages/content/pages.es.json" with { type: "json" };
import { placeholdersOf } from "#messages/message-format.ts";
import { checkPageTexts, pageWords } from "#messages/page-words.ts";
import { codeFiles } from "#test/house/files.ts";
import { parse, place, walk } from "#test/house/syntax.ts";

const SIGNS = /[!\u2013\u2014]/;
const TAGS = /<[^<>]*>|[\w-]+="[^"]*"|^ (?:selected|checked)$/g;
/** A button's value is sent, and its words stand between its tags. */
const SPOKEN = /(?:aria-label|alt|title|placeholder)="([^"\0]+)"|<input[^<>]* value="([^"\0]+)"/g;
const LETTER = /\p{L}/u;
const HOLE = "\0";

const es = pageWords("es");
const en = pageWords("en");
const slotsIn = (text: string): string[] => [...new Set(placeholdersOf(text))].sort();

test("both languages say the same things, with the same placeholders", () => {
  expect(Object.keys(spanish)).toEqual(Object.keys(english));
  const slots = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([key, text]) => `${key}: ${slotsIn(text)}`);
  expect(slots(spanish)).toEqual(slots(english));
  expect(checkPageTexts("en", english)).toEqual([]);
  expect(checkPageTexts("es", spanish)).toEqual([]);
});

test("a text that is missing, not known, or has another placeholder is named", () => {
  const { back, ...without } = spanish;
  expect(checkPageTexts("es", without)).toEqual(['The text "back" (es) is missing.']);
  expect(checkPageTexts("es", { ...spanish, bakc: back })).toEqual([
    'The text "bakc" (es) is said nowhere.',
  ]);
  expect(checkPageTexts("es", { ...spanish, week_clusters: "Escuelas de {nombres}." })).toEqual([
    'The text "week_clusters (es)" uses {nombres}, which nothing fills in there.',
    'The text "week_clusters" (es) does not say {names}.',
  ]);
});

test("the pages speak calmly: no exclamation marks and no dashes", () => {
  const loud = [...Object.values(english), ...Object.values(spanish)].filter((text) =>
    SIGNS.test(text),
  );
  expect(loud).toEqual([]);
});

test("days, times and lists are as people write them", () => {
  const now = new Date("2025-08-18T14:00:00Z");
  const at = (text: string) => new Date(text);
  const zone = "America/Chicago";
  expect(en.moment(at("2025-08-18T18:45:00Z"), now, zone)).toBe("today, 1:45 PM");
  expect(es.moment(at("2025-08-19T12:30:00Z"), now, zone)).toBe("mañana, 7:30 a.m.");
  expect(es.moment(at("2026-01-06T13:30:00Z"), now, zone)).toBe(
    "martes 6 de enero de 2026, 7:30 a.m.",
  );
  expect(en.day("2026-01-06", "2025-08-18")).toBe("Tuesday, January 6, 2026");
  expect(es.list(["Ana", "Luis", "Inés"])).toBe("Ana, Luis e Inés");
});

/** What a template says by itself: without its tags, and without what is filled in. */
function saidBy(template: ts.TaggedTemplateExpression): string {
  const { template: body } = template;
  const parts = ts.isNoSubstitutionTemplateLiteral(body)
    ? [body.text]
    : [body.head.text, ...body.templateSpans.map(({ literal }) => literal.text)];
  const markup = parts.join(HOLE);
  const spoken = [...markup.matchAll(SPOKEN)].map(([, heard, typed]) => heard ?? typed ?? "");
  return [markup.replace(TAGS, ""), ...spoken].join(" ");
}

function wordsInMarkup(tree: ts.SourceFile): string[] {
  return [...walk(tree)]
    .filter(ts.isTaggedTemplateExpression)
    .filter(({ tag }) => tag.getText() === "html")
    .filter((template) => LETTER.test(saidBy(template)))
    .map((template) => `${place(template)} ${saidBy(template).trim()}`);
}

test("no page has a word of its own: all of them can be reworded in both languages", () => {
  const files = codeFiles("src/web").map(parse);
  expect(files.flatMap(wordsInMarkup)).toEqual([]);
});

test("this rule sees a word between tags and one that is only heard", () => {
  const seen = ts.createSourceFile(
    "x.ts",
    `html\`<p>Hello \${name}</p>\`; html\`<nav aria-label="Menu">\${a}</nav>\`; html\`<p>\${a}: \${b}</p>\`;`,
    ts.ScriptTarget.Latest,
    true,
  );
  expect(wordsInMarkup(seen)).toHaveLength(2);
});
