import { setTimeout as wait } from "node:timers/promises";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Tell } from "#ports/moving.ts";
import { type Arriving, findArriving, saveArriving } from "./copy-marks.ts";
import type { Reader } from "./copy-reader.ts";
import { addRows, countAll, keyOf, PAGE, type Row, readPage } from "./copy-rows.ts";
import { type DistrictTable, districtTables } from "./copy-tables.ts";
import type { Db } from "./db.ts";
import { isLost } from "./postgres-troubles.ts";

const PAUSE_MS = 1000;

/** All but the district itself, which comes when all of it is there. */
export const rowTables = districtTables.filter(({ key }) => key !== "districts");

export interface CopyParts {
  readonly source: Reader;
  readonly target: Db;
  readonly district: DistrictId;
  /** Both sides know it; whoever goes on must have the same. */
  readonly token: string;
  /** How long a target that went away is waited for. */
  readonly patienceMs: number;
  readonly tell: Tell;
}

export interface CopyCount {
  /** Of an earlier try. */
  readonly before: number;
  readonly copied: number;
}

/**
 * Copies what is not there yet. A page and the place where it ends are kept in one transaction, so a
 * copy that was killed goes on behind its last page. Throws DATABASE_UNAVAILABLE and MOVE_REFUSED.
 */
export async function copyRows(parts: CopyParts): Promise<CopyCount> {
  const { source, target, district, token, tell } = parts;
  const total = await source.read((shape) => countAll(shape, rowTables, district));
  const start = await target.read({ district }, (query) =>
    findArriving({ query, tables: target.tables }, district),
  );
  let mark: Arriving = start ?? { token, state: "copying", rows: 0 };
  const before = mark.rows;
  const told = (step: "copying" | "waiting") =>
    tell({ district, step, done: mark.rows, total: Math.max(total, mark.rows) });
  for (const own of tablesFrom(mark)) {
    let after = mark.last?.table === own.name ? mark.last.key : undefined;
    let rows: readonly Row[];
    do {
      const ask = { district, after };
      rows = await source.read((shape) => readPage(shape, own, ask));
      const last = rows.at(-1);
      if (!last) break;
      after = keyOf(own, last);
      const next = {
        ...mark,
        last: { table: own.name, key: after },
        rows: mark.rows + rows.length,
      };
      await patiently(parts, () => told("waiting"), keepPage(parts, { own, rows, mark: next }));
      mark = next;
      told("copying");
    } while (rows.length === PAGE);
  }
  return { before, copied: mark.rows - before };
}

/** The table where it stopped, and those behind it. */
function tablesFrom({ last }: Arriving): readonly DistrictTable[] {
  const at = rowTables.findIndex(({ name }) => name === last?.table);
  return at === -1 ? rowTables : rowTables.slice(at);
}

interface Page {
  readonly own: DistrictTable;
  readonly rows: readonly Row[];
  readonly mark: Arriving;
}

function keepPage({ target, district }: CopyParts, { own, rows, mark }: Page) {
  return async (): Promise<void> => {
    const keeping = target.transaction({ district }, function* (query) {
      const shape = { query, tables: target.tables };
      yield* addRows(shape, own.key, rows);
      yield* saveArriving(shape, district, mark);
    });
    await keeping.catch((error: unknown) => {
      throw isOver(error) || isLost(error) ? error : refused(own, error);
    });
  };
}

/** The rows may hold people's words, so what the database says of them is only the cause. */
function refused({ name }: DistrictTable, cause: unknown): ProductError {
  const what = `The database takes a row of ${name} as it stands in the source for none of its own.`;
  return new ProductError("MOVE_REFUSED", what, { cause });
}

function isOver(error: unknown): boolean {
  const code = error instanceof ProductError ? error.code : "";
  return code === "DATABASE_UNAVAILABLE" || code === "DATABASE_UNSURE";
}

/** Does again, for as long as the target may be away, what may be done twice. */
export async function patiently<T>(
  { patienceMs }: Pick<CopyParts, "patienceMs">,
  tell: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const done = await work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ("value" in done) return done.value;
    if (!isOver(done.error) || performance.now() > giveUpAt) throw done.error;
    tell();
    await wait(Math.min(PAUSE_MS, patienceMs));
  }
}
