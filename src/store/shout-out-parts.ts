import { and, eq, inArray } from "drizzle-orm";
import type { ShoutOutId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { isFree } from "./record-match.ts";
import { readHeld } from "./record-wanted.ts";
import type { Scope } from "./rows.ts";

/** What goes with shout-outs: whom they thank, what quotes them, and reports that no hold covers. */
export function* removeParts(scope: Scope, ids: readonly ShoutOutId[]): Steps<void> {
  const { query, tables, district } = scope;
  const { shoutOutReceivers: r, shoutOutQuotes: c, shoutOutReports: t } = tables;
  for (const table of [r, c]) {
    const theirs = and(eq(table.districtId, district), inArray(table.shoutOutId, [...ids]));
    yield* q(query.delete(table).where(theirs));
  }
  const held = yield* readHeld(scope, "shout_out_report");
  const reports = and(eq(t.districtId, district), inArray(t.shoutOutId, [...ids]));
  yield* q(query.delete(t).where(held ? and(reports, isFree(held)) : reports));
}
