import { and, asc, eq, gte } from "drizzle-orm";
import type { PraiseRows } from "#ports/praise-rows.ts";
import { q } from "./db.ts";
import { ownPraiseRows } from "./own-praise-rows.ts";
import { changeShoutOuts } from "./praise-changes.ts";
import { readShoutOuts } from "./praise-reads.ts";
import { trailRows } from "./praise-trail-rows.ts";
import type { Scope } from "./rows.ts";

/** Shout-outs with what follows them, and the nudges that were sent; the guard stands with the others. */
export function praiseRows(scope: Scope): Omit<PraiseRows, "guardShoutOut"> {
  return {
    ...changeShoutOuts(scope),
    ...readShoutOuts(scope),
    ...trailRows(scope),
    ...ownPraiseRows(scope),
    ...nudgeRows(scope),
  };
}

function nudgeRows({ query, tables, district }: Scope) {
  const { nudgesSent } = tables;
  return {
    *listNudgesSent(subject, since) {
      const some = and(
        eq(nudgesSent.districtId, district),
        eq(nudgesSent.subject, subject),
        gte(nudgesSent.day, since),
      );
      const rows = yield* q(
        query.select().from(nudgesSent).where(some).orderBy(asc(nudgesSent.day)),
      );
      return rows.map(({ nudge, day }) => ({ subject, nudge, day }));
    },
    *addNudgeSent(sent) {
      const row = { ...sent, districtId: district };
      yield* q(query.insert(nudgesSent).values(row).onConflictDoNothing());
    },
  } satisfies Partial<PraiseRows>;
}
