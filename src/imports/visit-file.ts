import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { ProductError } from "#domain/errors.ts";
import type { PastVisit } from "#domain/past-visits.ts";
import { type Reading, readTable } from "./csv-table.ts";
import { newMeter } from "./meter.ts";
import { invalid, newProblems, type Problems } from "./problems.ts";
import {
  forbiddenColumns,
  toVisitRow,
  type VisitColumn,
  type VisitKnown,
  type VisitRow,
  visitColumns,
} from "./visit-row.ts";

export type { VisitKnown } from "./visit-row.ts";

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 20;
const MOST_ROWS = 100_000;
const HEADER_END = /\r\n|\r|\n/;

export interface VisitFile {
  readonly visits: readonly PastVisit[];
  readonly rowCount: number;
  /** Rows after the day up to which the file was to be read. */
  readonly laterCount: number;
}

/**
 * Reads visits from before the bot was here: all of them, or nothing. Throws VISITS_NOT_FOUND, or
 * IMPORT_INVALID naming up to 20 bad rows.
 */
export async function readVisits(path: string, known: VisitKnown): Promise<VisitFile> {
  const file = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ProductError("VISITS_NOT_FOUND", `There is no file ${path}.`);
  if (found.size > MOST_MEGABYTES * MEGABYTE)
    throw invalid({ file, reason: `is larger than ${MOST_MEGABYTES} MB` });
  return parseVisits({ file, bytes: await readFile(path) }, known);
}

interface Bytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The same for a file that was read already. Throws IMPORT_INVALID. */
function parseVisits({ file, bytes }: Bytes, known: VisitKnown): VisitFile {
  const problems = newProblems();
  refuseForbidden({ file, bytes }, problems);
  const rows: VisitRow[] = [];
  let rowCount = 0;
  readTable({ file, bytes, required: visitColumns }, readingOf(problems, bytes), (row) => {
    rowCount += 1;
    if (rowCount > MOST_ROWS) throw invalid({ file, reason: `has more than ${MOST_ROWS} rows` });
    const read = toVisitRow(row, known);
    if (read) rows.push(read);
  });
  problems.throwIfAny();
  const taken = rows.filter(({ isLater }) => !isLater);
  const visits = gather(taken, (line, column, reason) =>
    problems.add({ file, line, column, reason }),
  );
  problems.throwIfAny();
  return { visits, rowCount: taken.length, laterCount: rows.length - taken.length };
}

/** A list that names a teacher, a room or a score is not read at all: somebody should look at it first. */
function refuseForbidden({ file, bytes }: Bytes, problems: Problems): void {
  const [header = ""] = new TextDecoder().decode(bytes.subarray(0, MEGABYTE)).split(HEADER_END);
  const columns = header.split(",").map((each) => each.replaceAll('"', "").trim().toLowerCase());
  for (const column of forbiddenColumns.filter((each) => columns.includes(each)))
    problems.add({ file, line: 1, column, reason: "must not be there: visits hold no such thing" });
  problems.throwIfAny();
}

function readingOf(problems: Problems, bytes: Uint8Array): Reading {
  return { problems, meter: newMeter(bytes.length, undefined), mode: "bulk" };
}

type Reject = (line: number, column: VisitColumn, reason: string) => void;

/** A visit is all rows of a school on a day, and they agree. */
function gather(rows: readonly VisitRow[], reject: Reject): readonly PastVisit[] {
  const byVisit = new Map<string, VisitRow[]>();
  for (const row of rows) {
    const key = `${row.site} ${row.day}`;
    byVisit.set(key, [...(byVisit.get(key) ?? []), row]);
  }
  const groups = [...byVisit.values()];
  for (const group of groups) checkVisit(group, reject);
  checkFirsts(groups, reject);
  return groups.flatMap(toVisit);
}

function checkVisit(rows: readonly VisitRow[], reject: Reject): void {
  const [first] = rows;
  const seen = new Set<string>();
  for (const { line, kind, rooms, lookFor } of rows) {
    if (kind !== first?.kind) reject(line, "kind", `is not the one of line ${first?.line}`);
    if (rooms !== first?.rooms)
      reject(line, "rooms_visited", `is not the one of line ${first?.line}`);
    if (seen.has(lookFor)) reject(line, "look_for", `stands twice for this visit: ${lookFor}`);
    seen.add(lookFor);
  }
}

/** A school has one first visit. */
function checkFirsts(groups: readonly (readonly VisitRow[])[], reject: Reject): void {
  const firsts = new Map<string, VisitRow>();
  const visits = groups.flatMap(([row]) => row ?? []).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  for (const row of visits) {
    const first = firsts.get(row.site);
    if (row.kind === "baseline" && first)
      reject(row.line, "kind", `is baseline, and so is line ${first.line} of this school`);
    if (row.kind === "baseline" && !first) firsts.set(row.site, row);
  }
}

function toVisit(rows: readonly VisitRow[]): readonly PastVisit[] {
  const [first] = rows;
  if (!first) return [];
  const { site, day, kind, rooms } = first;
  const observations = rows.flatMap(({ lookFor, signal, count }) =>
    signal ? [{ lookFor, signal, rooms: count, note: "" }] : [],
  );
  return [{ site, day, kind, rooms, observations, rowCount: rows.length }];
}
