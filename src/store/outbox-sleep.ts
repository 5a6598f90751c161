import { and, asc, desc, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { OutboxRows } from "#ports/outbox-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { laneOf } from "./outbox-row.ts";
import { orUndefined, type Scope } from "./rows.ts";

/** After four weeks what was missed is no news any more. */
const LONGEST_SLEEP_MS = 28 * 24 * 60 * 60 * 1000;

interface InLane {
  readonly district: DistrictId;
  readonly lane: string;
}

const isAsleep = ({ tables: { outboxMessages: o } }: Pick<Shape, "tables">, is: InLane) =>
  and(eq(o.districtId, is.district), eq(o.lane, is.lane), o.wakes);

const sleepingIn = (shape: Shape, is: InLane & { readonly now: Date; readonly since: Date }) => {
  const { outboxMessages: o } = shape.tables;
  const inTime = and(or(isNull(o.expiresAt), gt(o.expiresAt, is.now)), gt(o.settledAt, is.since));
  return shape.query
    .select({ id: o.id, kind: o.kind, recipient: o.recipient, budgetOf: o.budgetOf })
    .from(o)
    .where(and(isAsleep(shape, is), inTime, isNull(o.takenBack)))
    .orderBy(asc(o.urgency), desc(o.id));
};

/** What was refused because somebody was out of reach, and what becomes of it. */
export function outboxSleep(scope: Scope) {
  const { query, tables, district } = scope;
  const { outboxMessages: o } = tables;
  return {
    *listSleeping(to, now) {
      const since = new Date(now.getTime() - LONGEST_SLEEP_MS);
      const rows = yield* run(scope, sleepingIn, { district, lane: laneOf(to), now, since });
      return rows.map(({ id, kind, recipient, budgetOf }) => ({
        id,
        kind,
        recipient: orUndefined(recipient),
        budgetOf: orUndefined(budgetOf),
      }));
    },
    *wake(to, one) {
      const asleep = isAsleep(scope, { district, lane: laneOf(to) });
      const others = one ? and(asleep, ne(o.id, one.id)) : asleep;
      yield* q(query.update(o).set({ wakes: false }).where(others));
      if (!one) return;
      const again = { state: "waiting" as const, dueAt: one.now, settledAt: null };
      // It was refused for sure: it is not to blame for how often it was tried.
      const attempts = sql`case when ${o.attempts} > 3 then 3 else ${o.attempts} end`;
      const fresh = { wakes: false, unsure: false, postponed: false, reason: "" };
      const week = one.week === undefined ? {} : { week: one.week };
      const own = and(asleep, eq(o.id, one.id));
      yield* q(
        query
          .update(o)
          .set({ ...again, ...fresh, ...week, attempts })
          .where(own),
      );
      scope.stir();
    },
  } satisfies Partial<OutboxRows>;
}
