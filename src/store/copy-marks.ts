import { and, eq } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { q, type Shape } from "./db.ts";

/** On the database that a district leaves: which one it goes to, and whether it is there. */
const LEAVING = "moved_to";
/** On the database that it comes to: how far it is. */
const ARRIVING = "moved_from";

/** Both tell of the database that they stand in, and are never copied. */
export const MARKS: readonly string[] = [LEAVING, ARRIVING];

export interface Leaving {
  /** The same on both sides: what belongs to one move. */
  readonly token: string;
  /** Where it goes, without a password. */
  readonly to: string;
  readonly at: string;
  readonly state: "moving" | "moved";
}

export interface Arriving {
  readonly token: string;
  readonly state: "copying" | "done";
  /** The last row that was kept, with its table; undefined before the first. */
  readonly last?: { readonly table: string; readonly key: readonly unknown[] } | undefined;
  /** How many rows were kept. */
  readonly rows: number;
}

/** Undefined where there is none, or one that nobody can read. */
export function* findLeaving(shape: Shape, district: DistrictId): Steps<Leaving | undefined> {
  const mark = yield* find(shape, district, LEAVING);
  return isLeaving(mark) ? mark : undefined;
}

export function* saveLeaving(shape: Shape, district: DistrictId, mark: Leaving): Steps<void> {
  yield* save(shape, district, { name: LEAVING, value: JSON.stringify(mark) });
}

export function* findArriving(shape: Shape, district: DistrictId): Steps<Arriving | undefined> {
  const mark = yield* find(shape, district, ARRIVING);
  return isArriving(mark) ? mark : undefined;
}

export function* saveArriving(shape: Shape, district: DistrictId, mark: Arriving): Steps<void> {
  yield* save(shape, district, { name: ARRIVING, value: JSON.stringify(mark) });
}

/** The district stays where it is. */
export function* removeLeaving(shape: Shape, district: DistrictId): Steps<void> {
  yield* q(shape.query.delete(shape.tables.settings).where(isMark(shape, district, LEAVING)));
}

/** A fresh file is nobody's second home. */
export function* removeArriving(shape: Shape, district: DistrictId): Steps<void> {
  yield* q(shape.query.delete(shape.tables.settings).where(isMark(shape, district, ARRIVING)));
}

function isMark({ tables: { settings } }: Shape, district: DistrictId, name: string) {
  return and(eq(settings.districtId, district), eq(settings.name, name));
}

function* find(shape: Shape, district: DistrictId, name: string): Steps<unknown> {
  const { settings } = shape.tables;
  const rows = yield* q(
    shape.query
      .select()
      .from(settings)
      .where(isMark(shape, district, name)),
  );
  return rows[0] && parse(rows[0].value);
}

function* save(
  { query, tables: { settings } }: Shape,
  districtId: DistrictId,
  { name, value }: { readonly name: string; readonly value: string },
): Steps<void> {
  const target = [settings.districtId, settings.name];
  yield* q(
    query
      .insert(settings)
      .values({ districtId, name, value })
      .onConflictDoUpdate({ target, set: { value } }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMarked(value: unknown): value is { readonly token: string; readonly state: string } {
  const isObject = typeof value === "object" && value !== null;
  return isObject && "token" in value && "state" in value;
}

function isLeaving(value: unknown): value is Leaving {
  return isMarked(value) && (value.state === "moving" || value.state === "moved");
}

function isArriving(value: unknown): value is Arriving {
  return isMarked(value) && (value.state === "copying" || value.state === "done");
}
