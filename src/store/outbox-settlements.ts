import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import type { Outcome } from "#ports/chat.ts";
import type { ClaimedMessage, OutboxState, Postponement, Settlement } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import type { Scope } from "./rows.ts";

/** After this many attempts a message is dead: it is shown, and its lane is free again. */
export const MOST_ATTEMPTS = 6;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** Records an attempt and moves the message on; a worker whose lease ran out changes nothing. */
export function* settle(scope: Scope, settlement: Settlement): Steps<boolean> {
  const { message, outcome, at } = settlement;
  const { outboxMessages, deliveries } = scope.tables;
  const changed = yield* q(
    scope.query
      .update(outboxMessages)
      .set(nextState(settlement))
      .where(fenced(scope, message))
      .returning({ id: outboxMessages.id }),
  );
  if (changed.length === 0) return false;
  if (outcome.kind === "retry") yield* endTakenBack(scope, message, at);
  yield* q(
    scope.query
      .insert(deliveries)
      .values({
        districtId: scope.district,
        messageId: message.id,
        attempt: message.attempts,
        outcome: outcome.kind,
        reason: "reason" in outcome ? outcome.reason : "",
        at,
      })
      .onConflictDoNothing(),
  );
  return true;
}

function nextState({ message, outcome, at }: Settlement): Partial<Row> {
  if (outcome.kind === "delivered") {
    return { state: "delivered", settledAt: at, leasedUntil: null, handle: outcome.ref.handle };
  }
  if (outcome.kind === "retry" && message.attempts < MOST_ATTEMPTS) {
    const dueAt = new Date(at.getTime() + outcome.afterSeconds * 1000);
    return { state: "waiting", dueAt, leasedUntil: null, reason: outcome.reason };
  }
  return { state: ended(outcome), settledAt: at, leasedUntil: null, reason: outcome.reason };
}

function ended(outcome: Exclude<Outcome, { kind: "delivered" }>): OutboxState {
  return outcome.kind === "retry" ? "dead" : outcome.kind;
}

/** Gives a message back until its next window; one that has none before its end is expired. */
export function* postpone(scope: Scope, { message, dueAt, at }: Postponement): Steps<boolean> {
  const { outboxMessages: o } = scope.tables;
  const back = { state: "waiting" as const, leasedUntil: null, postponed: true };
  const [row] = yield* q(
    scope.query
      .update(o)
      .set({ ...back, dueAt: dueAt ?? at, attempts: sql`${o.attempts} - 1` })
      .where(fenced(scope, message))
      .returning(),
  );
  if (!row) return false;
  yield* endTakenBack(scope, message, at);
  const late = dueAt === undefined ? undefined : lte(o.expiresAt, dueAt);
  const expired = { state: "expired" as const, settledAt: at, reason: "Its time had passed." };
  yield* q(
    scope.query
      .update(o)
      .set(expired)
      .where(and(waits(scope, message), late)),
  );
  if (dueAt) yield* postponeChanges(scope, row);
  return true;
}

/** What would change the message cannot go before it. */
function* postponeChanges(scope: Scope, { lane, key, dueAt }: Row): Steps<void> {
  const { outboxMessages: o } = scope.tables;
  const sameLane = and(eq(o.districtId, scope.district), eq(o.lane, lane), lte(o.dueAt, dueAt));
  const changes = and(sameLane, eq(o.ofKey, key), sql`${o.state} = 'waiting'`);
  yield* q(scope.query.update(o).set({ dueAt }).where(changes));
}

/** What was taken back while it was being delivered does not wait for another attempt. */
function* endTakenBack(scope: Scope, message: ClaimedMessage, at: Date): Steps<void> {
  const { outboxMessages: o } = scope.tables;
  const cancelled = { state: "cancelled" as const, settledAt: at, reason: sql`${o.takenBack}` };
  const stopped = and(waits(scope, message), isNotNull(o.takenBack));
  yield* q(scope.query.update(o).set(cancelled).where(stopped));
}

function waits({ tables, district }: Scope, { id }: ClaimedMessage) {
  const { outboxMessages: o } = tables;
  return and(eq(o.districtId, district), eq(o.id, id), eq(o.state, "waiting"));
}

/** True only for the attempt that still holds the lease. */
function fenced({ tables, district }: Scope, { id, leasedUntil, attempts }: ClaimedMessage) {
  const { outboxMessages: o } = tables;
  const own = and(eq(o.districtId, district), eq(o.id, id), eq(o.state, "leased"));
  return and(own, eq(o.leasedUntil, leasedUntil), eq(o.attempts, attempts));
}
