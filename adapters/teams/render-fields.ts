import { isBlank, oneLine, shorten } from "#domain/plain-text.ts";
import type { Field, Table } from "#ports/card.ts";
import type { Element, RichTextBlock, TableCell } from "./render-elements.ts";
import { bytesOf, type Stack } from "./render-stack.ts";
import { rich, run, texts } from "./render-text.ts";
import { words } from "./words.ts";

/** A value longer than this reads badly behind its label. */
const SHORT_VALUE = 40;
const LABEL_LENGTH = 200;
const CELL_LENGTH = 300;
/** With more columns, words would break on a phone: what is left of a row goes into the second. */
const MOST_COLUMNS = 3;
const LABEL_END = /[.:?!…]$/;

/**
 * Labels in front of their values where all are short, else above them; false where something was
 * cut.
 */
export function addFields(stack: Stack, fields: readonly Field[]): boolean {
  const shown = fields.filter(({ label, value }) => !isBlank(label) || !isBlank(value));
  if (shown.every(isBrief)) {
    return shown.every((field, at) => stack.add([briefField(field, at === 0)]));
  }
  return shown.every((field) => {
    const label = oneLine(field.label, "");
    const above = label === "" ? [] : [strong(label)];
    return stack.add(above) && stack.addTexts(texts(field.value, "small"));
  });
}

function isBrief({ label, value }: Field): boolean {
  return value.length <= SHORT_VALUE && !value.includes("\n") && !LABEL_END.test(label.trim());
}

function briefField({ label, value }: Field, isFirst: boolean): Element {
  const named = shorten(oneLine(label, ""), LABEL_LENGTH);
  const start = named === "" ? [] : [run(`${named}: `, { weight: "bolder" })];
  return rich([...start, run(oneLine(value, words().nothing))], isFirst ? undefined : "small");
}

function strong(label: string): RichTextBlock {
  return rich([run(shorten(label, LABEL_LENGTH), { weight: "bolder" })], "medium");
}

/** Rows that name their columns; the ones without room are counted. */
export function addTable(stack: Stack, { columns, rows }: Table): void {
  const shown = rows.filter((row) => row.some((cell) => !isBlank(cell)));
  if (shown.length === 0 || stack.add([drawTable(columns, shown)])) return;
  const lines = shown.map((row) => lineOf(columns, row));
  const note = (count: number): Element[] => [rich([run(words().rowsLeftOut(count))], "small")];
  let left = stack.left() - bytesOf(note(lines.length));
  const misfit = lines.findIndex((line) => {
    left -= bytesOf([line]);
    return left < 0;
  });
  const fitting = misfit < 0 ? lines.length : misfit;
  stack.add(lines.slice(0, fitting));
  if (fitting < lines.length) stack.add(note(lines.length - fitting));
}

function drawTable(columns: readonly string[], rows: readonly (readonly string[])[]): Element {
  const widest = Math.max(columns.length, ...rows.map((row) => row.length));
  const isWide = widest > MOST_COLUMNS;
  const width = isWide ? 2 : widest;
  const bodies = isWide ? rows.map((row) => [row[0] ?? "", restOf(columns, row)]) : rows;
  const named = columns.slice(0, width);
  const hasHeader = named.some((column) => !isBlank(column));
  const toRow = (cells: readonly string[], isHeader: boolean) => ({
    type: "TableRow" as const,
    cells: Array.from({ length: width }, (_, at) => cellOf(cells[at] ?? "", isHeader)),
  });
  return {
    type: "Table",
    firstRowAsHeader: hasHeader,
    showGridLines: true,
    gridStyle: "default",
    // Equal widths: phones draw no others.
    columns: Array.from({ length: width }, () => ({ width: 1 })),
    rows: [
      ...(hasHeader ? [toRow(named, true)] : []),
      ...bodies.map((cells) => toRow(cells, false)),
    ],
  };
}

function cellOf(text: string, isHeader: boolean): TableCell {
  const said = shorten(oneLine(text, words().nothing), CELL_LENGTH);
  return {
    type: "TableCell",
    items: [rich([run(said, isHeader ? { weight: "bolder" } : {})])],
  };
}

/** The second cell, and the ones after it with the names of their columns. */
function restOf(columns: readonly string[], row: readonly string[]): string {
  const cells = row.slice(1).flatMap((cell, at) => {
    const label = at === 0 ? "" : oneLine(columns[at + 1] ?? "", "");
    const value = oneLine(cell, "");
    if (value === "") return [];
    return [label === "" ? value : `${label}: ${value}`];
  });
  return cells.join(" · ");
}

function lineOf(columns: readonly string[], row: readonly string[]): Element {
  const first = shorten(oneLine(row[0] ?? "", words().nothing), CELL_LENGTH);
  const rest = shorten(restOf(columns, row), CELL_LENGTH);
  const start = run(rest === "" ? first : `${first}: `, { weight: "bolder" });
  return rich(rest === "" ? [start] : [start, run(rest)], "small");
}
