import { and, desc, eq, or } from "drizzle-orm";
import type { DistrictId } from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import type { OutboxRows, QueuedMessage } from "#ports/outbox-rows.ts";
import type { SendRows } from "#ports/send-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { run, type Shape } from "./db.ts";
import { outboxCards } from "./outbox-cards.ts";
import { claim } from "./outbox-claims.ts";
import { findRow, outboxReads } from "./outbox-reads.ts";
import { toQueuedRow } from "./outbox-row.ts";
import { outboxSends } from "./outbox-sends.ts";
import { postpone, settle } from "./outbox-settlements.ts";
import { outboxSleep } from "./outbox-sleep.ts";
import { hasState } from "./outbox-state.ts";
import { outboxTrouble } from "./outbox-trouble.ts";
import { outboxUpkeep } from "./outbox-upkeep.ts";
import { cleanAll, type Scope } from "./rows.ts";

/** Least time between two updates with the same supersede key: a burst of answers is a few edits. */
const UPDATE_SPACING_MS = 1000;

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];

const insertMessage = ({ query, tables: { outboxMessages } }: Shape, row: Row) =>
  query
    .insert(outboxMessages)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: outboxMessages.id });

const REPLACED = "A later message took its place.";

interface OfMessage {
  readonly district: DistrictId;
  readonly id: string;
}

/** Also what sleeps: once somebody is heard of again it would say what was changed meanwhile. */
const stillWaits = ({ tables: { outboxMessages: o } }: Shape, is: OfMessage) =>
  and(eq(o.districtId, is.district), eq(o.id, is.id), or(hasState(o, "waiting"), o.wakes));

const changeCard = (shape: Shape, is: OfMessage & { readonly card: Card }) =>
  shape.query
    .update(shape.tables.outboxMessages)
    .set({ card: is.card })
    .where(stillWaits(shape, is))
    .returning({ id: shape.tables.outboxMessages.id });

const cancelWaiting = (shape: Shape, is: OfMessage & { readonly reason: string }) =>
  shape.query
    .update(shape.tables.outboxMessages)
    .set({ state: "cancelled", reason: is.reason, wakes: false })
    .where(stillWaits(shape, is))
    .returning({ id: shape.tables.outboxMessages.id });

interface OfSupersedeKey {
  readonly district: DistrictId;
  readonly supersedes: string;
}

const waitingUnder = ({ query, tables: { outboxMessages: o } }: Shape, is: OfSupersedeKey) =>
  query
    .select({ id: o.id })
    .from(o)
    .where(
      and(eq(o.districtId, is.district), eq(o.supersedeKey, is.supersedes), hasState(o, "waiting")),
    )
    .limit(1);

const supersedeWaiting = (
  { query, tables: { outboxMessages: o } }: Shape,
  is: OfSupersedeKey & { readonly reason: string },
) =>
  query
    .update(o)
    .set({ state: "superseded", reason: is.reason })
    .where(
      and(eq(o.districtId, is.district), eq(o.supersedeKey, is.supersedes), hasState(o, "waiting")),
    )
    .returning({ dueAt: o.dueAt });

const lastSent = ({ query, tables: { outboxMessages: o } }: Shape, is: OfSupersedeKey) =>
  query
    .select({ dueAt: o.dueAt, settledAt: o.settledAt })
    .from(o)
    .where(
      and(
        eq(o.districtId, is.district),
        eq(o.supersedeKey, is.supersedes),
        hasState(o, "leased", "delivered"),
      ),
    )
    .orderBy(desc(o.id))
    .limit(1);

/** Decisions to send, and what became of them. */
export function outboxRows(scope: Scope): OutboxRows & SendRows {
  return {
    queue: (message) => queue(scope, message),
    claim: (wanted) => claim(scope, wanted),
    settle: (settlement) => settle(scope, settlement),
    postpone: (postponement) => postpone(scope, postponement),
    ...outboxReads(scope),
    ...outboxCards(scope),
    ...outboxUpkeep(scope),
    ...outboxSleep(scope),
    ...outboxTrouble(scope),
    ...outboxSends(scope),
  };
}

function* queue(scope: Scope, message: QueuedMessage): Steps<boolean> {
  const { delivery } = message;
  if (delivery.do === "update" || delivery.do === "retract") {
    if (yield* findRow(scope, message.key)) return false;
    const target = yield* findRow(scope, delivery.of);
    if (!target) return false;
    if (yield* changeWaiting(scope, target, message)) return true;
    return yield* insert(scope, message, {
      platform: target.platform,
      workspace: target.workspace,
      conversation: target.conversation,
    });
  }
  // Before anything is superseded: the same decision made again must not replace itself.
  if (message.supersedes && (yield* findRow(scope, message.key))) return false;
  return yield* insert(scope, message, delivery.to);
}

/** A message that has not left yet is changed where it stands; false if it has. */
function* changeWaiting(scope: Scope, target: Row, message: QueuedMessage): Steps<boolean> {
  const { delivery } = message;
  const own = { district: scope.district, id: target.id };
  const changed =
    delivery.do === "update"
      ? yield* run(scope, changeCard, { ...own, card: cleanAll(delivery.card) })
      : yield* run(scope, cancelWaiting, { ...own, reason: "Taken back before it was sent." });
  if (changed.length === 0) return false;
  // An older change may wait behind it, from when it was on its way: it must not come after this one.
  if (message.supersedes) yield* supersede(scope, message.supersedes);
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
  const added = yield* run(scope, insertMessage, row);
  scope.stir();
  return added.length > 0;
}

/** Looks before it writes: mostly nothing waits, and an update opens every index that it may have to change. */
function* supersede(scope: Scope, supersedes: string): Steps<readonly Pick<Row, "dueAt">[]> {
  const { district } = scope;
  const waiting = yield* run(scope, waitingUnder, { district, supersedes });
  if (waiting.length === 0) return [];
  return yield* run(scope, supersedeWaiting, { district, supersedes, reason: REPLACED });
}

/**
 * Supersedes what waits under the same key and gives the time of the newcomer: an update takes the
 * place of the one that waited and keeps a second's distance from the last one that was sent.
 */
function* takeTurn(scope: Scope, message: QueuedMessage, supersedes: string): Steps<Date> {
  const { district } = scope;
  const [replaced] = yield* supersede(scope, supersedes);
  if (message.delivery.do !== "update") return message.dueAt;
  if (replaced) return replaced.dueAt;
  const [last] = yield* run(scope, lastSent, { district, supersedes });
  const free = (last?.settledAt ?? last?.dueAt)?.getTime() ?? 0;
  return new Date(Math.max(message.dueAt.getTime(), free + UPDATE_SPACING_MS));
}
