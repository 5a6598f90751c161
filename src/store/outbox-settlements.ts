import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { ClaimedMessage, OutboxState, Postponement, Settlement } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q, run, type Shape } from "./db.ts";
import { hasState } from "./outbox-state.ts";
import type { Scope } from "./rows.ts";

/** After this many attempts a message is dead: it is shown, and its lane is free again. */
export const MOST_ATTEMPTS = 6;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** The attempt that holds the lease, and what it came to. */
interface Settled {
  readonly district: DistrictId;
  readonly id: string;
  readonly lease: Date;
  readonly attempt: number;
}

const settleDelivered = (
  shape: Shape,
  is: Settled & { readonly at: Date; readonly handle: string },
) =>
  shape.query
    .update(shape.tables.outboxMessages)
    .set({ state: "delivered", settledAt: is.at, leasedUntil: null, handle: is.handle })
    .where(holdsLease(shape, is))
    .returning({ id: shape.tables.outboxMessages.id });

const settleWaiting = (
  shape: Shape,
  is: Settled & { readonly dueAt: Date; readonly unsure: boolean; readonly reason: string },
) =>
  shape.query
    .update(shape.tables.outboxMessages)
    .set({
      state: "waiting",
      dueAt: is.dueAt,
      leasedUntil: null,
      unsure: is.unsure,
      reason: is.reason,
    })
    .where(holdsLease(shape, is))
    .returning({ id: shape.tables.outboxMessages.id });

const settleEnded = (
  shape: Shape,
  is: Settled & {
    readonly state: OutboxState;
    readonly at: Date;
    readonly reason: string;
    readonly wakes: boolean;
  },
) =>
  shape.query
    .update(shape.tables.outboxMessages)
    .set({
      state: is.state,
      settledAt: is.at,
      leasedUntil: null,
      reason: is.reason,
      unsure: false,
      wakes: is.wakes,
    })
    .where(holdsLease(shape, is))
    .returning({ id: shape.tables.outboxMessages.id });

const insertDelivery = (
  { query, tables: { deliveries } }: Shape,
  row: Scope["tables"]["deliveries"]["$inferSelect"],
) => query.insert(deliveries).values(row).onConflictDoNothing();

/** Records an attempt and moves the message on; a worker whose lease ran out changes nothing. */
export function* settle(scope: Scope, settlement: Settlement): Steps<boolean> {
  const { message, outcome, at } = settlement;
  if (!(yield* moveOn(scope, settlement))) return false;
  if (outcome.kind === "retry") yield* endTakenBack(scope, message, at);
  yield* run(scope, insertDelivery, {
    districtId: scope.district,
    messageId: message.id,
    attempt: message.attempts,
    outcome: outcome.kind,
    reason: "reason" in outcome ? outcome.reason : "",
    at,
  });
  return true;
}

/** False if the lease was lost. */
function* moveOn(scope: Scope, { message, outcome, at }: Settlement): Steps<boolean> {
  const { id, leasedUntil: lease, attempts: attempt } = message;
  const own = { district: scope.district, id, lease, attempt };
  if (outcome.kind === "delivered") {
    const { handle } = outcome.ref;
    return (yield* run(scope, settleDelivered, { ...own, at, handle })).length > 0;
  }
  const { reason } = outcome;
  if (outcome.kind === "retry" && attempt < MOST_ATTEMPTS) {
    const dueAt = new Date(at.getTime() + outcome.afterSeconds * 1000);
    const unsure = outcome.unsure ?? false;
    return (yield* run(scope, settleWaiting, { ...own, dueAt, unsure, reason })).length > 0;
  }
  // The last try may have arrived as well.
  const givenUp = outcome.kind === "retry" && outcome.unsure ? "unknown" : "dead";
  const state = outcome.kind === "retry" ? givenUp : outcome.kind;
  // A change of a message that is not there yet has nothing to wait for.
  const isPost = message.attempt?.delivery.do === "post";
  const wakes = outcome.kind === "refused" && isPost && (outcome.wakes ?? false);
  return (yield* run(scope, settleEnded, { ...own, state, at, reason, wakes })).length > 0;
}

/** Gives a message back until its next window; one that has none before its end is expired. */
export function* postpone(scope: Scope, postponement: Postponement): Steps<boolean> {
  const { message, dueAt, at, week, keepsPlace = false } = postponement;
  const { outboxMessages: o } = scope.tables;
  const back = { state: "waiting" as const, leasedUntil: null, postponed: !keepsPlace };
  // What was tried goes first in its lane, and holds up what comes after it.
  const least = keepsPlace ? 1 : 0;
  const attempts = sql`case when ${o.attempts} > ${least} then ${o.attempts} - 1 else ${least} end`;
  const [row] = yield* q(
    scope.query
      .update(o)
      .set({ ...back, dueAt: dueAt ?? at, attempts, ...(week === undefined ? {} : { week }) })
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
  const changes = and(sameLane, eq(o.ofKey, key), hasState(o, "waiting"));
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
  return and(eq(o.districtId, district), eq(o.id, id), hasState(o, "waiting"));
}

function fenced(scope: Scope, { id, leasedUntil: lease, attempts: attempt }: ClaimedMessage) {
  return holdsLease(scope, { district: scope.district, id, lease, attempt });
}

/** True only for the attempt that still holds the lease. */
function holdsLease({ tables: { outboxMessages: o } }: Pick<Shape, "tables">, is: Settled) {
  const own = and(eq(o.districtId, is.district), eq(o.id, is.id), hasState(o, "leased"));
  return and(own, eq(o.leasedUntil, is.lease), eq(o.attempts, is.attempt));
}
