import type { OutboxKey, PersonId } from "#domain/ids.ts";
import type { MessageKind } from "#domain/message-policy.ts";
import type { SendPlace } from "#domain/windows.ts";
import type { Address, Platform } from "./chat.ts";
import type { OutboxState, QueuedMessage } from "./outbox-rows.ts";
import type { Steps } from "./steps.ts";

/** How many messages of one occasion stand alike. */
export interface SendCount {
  readonly send: string;
  readonly state: OutboxState;
  readonly reason: string;
  readonly count: number;
}

/** One message of an occasion; never its card. */
export interface SentMessage {
  readonly key: OutboxKey;
  readonly kind: MessageKind;
  readonly state: OutboxState;
  readonly dueAt: Date;
  readonly address: Address;
  readonly reason: string;
  /** Undefined for channels. */
  readonly recipient?: PersonId | undefined;
  /** The occasion. */
  readonly send?: string | undefined;
  /** When it would have been too late. */
  readonly expiresAt?: Date | undefined;
  /** True if it may have arrived all the same. */
  readonly unsure: boolean;
  /** True if it was not wanted any more. */
  readonly takenBack: boolean;
}

/** A post that waits, and what decides whether and when it may still go. */
export interface WaitingMessage
  extends Pick<
    SentMessage,
    "key" | "kind" | "dueAt" | "address" | "recipient" | "send" | "expiresAt"
  > {
  readonly id: string;
  /** True if it was due before, outside its hours. */
  readonly postponed: boolean;
  readonly place?: SendPlace | undefined;
  readonly budgetOf?: PersonId | undefined;
  readonly week?: string | undefined;
}

/** How many posts of one occasion a platform took and refused. */
export interface SendOutcome {
  readonly send: string;
  readonly platform: Platform;
  readonly ended: number;
  readonly refused: number;
}

/** What became of each occasion. What was sent again counts once, as its last try. */
export interface SendRows {
  /** The counts of the last occasions, the newest occasion first. */
  listSends(limit: number): Steps<readonly SendCount[]>;
  listSend(send: string): Steps<readonly SentMessage[]>;
  /** A post as it was queued; undefined where its card is gone. */
  findQueued(key: OutboxKey): Steps<QueuedMessage | undefined>;
  /** What was refused stays refused: its next try stands for it, whenever somebody is heard of again. */
  leaveAsleep(key: OutboxKey): Steps<void>;
  /** Occasions of which something was refused since then. */
  listRefusedSends(since: Date): Steps<readonly SendOutcome[]>;
  /** Posts that wait and are due by then, the earliest first. */
  listWaiting(until: Date): Steps<readonly WaitingMessage[]>;
  /** Lets one that still waits be due at another time, and count in another week where one is given. */
  move(id: string, to: { readonly dueAt: Date; readonly week?: string | undefined }): Steps<void>;
  /** Counts one that is being delivered in another week. */
  countIn(id: string, week: string): Steps<void>;
  /** Ends one that still waits: it is shown as expired. */
  expireOne(id: string, at: Date): Steps<void>;
}
