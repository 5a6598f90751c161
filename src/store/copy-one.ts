import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { NewAuditEntry } from "#ports/audit-rows.ts";
import type { ComparedTable, Copied, Tell } from "#ports/moving.ts";
import { compareRows } from "./copy-compare.ts";
import { copyRows, patiently, rowTables } from "./copy-district.ts";
import { arrive, compareArrived } from "./copy-ending.ts";
import { type Arriving, findArriving, saveArriving } from "./copy-marks.ts";
import { openReader, type Reader } from "./copy-reader.ts";
import { countAll } from "./copy-rows.ts";
import { districtTables } from "./copy-tables.ts";
import type { Db } from "./db.ts";
import { eraseRows } from "./erase-district.ts";
import type { DbOptions } from "./open-db.ts";

export interface CopyJob {
  readonly source: Reader;
  readonly target: Db;
  /** To read the target a second time, by itself. */
  readonly reading: DbOptions;
  readonly district: DistrictId;
  readonly token: string;
  readonly startOver: boolean;
  readonly alsoUnlinked: boolean;
  readonly entry: Omit<NewAuditEntry, "facts"> | undefined;
  readonly patienceMs: number;
  readonly tell: Tell;
}

/**
 * Copies, compares and lets the district arrive if all of it is the same. Throws MOVE_TAKEN,
 * MOVE_UNFINISHED, MOVE_REFUSED and DATABASE_UNAVAILABLE.
 */
export async function copyOne(job: CopyJob): Promise<Copied> {
  const { district, source } = job;
  const mark = await clear(job);
  if (mark?.state === "done") return await tellDone(job, mark);
  const begunMs = performance.now();
  const counts = await copyRows(job);
  const copyMs = performance.now() - begunMs;
  const tables = await compare(
    job,
    async (target) => await compareRows({ source, target }, district, job.tell),
  );
  const nothing = { unsure: 0, auditFault: undefined };
  if (!isAllSame(tables)) {
    return { district, tables, isSame: false, ...counts, copyMs, ...nothing };
  }
  const rows = counts.before + counts.copied;
  const entry = job.entry && { ...job.entry, facts: { rows: String(rows) } };
  const arrived = await arrive(source, job.target, { ...job, entry, rows });
  const last = await compare(job, async (target) => await compareArrived({ source, target }, job));
  const all = [...tables, ...last];
  return { district, tables: all, isSame: isAllSame(all), ...counts, copyMs, ...arrived };
}

/** It was killed between its arrival and the mark on the file that it left. */
async function tellDone(job: CopyJob, { rows }: Arriving): Promise<Copied> {
  const tables = await compare(
    job,
    async (target) => await compareArrived({ source: job.source, target }, job),
  );
  const counts = { before: rows, copied: 0, copyMs: 0, unsure: 0, auditFault: undefined };
  return { district: job.district, tables, isSame: isAllSame(tables), ...counts };
}

function isAllSame(tables: readonly ComparedTable[]): boolean {
  return tables.every(({ isSame }) => isSame);
}

/** Not the connections that wrote, and not what they remember: the rows as a new reader finds them. */
async function compare(
  job: CopyJob,
  look: (target: Reader) => Promise<readonly ComparedTable[]>,
): Promise<readonly ComparedTable[]> {
  const { reading, district, tell } = job;
  const waiting = () => tell({ district, step: "waiting", done: 0, total: 0 });
  return await patiently(job, waiting, async () => {
    const target = await openReader(reading, district);
    return await look(target).finally(target.close);
  });
}

/** Makes sure that what is there is this copy's own; gives how far it is. */
async function clear(job: CopyJob): Promise<Arriving | undefined> {
  const { target, district, token, startOver } = job;
  const { mark, rows } = await target.read({ district }, function* (query) {
    const shape = { query, tables: target.tables };
    const found = yield* findArriving(shape, district);
    return { mark: found, rows: yield* countAll(shape, districtTables, district) };
  });
  if (mark?.token === token && (mark.state === "done" || !startOver)) return mark;
  if (mark?.state === "copying") {
    if (!startOver) throw unfinished(district);
    await target.transaction({ district }, (query) =>
      eraseRows({ query, tables: target.tables }, district),
    );
  } else if (rows > 0 && !(await isThere(job))) throw taken(district, rows);
  await target.transaction({ district }, (query) =>
    saveArriving({ query, tables: target.tables }, district, { token, state: "copying", rows: 0 }),
  );
  return undefined;
}

/** True if somebody brought the very same rows by other means. */
async function isThere(job: CopyJob): Promise<boolean> {
  const { source, district, tell } = job;
  const tables = await compare(
    job,
    async (target) => await compareRows({ source, target }, district, tell),
  );
  return tables.length === rowTables.length && isAllSame(tables);
}

function unfinished(district: DistrictId): ProductError {
  const what = `There is a copy of ${district} that another move began and did not finish.`;
  return new ProductError("MOVE_UNFINISHED", what);
}

function taken(district: DistrictId, rows: number): ProductError {
  const what = `The other database holds ${rows} rows of ${district}, and they are not the same.`;
  return new ProductError("MOVE_TAKEN", what);
}
