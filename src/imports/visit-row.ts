import { type ExpeditionKind, type Signal, signals } from "#domain/expedition.ts";
import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { fold } from "#domain/names.ts";
import { MOST_ROOMS } from "#domain/visit-part.ts";
import type { Row } from "./csv-table.ts";
import { quoted } from "./problems.ts";

/** The columns of a list of visits. */
export const visitColumns = [
  "site",
  "visit_date",
  "kind",
  "rooms_visited",
  "look_for",
  "signal",
  "rooms_count",
] as const;
export type VisitColumn = (typeof visitColumns)[number];

/** What no list of visits may hold: it would be about one person or one room, or a judgement. */
export const forbiddenColumns = ["teacher", "room_number", "score", "rating", "rank"] as const;

/** What the rows are read against. */
export interface VisitKnown {
  /** By id, and by folded name where only one school has it. */
  readonly sites: ReadonlyMap<string, { readonly id: SiteId; readonly zone: string }>;
  readonly lookFors: ReadonlySet<string>;
  readonly now: Date;
  /** Rows after this moment are left out; undefined takes them all, and none may lie in the future. */
  readonly until?: Date | undefined;
}

/** One row as it was noticed. */
export interface VisitRow {
  readonly line: number;
  readonly site: SiteId;
  readonly day: string;
  /** True for a row after the moment up to which the list is read. */
  readonly isLater: boolean;
  readonly kind: ExpeditionKind;
  readonly rooms: number;
  readonly lookFor: string;
  /** Undefined for what was not noticed. */
  readonly signal: Signal | undefined;
  readonly count: number;
}

type RawRow = Row<VisitColumn>;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/;
const NUMBER = /^\d{1,3}$/;
const kinds: readonly ExpeditionKind[] = ["baseline", "follow_up"];

/** One row; undefined for a bad one, which has been named then. */
export function toVisitRow(row: RawRow, known: VisitKnown): VisitRow | undefined {
  const site = readSite(row, known);
  const day = readDay(row);
  const isLater = site && day ? findLater(row, { day, zone: site.zone }, known) : undefined;
  const kind = readOf(row, "kind", kinds);
  const rooms = readNumber(row, "rooms_visited", [1, MOST_ROOMS]);
  const lookFor = readLookFor(row, known);
  const noticed = rooms === undefined ? undefined : readNoticed(row, rooms);
  if (!site || !day || isLater === undefined || !kind || rooms === undefined) return undefined;
  if (!noticed || lookFor === undefined) return undefined;
  return { line: row.line, site: site.id, day, isLater, kind, rooms, lookFor, ...noticed };
}

function readSite(row: RawRow, { sites }: VisitKnown) {
  const text = row.filled("site");
  const site = sites.get(text) ?? sites.get(fold(text));
  if (!site && text !== "")
    row.reject(
      "site",
      `names no school of the roster: ${quoted(text)}; use its id or its whole name`,
    );
  return site;
}

function readDay(row: RawRow): string | undefined {
  const text = row.filled("visit_date");
  if (text === "") return undefined;
  const isDay = DAY.test(text) && new Date(`${text}T00:00Z`).toISOString().startsWith(text);
  if (!isDay) row.reject("visit_date", `is ${quoted(text)}, not a day such as 2026-02-06`);
  return isDay ? text : undefined;
}

/** Undefined for a day in the future that nobody leaves out. */
function findLater(
  row: RawRow,
  { day, zone }: { readonly day: string; readonly zone: string },
  { now, until }: VisitKnown,
): boolean | undefined {
  if (until && day > localDay(until, zone)) return true;
  if (day <= localDay(now, zone)) return false;
  row.reject(
    "visit_date",
    `lies in the future: ${quoted(day)}; leave such rows out, or use --until`,
  );
  return undefined;
}

function readOf<T extends string>(
  row: RawRow,
  column: VisitColumn,
  all: readonly T[],
): T | undefined {
  const text = row.filled(column);
  const found = all.find((each) => each === text);
  if (!found && text !== "") row.reject(column, `is ${quoted(text)}, not one of ${all.join(", ")}`);
  return found;
}

function readNumber(
  row: RawRow,
  column: VisitColumn,
  [least, most]: readonly [least: number, most: number],
): number | undefined {
  const text = row.filled(column);
  if (text === "") return undefined;
  const number = NUMBER.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  row.reject(column, `is ${quoted(text)}, not a number from ${least} to ${most}`);
  return undefined;
}

function readLookFor(row: RawRow, { lookFors }: VisitKnown): string | undefined {
  const text = row.filled("look_for");
  if (lookFors.has(text)) return text;
  if (text !== "")
    row.reject("look_for", `is ${quoted(text)}, not one of ${[...lookFors].join(", ")}`);
  return undefined;
}

/** What was noticed has a signal and rooms; what was not has neither. */
function readNoticed(row: RawRow, rooms: number): Pick<VisitRow, "signal" | "count"> | undefined {
  const count = readNumber(row, "rooms_count", [0, rooms]);
  if (row.cell("signal") === "") {
    if (count) row.reject("signal", `is empty, and rooms_count is ${count}`);
    return count === 0 ? { signal: undefined, count } : undefined;
  }
  const signal = readOf(row, "signal", signals);
  if (count === 0) row.reject("rooms_count", "is 0, and there is a signal");
  return signal && count ? { signal, count } : undefined;
}
