import type { SQL } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { Query } from "./db.ts";
import type { Schema } from "./schema.ts";

/** What every `*-rows.ts` works with: one transaction, one district. */
export interface Scope {
  readonly query: Query;
  readonly tables: Schema;
  readonly district: DistrictId;
  readonly skipLocked: SQL;
  /** True where several writers work at once, so that a body must lock what it decides on. */
  readonly locks: boolean;
  /** Ids that sort by the time they were made. */
  readonly newId: () => string;
  /** The request that the body belongs to; undefined for what is due by itself. */
  readonly origin: () => string | undefined;
  /** Says that what is due may have changed: whoever waits for it looks again after the commit. */
  readonly stir: () => void;
}

const CHUNK = 500;
const FEW = 4;

/** Rows in pieces that stay below both engines' limit of variables. */
export function chunks<T>(rows: readonly T[]): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < rows.length; at += CHUNK) pieces.push(rows.slice(at, at + CHUNK));
  return pieces;
}

/**
 * Rows of so many keys are read one by one, which is prepared; of more in one statement. Over a network a
 * statement costs more than its preparing.
 */
export function isFew(scope: Pick<Scope, "locks">, keys: readonly unknown[]): boolean {
  return keys.length <= (scope.locks ? 1 : FEW);
}

/** PostgreSQL refuses NUL in text; nobody means it. */
export function clean(text: string): string {
  return text.replaceAll("\0", "");
}

/** The same for every string of a card. */
export function cleanAll<T>(value: T): T {
  const text = JSON.stringify(value);
  if (!text.includes("\\u0000")) return value;
  return JSON.parse(text, (_key, part: unknown) => (typeof part === "string" ? clean(part) : part));
}

/** Database NULL becomes "not there". */
export function orUndefined<T>(value: T | null): T | undefined {
  return value ?? undefined;
}
