import type { OutboxKey, PersonId } from "#domain/ids.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import type { SendPlace } from "#domain/windows.ts";
import type { Card, Page } from "./card.ts";
import type { Address, Attempt, Outcome, Platform } from "./chat.ts";
import type { Steps } from "./steps.ts";

/** What a use case asks for. Updates and retractions name the message by its key: it may still be on its way. */
export type QueuedDelivery =
  | { readonly do: "post"; readonly to: Address; readonly card: Card }
  | { readonly do: "update"; readonly of: OutboxKey; readonly card: Card }
  | { readonly do: "retract"; readonly of: OutboxKey }
  | { readonly do: "publish"; readonly to: Address; readonly page: Page };

/** The decision to send one card to one address. */
export interface QueuedMessage {
  /** Queued once, however often a use case runs. */
  readonly key: OutboxKey;
  readonly kind: MessageKind;
  readonly delivery: QueuedDelivery;
  readonly dueAt: Date;
  /** Shown as expired instead of sent after this. */
  readonly expiresAt?: Date | undefined;
  /** A later message with the same supersede key replaces one that still waits. */
  readonly supersedes?: string | undefined;
  /** Everything that `cancelGroup` takes back together, such as one wave's messages to one site. */
  readonly group?: string | undefined;
  /** Everything that one occasion sent, for its delivery report: "nudge:2025-W34", "wave:w1:invitation". */
  readonly send?: string | undefined;
  /** Who is written to; undefined for channels. */
  readonly recipient?: PersonId | undefined;
  /** Whose weekly budget it counts against; undefined for replies, shout-outs and channels. */
  readonly budgetOf?: PersonId | undefined;
  /** The budget's week, "2025-W34". */
  readonly week?: string | undefined;
  /** Whose hours it keeps to, looked at again before it is sent; undefined for any time. */
  readonly place?: SendPlace | undefined;
  /** It may have been sent before the database was restored: look first, as after a crash. */
  readonly unsure?: boolean | undefined;
  /** The id of the request that it comes of; undefined for what is due by itself. */
  readonly origin?: string | undefined;
}

export type OutboxState =
  | "waiting"
  | "leased"
  | "delivered"
  | "unknown"
  | "refused"
  | "dead"
  | "expired"
  | "cancelled"
  | "superseded";

export interface OutboxMessage {
  readonly id: string;
  readonly key: OutboxKey;
  readonly kind: MessageKind;
  readonly state: OutboxState;
  readonly dueAt: Date;
  readonly settledAt?: Date | undefined;
  readonly address: Address;
  readonly reason: string;
}

/** A message that was not delivered, or may not have been. */
export interface TroubledMessage extends OutboxMessage {
  /** Undefined for channels. */
  readonly recipient?: PersonId | undefined;
}

/** A message leased to one relay until `leasedUntil`; the lease is the fence for `settle`. */
export interface ClaimedMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly leasedUntil: Date;
  readonly platform: Platform;
  /** Undefined when the message it would change never arrived. */
  readonly attempt: Attempt | undefined;
  readonly attempts: number;
  readonly place: SendPlace | undefined;
  readonly budgetOf: PersonId | undefined;
  readonly week: string | undefined;
  /** The id of the request that it came of; undefined for what was due by itself. */
  readonly origin: string | undefined;
}

export interface Claim {
  readonly platform: Platform;
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly limit: number;
  /** Least time between two messages of one lane. */
  readonly laneMs: number;
  /** Most messages a second to one workspace. */
  readonly perSecond: number;
  /** True while all sending is stopped: only replies, and changes of what is there already. */
  readonly changesOnly?: boolean | undefined;
}

export interface Settlement {
  readonly message: ClaimedMessage;
  readonly outcome: Outcome;
  readonly at: Date;
}

export interface Postponement {
  readonly message: ClaimedMessage;
  /** Undefined when there is no time for it any more. */
  readonly dueAt: Date | undefined;
  /** True if nothing of its lane may pass it meanwhile. */
  readonly keepsPlace?: boolean | undefined;
  /** The week in which it counts from now on; undefined where that does not change. */
  readonly week?: string | undefined;
  readonly at: Date;
}

export interface Waking {
  readonly id: string;
  readonly now: Date;
  /** Undefined for what no budget counts. */
  readonly week: string | undefined;
}

/** Refused because somebody was out of reach, at most four weeks ago, and not too late yet. */
export interface SleepingMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly recipient?: PersonId | undefined;
  readonly budgetOf?: PersonId | undefined;
}

export interface DeliveryCounts {
  readonly delivered: number;
  readonly failed: number;
}

export interface OutboxRows {
  /** False if the key was queued before. */
  queue(message: QueuedMessage): Steps<boolean>;
  /** Takes back what still waits; gives how many. What is being delivered is not tried again. */
  cancelGroup(group: string): Steps<number>;
  /** Takes back, in the same way, every direct message that the bot started for this person. */
  cancelWaitingFor(person: PersonId): Steps<number>;
  /** Takes back, in the same way, everything for a workspace that the app has left. */
  cancelWorkspace(platform: Platform, workspace: string): Steps<number>;
  /**
   * Lets what waits for this person wait until then; what would be too late by then is taken back.
   * Gives how many are changed.
   */
  putOffFor(person: PersonId, until: Date): Steps<number>;
  find(key: OutboxKey): Steps<OutboxMessage | undefined>;
  /** Locks it until the transaction ends, before a body reads what it shows and changes that. */
  guardMessage(key: OutboxKey): Steps<void>;
  /**
   * What a message shows: the card of its newest change with this supersede key that waits or went out,
   * else its own. Undefined if that card is gone, or the change took the message back.
   */
  findCard(key: OutboxKey, changes: string): Steps<Card | undefined>;
  /** The newest message with this supersede key that waits or was delivered. */
  findLatest(supersedes: string): Steps<OutboxMessage | undefined>;
  /** Messages of a group that were posted and are up, or still wait to be. */
  listGroupPosts(group: string): Steps<readonly OutboxMessage[]>;
  /** Those of these keys that were queued, whatever became of them. */
  findQueuedKeys(keys: readonly OutboxKey[]): Steps<ReadonlySet<OutboxKey>>;
  /** Those of these groups of which something was posted and is up, or still waits to be. */
  findPosted(groups: readonly string[]): Steps<ReadonlySet<string>>;
  /** Posts of a group that may be up, or may come up yet: their end is unknown, or they sleep. */
  listDoubtfulPosts(group: string): Steps<readonly OutboxMessage[]>;
  /** Direct messages the bot started for this person in this week: sent or waiting. */
  countBudget(person: PersonId, week: string): Steps<number>;
  countDeliveries(since: Date, until: Date): Steps<DeliveryCounts>;
  /** What sleeps for a conversation, what is urgent first, then the newest. */
  listSleeping(to: Address, now: Date): Steps<readonly SleepingMessage[]>;
  /**
   * Lets one of them wait again, now and in the given week's budget; everything else that slept for
   * the conversation stays refused, so that nothing bursts. Without one, all of it does.
   */
  wake(to: Address, one: Waking | undefined): Steps<void>;
  /** Posts that were refused, are unknown, dead or expired since then; the newest first. */
  listTroubled(since: Date, limit: number): Steps<readonly TroubledMessage[]>;

  /** Leases due messages: the head of each lane, within the pace, urgent ones first. */
  claim(claim: Claim): Steps<readonly ClaimedMessage[]>;
  /** Records one attempt. False if the lease was lost: then nothing changed. */
  settle(settlement: Settlement): Steps<boolean>;
  /**
   * Gives a message back until `dueAt` without spending its attempt; one that would expire before
   * is expired at once. False if the lease was lost.
   */
  postpone(postponement: Postponement): Steps<boolean>;
  /** Marks what is past its time or has ended its process too often; gives how many. */
  expire(now: Date): Steps<number>;
  /** When the next waiting message is due; undefined if none waits. `changesOnly` as for a claim. */
  nextDueAt(changesOnly?: boolean): Steps<Date | undefined>;
  /** Gives back what a process that has ended held: only for a store with one process. */
  releaseLeases(): Steps<number>;
}
