import { csvLine } from "#domain/csv-line.ts";
import type { StoredRecord } from "#ports/record-rows.ts";

/** The officer's own column, filled in by hand. */
const REDACTION = "redaction";

/** The first line: a type's columns, and one for the officer. */
export function csvHead({ values }: StoredRecord): string {
  return csvLine([...Object.keys(values), REDACTION]);
}

/** One record as a line of RFC 4180. */
export function csvRow({ values }: StoredRecord): string {
  return csvLine([...Object.values(values).map(toText), ""]);
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

/** What people read of a card: its buttons and its drawing say nothing more. An older card has one "chart". */
const UNREAD: ReadonlySet<string> = new Set(["buttons", "chart", "charts", "image", "fallback"]);

function wordsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => (UNREAD.has(name) ? [] : wordsOf(part)));
}
