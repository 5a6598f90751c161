import type { MessageKind } from "#domain/message-policy.ts";
import type { Conversation } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import { cleanAll, type Scope } from "./rows.ts";

type Row = Scope["tables"]["outboxMessages"]["$inferSelect"];
type Place = Pick<Row, "platform" | "workspace" | "conversation">;

/** What a person is waiting for goes before what the bot starts. */
const URGENT: ReadonlySet<MessageKind> = new Set([
  "reply",
  "shout_out_direct",
  "shout_out_post",
  "wave_update",
  "question",
]);

/** A queued message as a row. */
export function toQueuedRow(scope: Scope, message: QueuedMessage, place: Place): Row {
  const { delivery } = message;
  return {
    districtId: scope.district,
    id: scope.newId(),
    key: message.key,
    kind: message.kind,
    action: delivery.do,
    platform: place.platform,
    workspace: place.workspace,
    conversation: place.conversation,
    lane: laneOf(place),
    urgency: URGENT.has(message.kind) ? 0 : 1,
    card: cleanAll(cardOf(delivery)),
    ofKey: "of" in delivery ? delivery.of : null,
    ...optional(message),
    origin: message.origin ?? scope.origin() ?? null,
    state: "waiting",
    dueAt: message.dueAt,
    leasedUntil: null,
    attempts: 0,
    unsure: message.unsure ?? false,
    postponed: false,
    wakes: false,
    takenBack: null,
    settledAt: null,
    handle: null,
    reason: "",
  };
}

function optional(message: QueuedMessage) {
  return {
    supersedeKey: message.supersedes ?? null,
    groupKey: message.group ?? null,
    sendKey: message.send ?? null,
    recipient: message.recipient ?? null,
    budgetOf: message.budgetOf ?? null,
    week: message.week ?? null,
    expiresAt: message.expiresAt ?? null,
    place: message.place ?? null,
  };
}

function cardOf(delivery: QueuedMessage["delivery"]): Row["card"] {
  if ("card" in delivery) return delivery.card;
  return "page" in delivery ? delivery.page : null;
}

/** One conversation on one platform. */
export function laneOf({ platform, workspace, conversation }: Place): string {
  return [platform, workspace, conversationKey(conversation)].join("/");
}

/** "account:<id>" or "channel:<id>". */
function conversationKey(conversation: Conversation): string {
  return `${conversation.kind}:${conversation.id}`;
}
