import { and, desc, eq, inArray } from "drizzle-orm";
import type { OutboxRows, QueuedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { q } from "./db.ts";
import { claim } from "./outbox-claims.ts";
import { findRow, outboxReads, outboxUpkeep } from "./outbox-reads.ts";
import { toQueuedRow } from "./outbox-row.ts";
import { postpone, settle } from "./outbox-settlements.ts";
import { cleanAll, type Scope } from "./rows.ts";

/** Least time between two updates with the same supersede key: a burst of answers is a few edits. */
const UPDATE_SPACING_MS = 1000;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

/** Decisions to send, and what became of them. */
export function outboxRows(scope: Scope): OutboxRows {
  return {
    queue: (message) => queue(scope, message),
    claim: (wanted) => claim(scope, wanted),
    settle: (settlement) => settle(scope, settlement),
    postpone: (postponement) => postpone(scope, postponement),
    ...outboxReads(scope),
    ...outboxUpkeep(scope),
  };
}

function* queue(scope: Scope, message: QueuedMessage): Steps<boolean> {
  const { delivery } = message;
  // Before anything is superseded: the same decision made again must not replace itself.
  if (yield* findRow(scope, message.key)) return false;
  if (delivery.do === "update" || delivery.do === "retract") {
    const target = yield* findRow(scope, delivery.of);
    if (!target) return false;
    if (yield* changeWaiting(scope, target, message)) return true;
    return yield* insert(scope, message, {
      platform: target.platform,
      workspace: target.workspace,
      conversation: target.conversation,
    });
  }
  return yield* insert(scope, message, delivery.to);
}

/** A message that has not left yet is changed where it stands; false if it has. */
function* changeWaiting(scope: Scope, target: Row, message: QueuedMessage): Steps<boolean> {
  const { outboxMessages } = scope.tables;
  const { delivery } = message;
  const set =
    delivery.do === "update"
      ? { card: cleanAll(delivery.card) }
      : { state: "cancelled" as const, reason: "Taken back before it was sent." };
  const stillWaits = and(own(scope, target.id), eq(outboxMessages.state, "waiting"));
  const changed = yield* q(
    scope.query.update(outboxMessages).set(set).where(stillWaits).returning(),
  );
  return changed.length > 0;
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

function own(scope: Scope, id: string) {
  const { outboxMessages } = scope.tables;
  return and(eq(outboxMessages.districtId, scope.district), eq(outboxMessages.id, id));
}
