import type { DistrictId } from "#domain/ids.ts";
import type { ComparedTable, Tell } from "#ports/moving.ts";
import type { Steps } from "#ports/steps.ts";
import { rowTables } from "./copy-district.ts";
import type { Reader } from "./copy-reader.ts";
import { countAll, keyOf, PAGE, type Row, readPage } from "./copy-rows.ts";
import { createSum, type Sum } from "./copy-sums.ts";
import type { DistrictTable } from "./copy-tables.ts";
import type { Shape } from "./db.ts";

export interface Sides {
  readonly source: Reader;
  readonly target: Reader;
}

/** Reads every row of a district on both sides, and adds each table up by the same rule. */
export async function compareRows(
  sides: Sides,
  district: DistrictId,
  tell: Tell,
): Promise<readonly ComparedTable[]> {
  const { source, target } = sides;
  const counts = [source, target].map(
    async (side) => await side.read((shape) => countAll(shape, rowTables, district)),
  );
  const total = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  let done = 0;
  const seen = (rows: number): void => {
    done += rows;
    tell({ district, step: "comparing", done, total: Math.max(total, done) });
  };
  const compared: ComparedTable[] = [];
  for (const own of rowTables) {
    const sums = [source, target].map(async (side) => await addUp(side, { own, district, seen }));
    const [from, to] = await Promise.all(sums);
    if (from && to) compared.push(toCompared(own.name, from, to));
  }
  return compared;
}

interface Adding {
  readonly own: DistrictTable;
  readonly district: DistrictId;
  readonly seen: (rows: number) => void;
}

async function addUp(side: Reader, { own, district, seen }: Adding): Promise<Sum> {
  const sum = createSum(own.columns);
  let after: readonly unknown[] | undefined;
  let rows: readonly Row[];
  do {
    const ask = { district, after };
    rows = await side.read((shape) => readPage(shape, own, ask));
    for (const row of rows) sum.add(row);
    const last = rows.at(-1);
    after = last && keyOf(own, last);
    seen(rows.length);
  } while (rows.length === PAGE);
  return sum;
}

/** The same for a few rows that belong to no table's pages. */
export async function compareFew(
  { source, target }: Sides,
  table: string,
  list: (shape: Shape) => Steps<readonly Row[]>,
): Promise<ComparedTable> {
  const [from, to] = [await source.read(list), await target.read(list)];
  const columns = [...new Set([...from, ...to].flatMap((row) => Object.keys(row)))].sort();
  const sums = [from, to].map((rows) => {
    const sum = createSum(columns);
    for (const row of rows) sum.add(row);
    return sum;
  });
  const nothing = createSum([]);
  return toCompared(table, sums[0] ?? nothing, sums[1] ?? nothing);
}

function toCompared(table: string, from: Sum, to: Sum): ComparedTable {
  const rows = { from: from.rows(), to: to.rows() };
  const sums = { from: from.hash(), to: to.hash() };
  return { table, rows, sums, isSame: rows.from === rows.to && sums.from === sums.to };
}
