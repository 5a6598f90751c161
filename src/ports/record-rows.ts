import type {
  AnswerId,
  CallTaskId,
  ExpeditionId,
  OutboxKey,
  PersonId,
  ShoutOutId,
} from "#domain/ids.ts";
import type { Hold, RecordFilter, RecordType, Tombstone } from "#domain/records.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Card, Page } from "./card.ts";
import type { OutboxMessage } from "./outbox-rows.ts";
import type { Steps } from "./steps.ts";

/** One record as it is stored, with what hangs on it; "id" is its own name within its type. */
export interface StoredRecord {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A part of a list in the order of ids: what comes after one id. */
export interface RecordPart {
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface HeldCount {
  readonly total: number;
  /** How many of them a hold covers. */
  readonly held: number;
}

/** What a timer ends, in the order in which it must go. */
export const purgeSteps = [
  "shout_out",
  "shout_out_report",
  "peer_visit",
  "try",
  "nudge",
  "room_skip",
  "correction",
  "expedition",
  "focus_group",
  "digest",
  "training",
  "made_change",
  "answer",
  "call_task",
  "decision",
  "school_word",
  "pulse",
  "invitation",
  "delivery",
  "card",
  "message",
  "playground_message",
] as const;
export type PurgeStep = (typeof purgeSteps)[number];

/** First days that are still kept: what is of an earlier day has had its time. */
export interface KeptFrom {
  readonly praise: string;
  readonly answers: string;
  readonly log: string;
  /** For messages' rows, whose cards are gone before them. */
  readonly keys: string;
}

/** By step; a step with nothing to do is left out. */
export type Purged<T> = ReadonlyMap<PurgeStep, T>;

/** A card that was queued, with what is needed to look for words in it. */
export interface StoredCard extends OutboxMessage {
  readonly action: "post" | "update" | "retract" | "publish";
  /** The message that it changes; undefined for one of its own. */
  readonly of?: OutboxKey | undefined;
  readonly card: Card | Page;
  readonly held: boolean;
}

/** What the playground shows, with its card. */
export interface ShownCard {
  readonly id: string;
  /** The key of the message that it shows. */
  readonly key: string;
  readonly card: Card;
  readonly held: boolean;
}

/** A question in somebody's words. */
export interface StoredQuestion {
  readonly id: CallTaskId;
  readonly askedBy?: PersonId | undefined;
}

/** A roundup or digest that was posted, and whose card is gone by its time. */
export interface PastSummary {
  readonly key: OutboxKey;
  /** "roundup:<site>" or "digest:<person>": those of one series follow each other. */
  readonly series: string;
  readonly dueAt: Date;
}

/** Somebody who has left, and when their name goes. */
export interface Leaver {
  readonly person: PersonId;
  readonly nextAt: Date;
}

/** Records as the law sees them: which are there, which must stay, and which must go. */
export interface RecordRows extends HoldRows, ErasureRows {
  /** Everybody with this id or this e-mail in any case, also who has left. */
  findNamed(named: string): Steps<readonly Person[]>;
  list(type: RecordType, filter: RecordFilter, part: RecordPart): Steps<readonly StoredRecord[]>;
  count(type: RecordType, filter: RecordFilter): Steps<HeldCount>;
  /** Ends what has had its time and is under no hold, at most `limit` rows; gives the records' ids. */
  purge(purging: KeptFrom & { readonly limit: number }): Steps<Purged<readonly string[]>>;
  /** How many have had their time and stay because of a hold. */
  countKept(kept: KeptFrom): Steps<Purged<number>>;
  /** When the oldest audit entry under a hold was written; undefined if none of them is. */
  firstHeldEntry(): Steps<Date | undefined>;
  /** People who have left and whose going was not noticed yet. */
  listUnnoticedLeavers(limit: number): Steps<readonly PersonId[]>;
  /** When each of those who have left will be forgotten. */
  listLeavers(): Steps<readonly Leaver[]>;
}

export interface HoldRows {
  /** Takes the same lock as guardHolds. */
  addHold(hold: Hold): Steps<void>;
  /** Locks the district's holds until the transaction ends: for whoever asks them and then deletes. */
  guardHolds(): Steps<void>;
  /** Those of the ids that a hold covers; with a filter only those of them that it means. */
  listHeld(
    type: RecordType,
    ids: readonly string[],
    filter?: RecordFilter,
  ): Steps<ReadonlySet<string>>;
  /** False if there is none, or it was released before. */
  releaseHold(id: string, at: Date): Steps<boolean>;
  /** The newest first, released ones too. */
  listHolds(): Steps<readonly Hold[]>;
  /** Writes down what is gone; a record that has its stone keeps it. */
  bury(tombstones: readonly Tombstone[]): Steps<void>;
  listTombstones(): Steps<readonly Tombstone[]>;
}

/** What an erasure works with. Nothing that a hold covers is listed, changed or removed. */
export interface ErasureRows {
  /** Hidden ones too. */
  listShoutOuts(filter: RecordFilter, part: RecordPart): Steps<readonly ShoutOut[]>;
  /** Questions that still have their words; of a person only their own. */
  listQuestions(filter: RecordFilter, part: RecordPart): Steps<readonly StoredQuestion[]>;
  listCards(part: RecordPart): Steps<readonly StoredCard[]>;
  listShownCards(part: RecordPart): Steps<readonly ShownCard[]>;
  listPastSummaries(since: Date): Steps<readonly PastSummary[]>;

  /** With its quotes and the reports that no hold covers. False if it was gone before. */
  removeShoutOut(id: ShoutOutId): Steps<boolean>;
  /** False if they were not thanked in it any more. */
  removeReceiver(id: ShoutOutId, receiver: PersonId): Steps<boolean>;
  rewriteShoutOut(id: ShoutOutId, words: Pick<ShoutOut, "text" | "helped">): Steps<void>;
  rewriteThankBack(id: ShoutOutId, receiver: PersonId, text: string): Steps<void>;
  /** False if its words were gone before. */
  eraseQuestion(id: CallTaskId): Steps<boolean>;
  /** Answers of the filter are `by` somebody else from now on; gives how many. */
  reassignAnswers(filter: RecordFilter, by: PersonId): Steps<number>;
  listAnswers(filter: RecordFilter, part: RecordPart): Steps<readonly AnswerId[]>;
  /** Gives those that were there. */
  removeAnswers(ids: readonly AnswerId[]): Steps<readonly AnswerId[]>;
  /** Messages at their end whose card is still there. */
  listSettledCards(filter: RecordFilter, part: RecordPart): Steps<readonly string[]>;
  /**
   * Ends what waits or is on its way, and takes the card of each, but of none that a hold covers; gives
   * those that had one.
   */
  blankCards(ids: readonly string[]): Steps<readonly string[]>;
  /** The same for everything of an outbox group, however it ended. */
  blankGroup(group: string): Steps<readonly string[]>;
  /** Changes what still waits; false if it has left meanwhile. */
  changeCard(id: string, card: Card): Steps<boolean>;
  changeShownCard(id: string, card: Card): Steps<void>;
  removeShownCards(ids: readonly string[]): Steps<void>;
  /** Removes rows of a type with their own parts; gives their ids, at most `limit`. */
  removeSome(type: RemovableType, filter: RecordFilter, limit: number): Steps<readonly string[]>;
  /** How many visits of the filter have notes; of a person those that they noted something on. */
  countNoted(filter: RecordFilter): Steps<number>;
  /** Takes the notes of at most `limit` parts of visits, of a person only their own; what was counted stays. */
  blankNotes(filter: RecordFilter, limit: number): Steps<readonly ExpeditionId[]>;
  /** Takes everything from a person's row but the id, and every role; `name` stands in their place. */
  blankPerson(person: PersonId, name: string): Steps<void>;
}

export const removableTypes = [
  "playground_message",
  "shout_out_report",
  "offer_to_show",
  "peer_visit",
  "try",
  "room_skip",
  "correction",
  "focus_group",
  "training",
  "made_change",
  "group_member",
  "nudge",
  "decision",
  "school_word",
  "school_person",
  "pulse",
  "planned",
  "preference",
  "account",
  "sign_in_link",
  "session",
  "known_browser",
] as const satisfies readonly RecordType[];
export type RemovableType = (typeof removableTypes)[number];
