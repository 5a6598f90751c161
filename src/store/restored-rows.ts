import { and, eq, lte, sql } from "drizzle-orm";
import { lastLook, lastSent } from "#domain/doubt.ts";
import type { RestoredRows } from "#ports/restored-rows.ts";
import { q } from "./db.ts";
import { hasState } from "./outbox-state.ts";
import type { Scope } from "./rows.ts";

/** Sets right what a copy cannot know of the time after it was made. */
export function restoredRows({ query, tables, district }: Scope): RestoredRows {
  const { outboxMessages: o, sessions } = tables;
  const mine = eq(o.districtId, district);
  return {
    *doubtOpen(gap) {
      const open = hasState(o, "waiting", "leased");
      const doubtful = and(mine, open, eq(o.action, "post"), lte(o.dueAt, lastSent(gap)));
      const end = sql.param(lastLook(gap), o.expiresAt);
      const expiresAt = sql`case when ${o.expiresAt} < ${end} then ${o.expiresAt} else ${end} end`;
      const rows = yield* q(
        query
          .update(o)
          .set({ unsure: true, supersedeKey: null, expiresAt })
          .where(doubtful)
          .returning({ id: o.id }),
      );
      return rows.length;
    },
    *endSleep() {
      const asleep = and(mine, o.wakes);
      const awake = { wakes: false };
      return (yield* q(query.update(o).set(awake).where(asleep).returning({ id: o.id }))).length;
    },
    *forgetAccess() {
      const { signInLinks, knownBrowsers, linkCodes } = tables;
      for (const table of [signInLinks, knownBrowsers, linkCodes]) {
        yield* q(query.delete(table).where(eq(table.districtId, district)));
      }
      const own = eq(sessions.districtId, district);
      const ended = yield* q(query.delete(sessions).where(own).returning());
      return new Set(ended.map(({ personId }) => personId)).size;
    },
  };
}
