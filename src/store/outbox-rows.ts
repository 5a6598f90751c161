import { and, count, desc, eq, gte, inArray, lt, lte, min } from "drizzle-orm";
import type { OutboxMessage, OutboxRows, QueuedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { claim, settle } from "./outbox-claims.ts";
import { toQueuedRow } from "./outbox-row.ts";
import { orUndefined, type Scope } from "./rows.ts";

/** Least time between two updates with the same supersede key: a burst of answers is a few edits. */
const UPDATE_SPACING_MS = 1000;
const BUDGETED = ["waiting", "leased", "delivered", "unknown"] as const;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** Decisions to send, and what became of them. */
export function outboxRows(scope: Scope): OutboxRows {
  return {
    queue: (message) => queue(scope, message),
    claim: (wanted) => claim(scope, wanted),
    settle: (settlement) => settle(scope, settlement),
    ...outboxQueries(scope),
    ...outboxUpkeep(scope),
  };
}

function* queue(scope: Scope, message: QueuedMessage): Steps<boolean> {
  const { delivery } = message;
  if (delivery.do === "update" || delivery.do === "retract") {
    const target = yield* findRow(scope, delivery.of);
    if (!target) return false;
    if (target.state === "waiting") return yield* changeWaiting(scope, target, message);
    return yield* insert(scope, message, {
      platform: target.platform,
      workspace: target.workspace,
      conversation: target.conversation,
    });
  }
  return yield* insert(scope, message, delivery.to);
}

/** A message that has not left yet is changed where it stands. */
function* changeWaiting(scope: Scope, target: Row, message: QueuedMessage): Steps<boolean> {
  const { outboxMessages } = scope.tables;
  const { delivery } = message;
  const set = delivery.do === "update" ? { card: delivery.card } : { state: "cancelled" as const };
  yield* q(scope.query.update(outboxMessages).set(set).where(own(scope, target.id)));
  return true;
}

function* insert(
  scope: Scope,
  message: QueuedMessage,
  address: Pick<Row, "platform" | "workspace" | "conversation">,
): Steps<boolean> {
  const dueAt = message.supersedes
    ? yield* takeTurn(scope, message, message.supersedes)
    : message.dueAt;
  const row = toQueuedRow(scope, { ...message, dueAt }, address);
  const added = yield* q(
    scope.query
      .insert(scope.tables.outboxMessages)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: scope.tables.outboxMessages.id }),
  );
  return added.length > 0;
}

/**
 * Supersedes what waits under the same key and gives the time of the newcomer: an update takes the
 * place of the one that waited and keeps a second's distance from the last one that was sent.
 */
function* takeTurn(scope: Scope, message: QueuedMessage, supersedes: string): Steps<Date> {
  const { outboxMessages } = scope.tables;
  const same = and(
    eq(outboxMessages.districtId, scope.district),
    eq(outboxMessages.supersedeKey, supersedes),
  );
  const replaced = yield* q(
    scope.query
      .update(outboxMessages)
      .set({ state: "superseded", reason: "A later message took its place." })
      .where(and(same, eq(outboxMessages.state, "waiting")))
      .returning({ dueAt: outboxMessages.dueAt }),
  );
  if (message.delivery.do !== "update") return message.dueAt;
  if (replaced[0]) return replaced[0].dueAt;
  const [last] = yield* q(
    scope.query
      .select()
      .from(outboxMessages)
      .where(and(same, inArray(outboxMessages.state, ["leased", "delivered"])))
      .orderBy(desc(outboxMessages.id))
      .limit(1),
  );
  const free = (last?.settledAt ?? last?.dueAt)?.getTime() ?? 0;
  return new Date(Math.max(message.dueAt.getTime(), free + UPDATE_SPACING_MS));
}

function outboxQueries(scope: Scope) {
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

function outboxUpkeep(scope: Scope) {
  const { query, tables, district } = scope;
  const { outboxMessages } = tables;
  const waiting = and(eq(outboxMessages.districtId, district), eq(outboxMessages.state, "waiting"));
  return {
    *cancelGroup(group) {
      const rows = yield* q(
        query
          .update(outboxMessages)
          .set({ state: "cancelled", reason: "No longer needed." })
          .where(and(waiting, eq(outboxMessages.groupKey, group)))
          .returning({ id: outboxMessages.id }),
      );
      return rows.length;
    },
    *cancelWaitingFor(person) {
      const rows = yield* q(
        query
          .update(outboxMessages)
          .set({ state: "cancelled", reason: "The person stopped all messages." })
          .where(and(waiting, eq(outboxMessages.recipient, person)))
          .returning({ id: outboxMessages.id }),
      );
      return rows.length;
    },
    *expire(now) {
      const late = lte(outboxMessages.expiresAt, now);
      const rows = yield* q(
        query
          .update(outboxMessages)
          .set({ state: "expired", settledAt: now, reason: "Its time had passed." })
          .where(and(waiting, late))
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
      const leased = and(
        eq(outboxMessages.districtId, district),
        eq(outboxMessages.state, "leased"),
      );
      const rows = yield* q(
        query
          .update(outboxMessages)
          .set({ state: "waiting", leasedUntil: null })
          .where(leased)
          .returning({ id: outboxMessages.id }),
      );
      return rows.length;
    },
  } satisfies Partial<OutboxRows>;
}

function* findRow(scope: Scope, key: Row["key"]): Steps<Row | undefined> {
  const { outboxMessages } = scope.tables;
  const [row] = yield* q(
    scope.query
      .select()
      .from(outboxMessages)
      .where(and(eq(outboxMessages.districtId, scope.district), eq(outboxMessages.key, key))),
  );
  return row;
}

function own(scope: Scope, id: string) {
  const { outboxMessages } = scope.tables;
  return and(eq(outboxMessages.districtId, scope.district), eq(outboxMessages.id, id));
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
