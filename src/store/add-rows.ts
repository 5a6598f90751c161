import type { QueryPromise } from "drizzle-orm";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Statement } from "./db.ts";
import { chunks, type Scope } from "./rows.ts";

interface Adding<R> {
  /** At the top of its file, so that it is prepared once. */
  readonly one: Statement<R, unknown>;
  readonly many: (rows: R[]) => QueryPromise<unknown>;
}

/**
 * Adds many rows in the way that costs the engine least: SQLite takes a prepared statement for each,
 * which is ten times cheaper than building a long one; PostgreSQL takes as few statements as possible.
 */
export function* addRows<
  R extends { readonly [K in keyof R]: string | number | boolean | Date | object | null },
>(scope: Scope, rows: readonly R[], { one, many }: Adding<R>): Steps<void> {
  if (!scope.locks || rows.length === 1) {
    for (const row of rows) yield* run(scope, one, row);
    return;
  }
  for (const piece of chunks(rows)) yield* q(many(piece));
}
