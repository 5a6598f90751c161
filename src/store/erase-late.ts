import { setTimeout as wait } from "node:timers/promises";
import { and, eq, ne, sql } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { ErasedRows } from "#ports/store.ts";
import { ERASED_DISTRICT } from "./copy-tables.ts";
import { type Db, type Query, q, type Shape } from "./db.ts";
import { eraseOwn, ofDistrict } from "./erase-district.ts";
import { hasChildren } from "./postgres-troubles.ts";

/** Whoever found the district just before it went has begun to write by then. */
const BEGIN_MS = 1000;
const PAUSE_MS = 100;
/** The server ends whatever of ours does nothing for so long; others' work is not waited for longer. */
const LONGEST_MS = 30_000;

/**
 * What other connections wrote of an erased district while it went, again and again until none of them
 * can any more. Removes nothing of a district that no stone says is erased.
 */
export async function eraseLate(db: Db, district: DistrictId): Promise<ErasedRows> {
  const late: Record<string, number> = {};
  // A file has one writer, and the erasure was its turn.
  if (db.engine === "sqlite") return late;
  await wait(BEGIN_MS);
  const giveUpAt = performance.now() + LONGEST_MS;
  const next = await db.read("every", nextNumber);
  for (;;) {
    // Asked before: who has ended by then writes nothing after the pass.
    const isQuiet = await db.read("every", (query) => haveEnded(query, next));
    const rows = await pass(db, district);
    for (const [name, count] of Object.entries(rows ?? {})) late[name] = (late[name] ?? 0) + count;
    const isDone = isQuiet && rows !== undefined && Object.keys(rows).length === 0;
    if (isDone || performance.now() > giveUpAt) return late;
    await wait(PAUSE_MS);
  }
}

/** Undefined where somebody added to a parent that was just to go. */
async function pass(db: Db, district: DistrictId): Promise<ErasedRows | undefined> {
  const { tables } = db;
  try {
    return await db.transaction({ district }, (query) => eraseAgain({ query, tables }, district));
  } catch (error) {
    if (hasChildren(error)) return undefined;
    throw error;
  }
}

/** True where a stone says that the district was erased. */
export function* hasStone({ query, tables }: Shape, district: DistrictId): Steps<boolean> {
  const { tombstones: t } = tables;
  const isStone = and(eq(t.districtId, district), eq(t.type, ERASED_DISTRICT));
  return (yield* q(query.select({ id: t.record }).from(t).where(isStone))).length > 0;
}

function* eraseAgain(shape: Shape, district: DistrictId): Steps<ErasedRows> {
  if (!(yield* hasStone(shape, district))) return {};
  const { tombstones: t } = shape.tables;
  return yield* eraseOwn(shape, (key) => {
    const own = ofDistrict(shape, key, district);
    return key === "tombstones" ? and(own, ne(t.type, ERASED_DISTRICT)) : own;
  });
}

const nothing = sql`(select 1) as nothing`;

/** The number that the server gives to the next transaction: all that are open have a lower one. */
function* nextNumber(query: Query): Steps<string> {
  const number = sql<string>`pg_snapshot_xmax(pg_current_snapshot())::text`;
  return (yield* q(query.select({ number }).from(nothing)))[0]?.number ?? "0";
}

function* haveEnded(query: Query, next: string): Steps<boolean> {
  const ended = sql<boolean>`pg_snapshot_xmin(pg_current_snapshot()) >= ${next}::text::xid8`;
  return (yield* q(query.select({ ended }).from(nothing)))[0]?.ended ?? false;
}
