import type { StoredRecord } from "#ports/record-rows.ts";

/** So that spreadsheets read the file as UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** A spreadsheet would run what begins like this. */
const FORMULA = /^[=+\-@\t\r\n]/;
/** Where lists are parted by ";" a cell begins there too; "a; b" and "; -- 3" are plain words. */
const LATER_FORMULA =
  /([;\t\r\n][ \u00A0"]*)(?=[=@]|[+-]+[\p{L}\p{N}("'=@.]|[+-][^;\t\r\n]*[(|!])/gu;
const NEEDS_QUOTES = /[",\r\n]/;
const QUOTE = /"/g;
/** The officer's own column, filled in by hand. */
const REDACTION = "redaction";

/** The first line: a type's columns, and one for the officer. */
export function csvHead({ values }: StoredRecord): string {
  return toLine([...Object.keys(values), REDACTION]);
}

/** One record as a line of RFC 4180. */
export function csvRow({ values }: StoredRecord): string {
  return toLine([...Object.values(values).map(toText), ""]);
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

function toCell(text: string): string {
  const inside = text.replace(LATER_FORMULA, "$1'");
  const safe = FORMULA.test(inside) ? `'${inside}` : inside;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replace(QUOTE, '""')}"` : safe;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toText).join("; ");
  if (typeof value !== "object") return String(value);
  return "fallback" in value ? wordsOf(value).join("\n") : toPairs(value);
}

function toPairs(value: object): string {
  const pairs = Object.entries(value).filter(([, each]) => each !== null);
  return pairs.map(([name, each]) => `${name}: ${toText(each)}`).join(", ");
}

/** What people read of a card: its buttons and its drawing say nothing more. */
const UNREAD: ReadonlySet<string> = new Set(["buttons", "chart", "image", "fallback"]);

function wordsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => (UNREAD.has(name) ? [] : wordsOf(part)));
}
