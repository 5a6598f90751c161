import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  lte,
  max,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Address, Attempt, Delivery } from "#ports/chat.ts";
import type { Claim, ClaimedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { MOST_ATTEMPTS } from "./outbox-settlements.ts";
import { hasState } from "./outbox-state.ts";
import { isChange } from "./outbox-stop.ts";
import { orUndefined, type Scope } from "./rows.ts";

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** Leases due messages, workspace by workspace: none waits for another workspace's pace. */
export function* claim(scope: Scope, wanted: Claim): Steps<readonly ClaimedMessage[]> {
  const { outboxMessages } = scope.tables;
  const workspaces = yield* q(
    scope.query
      .select({
        workspace: outboxMessages.workspace,
        mostAttempts: max(outboxMessages.attempts),
        takenBack: count(outboxMessages.takenBack),
      })
      .from(outboxMessages)
      .where(isDue(scope, wanted))
      .groupBy(outboxMessages.workspace)
      .orderBy(asc(outboxMessages.workspace)),
  );
  if (workspaces.length > 0) yield* takeTurns(scope);
  const claimed: ClaimedMessage[] = [];
  for (const { workspace, mostAttempts, takenBack } of workspaces) {
    if (takenBack > 0 || (mostAttempts ?? 0) >= MOST_ATTEMPTS) yield* endSilent(scope, wanted);
    const allowed = yield* countAllowed(scope, wanted, workspace);
    if (allowed > 0)
      claimed.push(...(yield* claimSome(scope, { ...wanted, limit: allowed }, workspace)));
  }
  return claimed;
}

function isDue({ tables, district }: Scope, { platform, now, changesOnly }: Claim) {
  const { outboxMessages: o } = tables;
  const mine = and(eq(o.districtId, district), eq(o.platform, platform));
  const allowed = changesOnly ? isChange : undefined;
  // Spelled out, so that SQLite may use its index of open messages.
  return and(mine, lte(o.dueAt, now), hasState(o, "waiting", "leased"), allowed);
}

/** Ends what nobody told the end of and must not be tried again: taken back, or tried too often. */
function* endSilent(scope: Scope, wanted: Claim): Steps<void> {
  const { outboxMessages: o } = scope.tables;
  const free = or(hasState(o, "waiting"), lte(o.leasedUntil, wanted.now));
  const ended = { settledAt: wanted.now, leasedUntil: null };
  const takenBack = { ...ended, state: "cancelled" as const, reason: sql`${o.takenBack}` };
  const due = and(isDue(scope, wanted), free);
  yield* q(
    scope.query
      .update(o)
      .set(takenBack)
      .where(and(due, isNotNull(o.takenBack))),
  );
  const reason = `It was tried ${MOST_ATTEMPTS} times, and nobody knows how the last one ended.`;
  const unknown = { ...ended, state: "unknown" as const, reason };
  yield* q(
    scope.query
      .update(o)
      .set(unknown)
      .where(and(due, gte(o.attempts, MOST_ATTEMPTS))),
  );
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

/** How many may go to this workspace now: what was tried in the last second counts, however it ended. */
function* countAllowed(scope: Scope, wanted: Claim, workspace: string): Steps<number> {
  const { outboxMessages: o, deliveries: d } = scope.tables;
  const { query } = scope;
  const aSecondAgo = new Date(wanted.now.getTime() - 1000);
  const mine = and(eq(o.districtId, scope.district), eq(o.platform, wanted.platform));
  const there = and(mine, eq(o.workspace, workspace));
  const due = isDue(scope, { ...wanted, changesOnly: false });
  const leased = and(there, due, gt(o.leasedUntil, wanted.now));
  // A search by key for each of the few: a planner that knows nothing yet would join everything.
  const wasThere = sql`(select ${o.platform} || '/' || ${o.workspace} from ${o}
    where ${o.districtId} = ${d.districtId} and ${o.id} = ${d.messageId})
    = ${`${wanted.platform}/${workspace}`}`;
  const lately = and(eq(d.districtId, scope.district), gt(d.at, aSecondAgo), wasThere);
  const [flying] = yield* q(query.select({ sent: count() }).from(o).where(leased));
  const [tried] = yield* q(query.select({ sent: count() }).from(d).where(lately));
  return Math.min(wanted.limit, wanted.perSecond - (flying?.sent ?? 0) - (tried?.sent ?? 0));
}

/**
 * The heads of the lanes that are free. A lane's head is what is being delivered, then what was
 * tried already, then the oldest that is due. One pass over what is due: a search for each message
 * would be slow wherever the planner knows nothing of the table yet.
 */
function laneHeads({ tables, district, skipLocked }: Scope, wanted: Claim, workspace: string): SQL {
  const { outboxMessages: o } = tables;
  const now = sql.param(wanted.now, o.dueAt);
  const paced = sql.param(new Date(wanted.now.getTime() - wanted.laneMs), o.settledAt);
  return sql`(with due as (
      select id, lane, urgency, due_at, case
        when state = 'leased' and leased_until > ${now} then 0
        when attempts > 0 and not postponed then 1 else 2 end as turn
      from ${o} where district_id = ${district} and platform = ${wanted.platform}
        and workspace = ${workspace} and due_at <= ${now} and state in ('waiting', 'leased')
        and ${wanted.changesOnly ? sql`(leased_until > ${now} or ${isChange})` : sql`true`}),
    ranked as (
      select due.*, row_number() over (partition by lane order by turn, due_at, id) as nth from due),
    heads as materialized (
      select id from ranked where nth = 1 and turn > 0
        and lane not in (select lane from ${o} where district_id = ${district}
          and settled_at > ${paced})
        and (turn = 1 or lane not in (select lane from ${o} where district_id = ${district}
          and state = 'waiting' and attempts > 0 and not postponed and due_at > ${now}))
      order by urgency, due_at, id limit ${wanted.limit})
    select id from ${o} where district_id = ${district} and id in (select id from heads)
      and (state = 'waiting' or (state = 'leased' and leased_until <= ${now})) ${skipLocked})`;
}

function* claimSome(scope: Scope, wanted: Claim, workspace: string): Steps<ClaimedMessage[]> {
  const { outboxMessages: o } = scope.tables;
  const set = {
    state: "leased" as const,
    leasedUntil: wanted.leaseUntil,
    attempts: sql`${o.attempts} + 1`,
    // A lease that ran out was settled by nobody: the message may have left.
    unsure: sql`case when ${o.state} = 'leased' then true else ${o.unsure} end`,
    postponed: false,
  };
  const heads = inArray(o.id, laneHeads(scope, wanted, workspace));
  const own = and(eq(o.districtId, scope.district), heads);
  const rows = yield* q(scope.query.update(o).set(set).where(own).returning());
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
    unsure: row.unsure,
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
    place: orUndefined(row.place),
    budgetOf: orUndefined(row.budgetOf),
    week: orUndefined(row.week),
    origin: orUndefined(row.origin),
  };
}

/** Undefined when the message to change never arrived or is gone. */
function* toDelivery(scope: Scope, row: Row): Steps<Delivery | undefined> {
  const { platform, workspace, conversation, card } = row;
  const address = { platform, workspace, conversation };
  if (row.action === "post" || row.action === "publish") return toNew(row.action, address, card);
  const handle = row.ofKey ? yield* findHandle(scope, row.ofKey) : null;
  if (!handle) return undefined;
  const of = { address, handle };
  if (row.action === "retract") return { do: "retract", of };
  return card && "text" in card ? { do: "update", of, card } : undefined;
}

function toNew(action: "post" | "publish", to: Address, card: Row["card"]): Delivery | undefined {
  if (!card) return undefined;
  if ("cards" in card) return action === "publish" ? { do: "publish", to, page: card } : undefined;
  return action === "post" ? { do: "post", to, card } : undefined;
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
