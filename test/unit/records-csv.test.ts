import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvHead, csvRow } from "#cli/records-csv.ts";
import type { StoredRecord } from "#ports/record-rows.ts";

const record = (values: StoredRecord["values"]): StoredRecord => ({ id: "r1", values });

/** The cells as a reader of RFC 4180 sees them. */
function cellsOf(values: StoredRecord["values"]): readonly string[] {
  const [row = []]: string[][] = parse(csvRow(record(values)), { relax_quotes: false });
  return row;
}

test.each([
  "=1+1",
  "=cmd|' /C calc'!A0",
  "+1",
  "-1",
  "@SUM(A1)",
  '=HYPERLINK("https://example.org","click")',
])("words that a spreadsheet would run stay words: %j", (text) => {
  expect(cellsOf({ text })[0]).toBe(`'${text}`);
});

test.each([
  ["hola;=HYPERLINK(A1)", "hola;'=HYPERLINK(A1)"],
  ['hola;"=1+1"', 'hola;"\'=1+1"'],
  ["a; @SUM(A1)", "a; '@SUM(A1)"],
  ["a\t+1", "a\t'+1"],
  ["a\r\n-1+cmd|'x'!A0", "a\r\n'-1+cmd|'x'!A0"],
  ["a;- 1+cmd|'x'!A0", "a;'- 1+cmd|'x'!A0"],
  ["\n=1", "'\n'=1"],
])("words stay words where a spreadsheet begins a cell in their middle: %j", (text, expected) => {
  expect(cellsOf({ text })[0]).toBe(expected);
});

test.each([
  "a; b",
  "3; -- 3",
  "we need:\n- bread\n- milk",
  "see you ;-)",
  "a=b;c",
  'she said "thanks"',
  "two\r\nlines",
  "Jun Brânză 😊",
  "1 = 1",
  "plain",
  "a, b",
  "",
])("words come out as they were typed: %j", (text) => {
  expect(cellsOf({ text })[0]).toBe(text);
});

test("every line ends with an empty cell for the officer, under its own heading", () => {
  const one = record({ id: "so1", text: "thanks" });
  expect(csvHead(one)).toBe("id,text,redaction\r\n");
  expect(csvRow(one)).toBe("so1,thanks,\r\n");
});

test("a formula is found inside lists and cards too, where it begins the cell", () => {
  const card = { title: "=1+1", text: "hello", buttons: [{ label: "Hide" }], fallback: "=1+1" };
  expect(cellsOf({ card })[0]).toBe("'=1+1\nhello");
  expect(cellsOf({ list: ["=1", "two", "+2"] })[0]).toBe("'=1; two; '+2");
});

test("times, lists, parts and nothing are told in words", () => {
  const at = new Date("2025-08-18T13:30:00Z");
  const receivers = [{ personId: "ben", toldBy: null }];
  expect(cellsOf({ at, gone: null, done: false, receivers })).toEqual([
    "2025-08-18T13:30:00.000Z",
    "",
    "false",
    "personId: ben",
    "",
  ]);
});
