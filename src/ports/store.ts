import type { DistrictId } from "#domain/ids.ts";
import type { AccessRows } from "./access-rows.ts";
import type { AuditRows } from "./audit-rows.ts";
import type { Card } from "./card.ts";
import type { DecidingRows } from "./deciding-rows.ts";
import type { Directory } from "./directory.ts";
import type { Installations, WorkspaceLinks } from "./installations.ts";
import type { ListeningRows } from "./listening-rows.ts";
import type { OutboxRows } from "./outbox-rows.ts";
import type { PraiseRows } from "./praise-rows.ts";
import type { RecordRows } from "./record-rows.ts";
import type { RestoredRows } from "./restored-rows.ts";
import type { RosterRows } from "./roster-rows.ts";
import type { SendRows } from "./send-rows.ts";
import type { ServingRows } from "./serving-rows.ts";
import type { ShowingRows } from "./showing-rows.ts";
import type { Steps } from "./steps.ts";
import type { StoreHealth } from "./store-health.ts";
import type { StudentRows } from "./student-rows.ts";
import type { VisitingRows } from "./visiting-rows.ts";
import type { WaveRows } from "./wave-rows.ts";

/** One thing that is due at a time: truth for the scheduler. */
export interface Scheduled {
  /** Unique in the district: "nudge:<site>", "reminder:<wave>:<site>". */
  readonly id: string;
  readonly campaign: Campaign;
  /** What it is about: a site, a person or a wave, as the campaign reads it. */
  readonly subject: string;
  readonly nextAt: Date;
}

export const campaigns = [
  "reminder",
  "close",
  "check_back",
  "late_invitation",
  "wave_card",
  "live_cards",
  "calls",
  "nudge",
  "personal_nudge",
  "roundup",
  "weekly_ask",
  "digest",
  "principal_note",
  "pulse",
  "profile",
  "purge",
  "leaver",
  "calendar_check",
  "visit_thanks",
  "try_ask",
  "visit_sharing",
] as const;
export type Campaign = (typeof campaigns)[number];

export interface ScheduleRows {
  /** The earliest first; of these campaigns alone where some are named. */
  listDue(now: Date, limit: number, only?: readonly Campaign[]): Steps<readonly Scheduled[]>;
  find(id: string): Steps<Scheduled | undefined>;
  /** The same for many at once, by id. */
  findAll(ids: readonly string[]): Steps<ReadonlyMap<string, Scheduled>>;
  /** Starts it, or moves it to another time. */
  save(scheduled: Scheduled): Steps<void>;
  /**
   * Compare-and-set, for whoever runs it: moves it on only if nobody did, or has it in hand; undefined
   * ends it.
   */
  advance(scheduled: Scheduled, nextAt: Date | undefined): Steps<boolean>;
  /** The same for a plan that changed: waits for whoever has it in hand. False if they moved it. */
  move(scheduled: Scheduled, nextAt: Date): Steps<boolean>;
  remove(id: string): Steps<void>;
  /** Of these campaigns alone where some are named. */
  nextAt(only?: readonly Campaign[]): Steps<Date | undefined>;
  /** What stands there may run now that could not: whoever waits looks again after the commit. */
  lookAgain(): void;
}

/** Which events have acted: hashes of their keys, never what was in them. */
export interface EventRows {
  /** False if this event was seen before. */
  remember(key: string, at: Date): Steps<boolean>;
  has(key: string): Steps<boolean>;
  forgetBefore(at: Date): Steps<void>;
  /** When somebody last did something, or something was last delivered. */
  lastAt(): Steps<Date | undefined>;
}

/** What the playground shows as a chat platform's memory. */
export interface LocalMessage {
  readonly id: string;
  readonly key: string;
  /** "account" or "channel", and its id. */
  readonly conversation: string;
  readonly card: Card;
  readonly at: Date;
  readonly editedAt?: Date | undefined;
}

export interface LocalMessageRows {
  /** Keeps one message a key; gives its id. */
  add(message: LocalMessage): Steps<string>;
  replaceCard(id: string, card: Card, at: Date): Steps<boolean>;
  remove(id: string): Steps<boolean>;
  list(conversation: string): Steps<readonly LocalMessage[]>;
}

/** Everything a use case may touch: one district, inside one transaction. */
export interface Transaction {
  readonly district: DistrictId;
  readonly roster: RosterRows;
  readonly waves: WaveRows;
  readonly listening: ListeningRows;
  readonly praise: PraiseRows;
  readonly showing: ShowingRows;
  readonly students: StudentRows;
  readonly serving: ServingRows;
  readonly visiting: VisitingRows;
  readonly deciding: DecidingRows;
  readonly schedule: ScheduleRows;
  readonly outbox: OutboxRows & SendRows;
  readonly events: EventRows;
  readonly audit: AuditRows;
  readonly access: AccessRows;
  readonly localMessages: LocalMessageRows;
  readonly restored: RestoredRows;
  readonly records: RecordRows;
}

/** When a whole district was erased, and by whom. */
export interface DistrictStone {
  readonly at: Date;
  readonly by: string;
}

/** How many rows of each table are gone; tables without any are left out. */
export type ErasedRows = Readonly<Record<string, number>>;

/** What became of the traces of deleted rows. */
export type Forgetting = "done" | "busy" | "server";

/** Where the product remembers. A district's rows are never read with another's. */
export interface Store {
  readonly health: StoreHealth;
  readonly directory: Directory;
  readonly installations: Installations;
  readonly links: WorkspaceLinks;
  /** All or nothing; resolved means kept, also over a power cut. */
  transaction<T>(district: DistrictId, body: (tx: Transaction) => Steps<T>): Promise<T>;
  /** Reads without a lock; a body that writes must use `transaction`. */
  read<T>(district: DistrictId, body: (tx: Transaction) => Steps<T>): Promise<T>;
  /**
   * Removes every row of the district and what leads to it. With a stone it is for good: that it was done
   * stays, and DISTRICT_HELD is thrown while a hold stands.
   */
  eraseDistrict(district: DistrictId, stone?: DistrictStone): Promise<ErasedRows>;
  /**
   * After an erasure: nothing of what is gone stays in the database's own files. "busy" if somebody reads
   * just now; "server" where another program keeps the files.
   */
  forgetDeleted(): Promise<Forgetting>;
  /**
   * Keeps everything as it is now under a name until the process ends, for the playground's next fresh
   * start. False where another program keeps the files.
   */
  keepScene(name: string): Promise<boolean>;
  /** Puts a district's rows of it back where there are none; false if there is none of this name. */
  putSceneBack(district: DistrictId, name: string): Promise<boolean>;
  listDistricts(): Promise<readonly DistrictId[]>;
  /** Tells after each transaction, also of another process, that made something due in a district. */
  whenDue(hear: (district: DistrictId) => void): void;
  close(): Promise<void>;
}
