import { isUtf8 } from "node:buffer";
import { CsvError, type InfoRecord } from "csv-parse";
import { parse } from "csv-parse/sync";
import type { Meter } from "./meter.ts";
import type { Problems } from "./problems.ts";

/** What every reader of one import shares. */
export interface Reading {
  readonly problems: Problems;
  readonly meter: Meter;
  readonly mode: "bulk" | "delta";
}

/** One CSV file and the only columns that are taken out of it. */
interface Table<Column extends string> {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly required: readonly Column[];
  readonly optional?: readonly Column[] | undefined;
}

/** One row; it holds the asked columns and nothing else of the line. */
export interface Row<Column extends string> {
  /** The line in the file on which the row starts; the header is line 1. */
  readonly line: number;
  /** The trimmed cell, "" where an optional column is missing. */
  cell(column: Column): string;
  /** The trimmed cell; an empty one is a bad row. */
  filled(column: Column): string;
  /** Names this row as bad. */
  reject(column: Column, reason: string): void;
}

type OnRow<Column extends string> = (row: Row<Column>) => void;

const lineBreak = /\r\n|\r|\n/g;

const syntaxReasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  CSV_INVALID_CLOSING_QUOTE: "text follows a closing quote",
  INVALID_OPENING_QUOTE: "a quote stands in the middle of a value",
};

/**
 * Calls `onRow` for each row with the right number of cells; bad rows go to `reading.problems`.
 * A missing column ends the import at once, for every row would be bad.
 */
export function readTable<Column extends string>(
  table: Table<Column>,
  reading: Reading,
  onRow: OnRow<Column>,
): void {
  if (!isUtf8(table.bytes)) {
    reading.problems.add({ file: table.file, reason: "is not saved as UTF-8" });
    reading.problems.throwIfAny();
  }
  const lines = newLineCounter();
  let toRow: ToRow<Column> | undefined;
  const onRecord = (cells: readonly string[], context: InfoRecord): null => {
    const line = lines.startOf(cells, context.lines);
    reading.meter.at(context.bytes);
    if (isBlank(cells)) return null;
    if (toRow === undefined) {
      toRow = readHeader(table, reading.problems, cells);
      return null;
    }
    const row = toRow(cells, line);
    if (row !== undefined) onRow(row);
    return null;
  };
  parseCells(table, onRecord, (reason) =>
    reading.problems.add({ file: table.file, line: lines.next(), reason }),
  );
  if (toRow === undefined) readHeader(table, reading.problems, []);
  reading.meter.finish(table.bytes.length);
}

function parseCells(
  table: Table<string>,
  onRecord: (cells: readonly string[], context: InfoRecord) => null,
  onSyntax: (reason: string) => void,
): void {
  try {
    parse(table.bytes, {
      bom: true,
      trim: true,
      relax_column_count: true,
      on_record: (cells: string[], context: InfoRecord) => onRecord(cells, context),
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    onSyntax(syntaxReasons[error.code] ?? "cannot be read as CSV");
  }
}

type ToRow<Column extends string> = (
  cells: readonly string[],
  line: number,
) => Row<Column> | undefined;

/** Finds the asked columns once, and returns what turns cells into a row. */
function readHeader<Column extends string>(
  table: Table<Column>,
  problems: Problems,
  header: readonly string[],
): ToRow<Column> {
  for (const column of table.required) {
    if (!header.includes(column))
      problems.add({ file: table.file, line: 1, column, reason: "is missing from the header" });
  }
  if (table.required.some((column) => !header.includes(column))) problems.throwIfAny();
  const wanted = [...table.required, ...(table.optional ?? [])];
  const positions = wanted.map((column) => header.indexOf(column));
  const places = new Map(wanted.map((column, place) => [column, place]));
  return (cells, line) => {
    const reject = (column: string | undefined, reason: string): void =>
      problems.add({ file: table.file, line, column, reason });
    if (cells.length !== header.length) {
      reject(undefined, `has ${cells.length} columns where the header has ${header.length}`);
      return undefined;
    }
    const picked = positions.map((position) => cells[position] ?? "");
    const cell = (column: Column): string => picked[places.get(column) ?? -1] ?? "";
    return { line, cell, reject, filled: (column) => fill(cell(column), column, reject) };
  };
}

function fill<Column extends string>(
  value: string,
  column: Column,
  reject: (column: Column, reason: string) => void,
): string {
  if (value === "") reject(column, "is empty");
  return value;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === "";
}

interface LineCounter {
  /** The line on which the record of these cells starts. */
  startOf(cells: readonly string[], parserLines: number): number;
  /** The line on which the record after the last one starts. */
  next(): number;
}

/** The parser counts a CRLF inside quotes twice, so lines of such records are counted here. */
function newLineCounter(): LineCounter {
  let next = 1;
  let parserBefore = 0;
  return {
    startOf(cells, parserLines) {
      const start = next;
      const breaks = parserLines === parserBefore + 1 ? 0 : countBreaks(cells);
      parserBefore = parserLines;
      next = start + 1 + breaks;
      return start;
    },
    next: () => next,
  };
}

function countBreaks(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(lineBreak)?.length ?? 0), 0);
}
