import { and, asc, eq, gte } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { PraiseRows } from "#ports/praise-rows.ts";
import { run, type Shape } from "./db.ts";
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

interface Sent {
  readonly district: DistrictId;
  readonly subject: string;
  readonly since: string;
}

const sentSince = ({ query, tables: { nudgesSent: n } }: Shape, is: Sent) =>
  query
    .select()
    .from(n)
    .where(and(eq(n.districtId, is.district), eq(n.subject, is.subject), gte(n.day, is.since)))
    .orderBy(asc(n.day));

const insertSent = (
  { query, tables: { nudgesSent } }: Shape,
  row: Scope["tables"]["nudgesSent"]["$inferSelect"],
) => query.insert(nudgesSent).values(row).onConflictDoNothing();

function nudgeRows(scope: Scope) {
  const { district } = scope;
  return {
    *listNudgesSent(subject, since) {
      const rows = yield* run(scope, sentSince, { district, subject, since });
      return rows.map(({ nudge, day }) => ({ subject, nudge, day }));
    },
    *addNudgeSent(sent) {
      yield* run(scope, insertSent, { ...sent, districtId: district });
    },
  } satisfies Partial<PraiseRows>;
}
