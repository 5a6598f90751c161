import {
  type AnyColumn,
  and,
  asc,
  count,
  eq,
  getTableColumns,
  ne,
  notInArray,
  type SQL,
  sql,
} from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { MARKS } from "./copy-marks.ts";
import { type DistrictTable, ERASED_DISTRICT } from "./copy-tables.ts";
import { q, type Shape } from "./db.ts";

/** As many as one statement takes: of the widest table 17,000 values, and PostgreSQL takes 65,535. */
export const PAGE = 500;

/** One row as the program sees it: of either engine the same. */
export type Row = Readonly<Record<string, unknown>>;

export interface PageAsk {
  readonly district: DistrictId;
  /** The key of the last row of the page before. */
  readonly after: readonly unknown[] | undefined;
}

/** The next rows in the order of their keys, as this engine sorts them. */
export function* readPage(shape: Shape, own: DistrictTable, ask: PageAsk): Steps<readonly Row[]> {
  const table: SQLiteTable = shape.tables[own.key];
  const columns = getTableColumns(table);
  const keys = own.rowKey.flatMap((name) => columns[name] ?? []);
  const isLater = ask.after && keys.length > 0 ? isAfter(keys, ask.after) : undefined;
  return yield* q(
    shape.query
      .select()
      .from(table)
      .where(and(isOwn(shape, own, ask.district), isLater))
      .orderBy(...keys.map((column) => asc(column)))
      .limit(PAGE),
  );
}

export function keyOf({ rowKey }: DistrictTable, row: Row): readonly unknown[] {
  return rowKey.map((name) => row[name]);
}

/** Adds rows; those that are there already stay as they are. */
export function* addRows(
  { query, tables }: Shape,
  key: keyof Shape["tables"],
  rows: readonly Row[],
): Steps<void> {
  if (rows.length === 0) return;
  const table: SQLiteTable = tables[key];
  yield* q(
    query
      .insert(table)
      .values([...rows])
      .onConflictDoNothing(),
  );
}

function* countRows(shape: Shape, own: DistrictTable, district: DistrictId): Steps<number> {
  const table: SQLiteTable = shape.tables[own.key];
  const found = shape.query.select({ rows: count() }).from(table);
  const [row] = yield* q(found.where(isOwn(shape, own, district)));
  return row?.rows ?? 0;
}

/** How many rows a district has in all its tables. */
export function* countAll(
  shape: Shape,
  tables: readonly DistrictTable[],
  district: DistrictId,
): Steps<number> {
  let rows = 0;
  for (const own of tables) rows += yield* countRows(shape, own, district);
  return rows;
}

/** What tells of a database and not of the district is left out. */
function isOwn({ tables }: Shape, { key }: DistrictTable, district: DistrictId): SQL | undefined {
  const table = tables[key];
  if (!("districtId" in table)) return undefined;
  const mine = eq(table.districtId, district);
  if (key === "settings") return and(mine, notInArray(tables.settings.name, [...MARKS]));
  if (key === "tombstones") return and(mine, ne(tables.tombstones.type, ERASED_DISTRICT));
  return mine;
}

function isAfter(keys: readonly AnyColumn[], after: readonly unknown[]): SQL {
  const values = after.map((value) => sql`${value}`);
  return sql`(${sql.join([...keys], COMMA)}) > (${sql.join(values, COMMA)})`;
}
const COMMA = sql`, `;
