import { and, desc, eq, gt, gte, lt, sql } from "drizzle-orm";
import type { DistrictId, PersonId } from "#domain/ids.ts";
import type { OutboxRows, TroubledMessage } from "#ports/outbox-rows.ts";
import { q, run, type Shape } from "./db.ts";
import { type Shown, shown, toMessage } from "./outbox-reads.ts";
import { hasState } from "./outbox-state.ts";
import { orUndefined, type Scope } from "./rows.ts";

/** What did not arrive, and what is to arrive later. */
export function outboxTrouble(scope: Scope) {
  const { query, tables, district } = scope;
  const { outboxMessages: o } = tables;
  return {
    *listTroubled(since, limit) {
      // Spelled out, so that both engines may use their index of troubled messages.
      const troubled = hasState(o, "refused", "unknown", "dead", "expired");
      const own = and(eq(o.districtId, district), troubled, gte(o.settledAt, since));
      const rows = yield* q(
        query
          .select({ ...shown(scope), recipient: o.recipient })
          .from(o)
          .where(and(own, eq(o.action, "post")))
          .orderBy(desc(o.settledAt), desc(o.id))
          .limit(limit),
      );
      return rows.map(toTroubled);
    },
    *putOffFor(person, until) {
      return (yield* run(scope, putOffFor, { district, person, until })).length;
    },
  } satisfies Partial<OutboxRows>;
}

function toTroubled(row: Shown & { readonly recipient: PersonId | null }): TroubledMessage {
  return { ...toMessage(row), recipient: orUndefined(row.recipient) };
}

interface PuttingOff {
  readonly district: DistrictId;
  readonly person: PersonId;
  readonly until: Date;
}

/** One statement: nothing that waits slips between the late and the others. */
const putOffFor = ({ query, tables }: Shape, is: PuttingOff) => {
  const { outboxMessages: o } = tables;
  const late = sql`${o.expiresAt} is not null and ${lt(o.expiresAt, is.until)}`;
  return query
    .update(o)
    .set({
      state: sql`case when ${late} then 'cancelled' else ${o.state} end`,
      reason: sql`case when ${late} then 'It would have come too late.' else ${o.reason} end`,
      dueAt: is.until,
    })
    .where(
      and(
        eq(o.districtId, is.district),
        eq(o.recipient, is.person),
        hasState(o, "waiting"),
        gt(o.lane, ""),
        lt(o.dueAt, is.until),
      ),
    )
    .returning({ id: o.id });
};
