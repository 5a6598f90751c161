import { type SQL, sql } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { AuditFault, NewAuditEntry } from "#ports/audit-rows.ts";
import type { ComparedTable } from "#ports/moving.ts";
import type { Steps } from "#ports/steps.ts";
import { auditRows } from "./audit-rows.ts";
import { compareFew, type Sides } from "./copy-compare.ts";
import {
  addLeading,
  type DirectoryAsk,
  directoryTables,
  listLeading,
  readLeading,
  refuseTaken,
} from "./copy-directory.ts";
import { removeArriving, saveArriving } from "./copy-marks.ts";
import type { Reader } from "./copy-reader.ts";
import { addRows, type Row, readPage } from "./copy-rows.ts";
import { districtTables } from "./copy-tables.ts";
import type { Db, Shape } from "./db.ts";
import { outboxRows } from "./outbox-rows.ts";
import type { Scope } from "./rows.ts";

const ownTables = districtTables.filter(({ key }) => key === "districts");

export interface Ending extends DirectoryAsk {
  /** Written into the audit log that arrived; undefined for a copy that only lies there. */
  readonly entry: NewAuditEntry | undefined;
  readonly token: string;
  readonly rows: number;
}

export interface Arrived {
  readonly unsure: number;
  readonly auditFault: AuditFault | undefined;
}

/**
 * The moment at which the district is there: itself, what leads to it, and what was being sent, all in
 * one transaction. Throws MOVE_TAKEN.
 */
export async function arrive(source: Reader, target: Db, ending: Ending): Promise<Arrived> {
  const { district } = ending;
  const leading = await source.read((shape) => readLeading(shape, ending));
  const self = await source.read((shape) => listSelf(shape, district));
  return await target.transaction({ district }, function* (query) {
    const shape = { query, tables: target.tables };
    const scope = toScope(target, shape, district);
    yield* refuseTaken(shape, leading);
    yield* addLeading(shape, leading);
    for (const own of ownTables) yield* addRows(shape, own.key, self);
    const unsure = ending.entry ? yield* outboxRows(scope).releaseLeases() : 0;
    const auditFault = yield* auditRows(scope).findFault();
    yield* tellArrival(scope, ending, auditFault);
    return { unsure, auditFault };
  });
}

function* tellArrival(
  scope: Scope,
  { entry, token, rows, district }: Ending,
  auditFault: AuditFault | undefined,
): Steps<void> {
  if (!entry) {
    yield* removeArriving(scope, district);
    return;
  }
  // Nothing is written behind a broken log: whoever looks into it finds it as it was.
  if (!auditFault) yield* auditRows(scope).append(entry);
  yield* saveArriving(scope, district, { token, state: "done", rows });
}

function* listSelf(shape: Shape, district: DistrictId): Steps<readonly Row[]> {
  const all: Row[] = [];
  for (const own of ownTables)
    all.push(...(yield* readPage(shape, own, { district, after: undefined })));
  return all;
}

/** Compares what came in the last step. */
export async function compareArrived(
  sides: Sides,
  ask: DirectoryAsk,
): Promise<readonly ComparedTable[]> {
  const { district } = ask;
  const compared = [await compareFew(sides, "districts", (shape) => listSelf(shape, district))];
  for (const table of directoryTables) {
    compared.push(await compareFew(sides, NAMES[table], (shape) => listLeading(shape, table, ask)));
  }
  return compared;
}

const NAMES = {
  workspaceLinks: "workspace_links",
  linkCodes: "link_codes",
  installations: "installations",
} as const;

const NOTHING: SQL = sql``;

/** Where nothing is claimed, and nobody waits in this process. */
function toScope({ engine }: Db, shape: Shape, district: DistrictId): Scope {
  const own = { skipLocked: NOTHING, locks: engine === "postgres", district };
  return { ...shape, ...own, newId: () => "", origin: () => undefined, stir: () => undefined };
}
