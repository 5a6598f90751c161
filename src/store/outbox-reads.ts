import { and, count, desc, eq, gte, inArray, lt, lte, min, or, type SQL, sql } from "drizzle-orm";
import type { OutboxMessage, OutboxRows } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { orUndefined, type Scope } from "./rows.ts";

const BUDGETED = ["waiting", "leased", "delivered", "unknown"] as const;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** What was decided and what became of it. */
export function outboxReads(scope: Scope) {
  const { query, tables, district } = scope;
  const { outboxMessages, deliveries } = tables;
  const mine = eq(outboxMessages.districtId, district);
  return {
    *find(key) {
      const row = yield* findRow(scope, key);
      return row && toMessage(row);
    },
    *findLatest(supersedes) {
      const open = inArray(outboxMessages.state, ["waiting", "leased", "delivered"]);
      const [row] = yield* q(
        query
          .select()
          .from(outboxMessages)
          .where(and(mine, eq(outboxMessages.supersedeKey, supersedes), open))
          .orderBy(desc(outboxMessages.id))
          .limit(1),
      );
      return row && toMessage(row);
    },
    *listGroupPosts(group) {
      const open = inArray(outboxMessages.state, ["waiting", "leased", "delivered"]);
      const posts = eq(outboxMessages.action, "post");
      const rows = yield* q(
        query
          .select()
          .from(outboxMessages)
          .where(and(mine, eq(outboxMessages.groupKey, group), open, posts))
          .orderBy(outboxMessages.id),
      );
      return rows.map(toMessage);
    },
    *countBudget(person, week) {
      const spent = and(
        mine,
        eq(outboxMessages.budgetOf, person),
        eq(outboxMessages.week, week),
        inArray(outboxMessages.state, [...BUDGETED]),
      );
      const [row] = yield* q(query.select({ sent: count() }).from(outboxMessages).where(spent));
      return row?.sent ?? 0;
    },
    *countDeliveries(since, until) {
      const rows = yield* q(
        query
          .select({ outcome: deliveries.outcome, sent: count() })
          .from(deliveries)
          .where(
            and(
              eq(deliveries.districtId, district),
              gte(deliveries.at, since),
              lt(deliveries.at, until),
            ),
          )
          .groupBy(deliveries.outcome),
      );
      const of = (wanted: string) =>
        rows.filter((row) => row.outcome === wanted).reduce((sum, row) => sum + row.sent, 0);
      return { delivered: of("delivered"), failed: of("refused") };
    },
  } satisfies Partial<OutboxRows>;
}

/** Taking back, expiring, and what waits next. */
export function outboxUpkeep(scope: Scope) {
  const { query, tables, district } = scope;
  const { outboxMessages } = tables;
  const mine = eq(outboxMessages.districtId, district);
  const waiting = and(mine, eq(outboxMessages.state, "waiting"));
  const leased = and(mine, eq(outboxMessages.state, "leased"));
  return {
    *cancelGroup(group) {
      const ofGroup = eq(outboxMessages.groupKey, group);
      return yield* takeBack(scope, ofGroup, "No longer needed.");
    },
    *cancelWaitingFor(person) {
      const toPerson = eq(outboxMessages.recipient, person);
      return yield* takeBack(scope, toPerson, "The person stopped all messages.");
    },
    *expire(now) {
      const late = lte(outboxMessages.expiresAt, now);
      // What a process had in hand when it ended counts too, once its lease is over.
      const lost = and(leased, lte(outboxMessages.leasedUntil, now));
      const rows = yield* q(
        query
          .update(outboxMessages)
          .set({ state: "expired", settledAt: now, reason: "Its time had passed." })
          .where(and(or(waiting, lost), late))
          .returning({ id: outboxMessages.id }),
      );
      return rows.length;
    },
    *nextDueAt() {
      const [row] = yield* q(
        query
          .select({ at: min(outboxMessages.dueAt) })
          .from(outboxMessages)
          .where(waiting),
      );
      return orUndefined(row?.at ?? null);
    },
    *releaseLeases() {
      const rows = yield* q(
        query
          .update(outboxMessages)
          .set({ ...unlessTakenBack(scope), leasedUntil: null })
          .where(leased)
          .returning({ id: outboxMessages.id }),
      );
      return rows.length;
    },
  } satisfies Partial<OutboxRows>;
}

/** Cancels what waits and marks what is being delivered, in one statement: none slips between. */
function* takeBack(scope: Scope, which: SQL, reason: string): Steps<number> {
  const { outboxMessages: o } = scope.tables;
  const open = and(eq(o.districtId, scope.district), inArray(o.state, ["waiting", "leased"]));
  const waits = sql`${o.state} = 'waiting'`;
  const rows = yield* q(
    scope.query
      .update(o)
      .set({
        state: sql`case when ${waits} then 'cancelled' else ${o.state} end`,
        reason: sql`case when ${waits} then ${reason} else ${o.reason} end`,
        takenBack: sql`case when ${waits} then null else ${reason} end`,
      })
      .where(and(open, which))
      .returning({ state: o.state }),
  );
  return rows.filter(({ state }) => state === "cancelled").length;
}

function unlessTakenBack({ tables }: Scope) {
  const { outboxMessages: o } = tables;
  return {
    state: sql`case when ${o.takenBack} is null then 'waiting' else 'cancelled' end`,
    reason: sql`coalesce(${o.takenBack}, ${o.reason})`,
  };
}

/** The row of a key. */
export function* findRow(scope: Scope, key: Row["key"]): Steps<Row | undefined> {
  const { outboxMessages } = scope.tables;
  const [row] = yield* q(
    scope.query
      .select()
      .from(outboxMessages)
      .where(and(eq(outboxMessages.districtId, scope.district), eq(outboxMessages.key, key))),
  );
  return row;
}

function toMessage(row: Row): OutboxMessage {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    state: row.state,
    dueAt: row.dueAt,
    settledAt: orUndefined(row.settledAt),
    address: {
      platform: row.platform,
      workspace: row.workspace,
      conversation: row.conversation,
    },
    reason: row.reason,
  };
}
