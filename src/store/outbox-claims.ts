import { and, asc, count, eq, gt, inArray, lte, or, sql } from "drizzle-orm";
import type { Attempt, Delivery, Outcome } from "#ports/chat.ts";
import type { Claim, ClaimedMessage, OutboxState, Settlement } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import type { Scope } from "./rows.ts";

/** After this many attempts a message is dead: it is shown, and its lane is free again. */
const MOST_ATTEMPTS = 6;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** Leases due messages, workspace by workspace: none waits for another workspace's pace. */
export function* claim(scope: Scope, wanted: Claim): Steps<readonly ClaimedMessage[]> {
  const { outboxMessages } = scope.tables;
  const due = and(
    eq(outboxMessages.districtId, scope.district),
    eq(outboxMessages.platform, wanted.platform),
    lte(outboxMessages.dueAt, wanted.now),
    inArray(outboxMessages.state, ["waiting", "leased"]),
  );
  const workspaces = yield* q(
    scope.query
      .selectDistinct({ workspace: outboxMessages.workspace })
      .from(outboxMessages)
      .where(due)
      .orderBy(asc(outboxMessages.workspace)),
  );
  if (workspaces.length > 0) yield* takeTurns(scope);
  const claimed: ClaimedMessage[] = [];
  for (const { workspace } of workspaces) {
    const allowed = yield* countAllowed(scope, wanted, workspace);
    if (allowed > 0)
      claimed.push(...(yield* claimSome(scope, { ...wanted, limit: allowed }, workspace)));
  }
  return claimed;
}

/** Writes the guard row: replicas that claim at once would each count none and exceed the pace. */
function* takeTurns({ query, tables, district }: Scope): Steps<void> {
  const { districts } = tables;
  const own = eq(districts.districtId, district);
  yield* q(
    query
      .update(districts)
      .set({ zone: sql`${districts.zone}` })
      .where(own),
  );
}

/** How many may go to this workspace now: those of the last second count. */
function* countAllowed(scope: Scope, wanted: Claim, workspace: string): Steps<number> {
  const { outboxMessages } = scope.tables;
  const aSecondAgo = new Date(wanted.now.getTime() - 1000);
  const [row] = yield* q(
    scope.query
      .select({ sent: count() })
      .from(outboxMessages)
      .where(
        and(
          eq(outboxMessages.districtId, scope.district),
          eq(outboxMessages.platform, wanted.platform),
          eq(outboxMessages.workspace, workspace),
          or(
            gt(outboxMessages.settledAt, aSecondAgo),
            and(eq(outboxMessages.state, "leased"), gt(outboxMessages.leasedUntil, wanted.now)),
          ),
        ),
      ),
  );
  return Math.min(wanted.limit, wanted.perSecond - (row?.sent ?? 0));
}

/** The head of a lane is what was tried already; only then the oldest that is due. */
function* claimSome(scope: Scope, wanted: Claim, workspace: string): Steps<ClaimedMessage[]> {
  const { query, tables, skipLocked, district } = scope;
  const { outboxMessages: o } = tables;
  const now = sql.param(wanted.now, o.dueAt);
  const paced = sql.param(new Date(wanted.now.getTime() - wanted.laneMs), o.settledAt);
  const heads = sql`(with heads as materialized (
    select id from ${o} m
    where m.district_id = ${district} and m.platform = ${wanted.platform}
      and m.workspace = ${workspace} and m.due_at <= ${now}
      and (m.state = 'waiting' or (m.state = 'leased' and m.leased_until <= ${now}))
      and not exists (select 1 from ${o} e where e.district_id = ${district} and e.lane = m.lane
        and e.state in ('waiting', 'leased') and e.due_at <= ${now}
        and (e.attempts > 0 or m.attempts = 0)
        and (e.due_at < m.due_at or (e.due_at = m.due_at and e.id < m.id)))
      and (m.attempts > 0 or not exists (select 1 from ${o} t where t.district_id = ${district}
        and t.lane = m.lane and t.state in ('waiting', 'leased') and t.attempts > 0))
      and not exists (select 1 from ${o} s where s.district_id = ${district} and s.lane = m.lane
        and s.settled_at > ${paced})
    order by m.urgency, m.due_at, m.id limit ${wanted.limit} ${skipLocked})
    select id from heads)`;
  const rows = yield* q(
    query
      .update(o)
      .set({
        state: "leased",
        leasedUntil: wanted.leaseUntil,
        attempts: sql`${o.attempts} + 1`,
      })
      .where(and(eq(o.districtId, district), inArray(o.id, heads)))
      .returning(),
  );
  // RETURNING has no order of its own, and people notice when messages arrive shuffled.
  rows.sort(
    (a, b) => a.urgency - b.urgency || a.dueAt.getTime() - b.dueAt.getTime() || order(a, b),
  );
  const claimed: ClaimedMessage[] = [];
  for (const row of rows) claimed.push(yield* toClaimed(scope, row, wanted));
  return claimed;
}

function order(a: Row, b: Row): number {
  return a.id < b.id ? -1 : 1;
}

function* toClaimed(scope: Scope, row: Row, wanted: Claim): Steps<ClaimedMessage> {
  const delivery = yield* toDelivery(scope, row);
  const attempt: Attempt | undefined = delivery && {
    key: row.key,
    attempt: row.attempts,
    delivery,
    at: wanted.now,
  };
  return {
    id: row.id,
    kind: row.kind,
    leasedUntil: wanted.leaseUntil,
    platform: row.platform,
    attempt,
    attempts: row.attempts,
  };
}

/** Undefined when the message to change never arrived or is gone. */
function* toDelivery(scope: Scope, row: Row): Steps<Delivery | undefined> {
  const address = {
    platform: row.platform,
    workspace: row.workspace,
    conversation: row.conversation,
  };
  if (row.action === "post")
    return row.card ? { do: "post", to: address, card: row.card } : undefined;
  if (row.action === "publish") {
    return row.card ? { do: "publish", to: address, page: row.card } : undefined;
  }
  const handle = row.ofKey ? yield* findHandle(scope, row.ofKey) : null;
  if (!handle) return undefined;
  const of = { address, handle };
  if (row.action === "retract") return { do: "retract", of };
  return row.card ? { do: "update", of, card: row.card } : undefined;
}

function* findHandle(scope: Scope, key: Row["key"] & string): Steps<string | null> {
  const { outboxMessages } = scope.tables;
  const [target] = yield* q(
    scope.query
      .select({ handle: outboxMessages.handle })
      .from(outboxMessages)
      .where(and(eq(outboxMessages.districtId, scope.district), eq(outboxMessages.key, key))),
  );
  return target?.handle ?? null;
}

/** Records an attempt and moves the message on; a worker whose lease ran out changes nothing. */
export function* settle(scope: Scope, settlement: Settlement): Steps<boolean> {
  const { message, outcome, at } = settlement;
  const { outboxMessages, deliveries } = scope.tables;
  const fenced = and(
    eq(outboxMessages.districtId, scope.district),
    eq(outboxMessages.id, message.id),
    eq(outboxMessages.state, "leased"),
    eq(outboxMessages.leasedUntil, message.leasedUntil),
    eq(outboxMessages.attempts, message.attempts),
  );
  const changed = yield* q(
    scope.query
      .update(outboxMessages)
      .set(nextState(settlement))
      .where(fenced)
      .returning({ id: outboxMessages.id }),
  );
  if (changed.length === 0) return false;
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
