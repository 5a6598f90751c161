import type { OutboxKey, PersonId, ShoutOutId, SiteId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Steps } from "./steps.ts";

/** Shout-outs, and which nudge went where. Nothing here is ever counted by person. */
export interface PraiseRows {
  /** The same id is kept once; false if it was there. */
  addShoutOut(shoutOut: ShoutOut): Steps<boolean>;
  /** Undefined if it was hidden or taken back. */
  findShoutOut(id: ShoutOutId): Steps<ShoutOut | undefined>;
  /** Keeps the row for the records, out of everybody's sight. */
  hideShoutOut(id: ShoutOutId, at: Date): Steps<void>;
  /** Notes which message tells the receiver, so that several can share one. */
  setTelling(id: ShoutOutId, receiver: PersonId, key: OutboxKey): Steps<void>;
  /** The message that tells, or told, this receiver. */
  findTelling(id: ShoutOutId, receiver: PersonId): Steps<OutboxKey | undefined>;
  listToldBy(receiver: PersonId, key: OutboxKey): Steps<readonly ShoutOut[]>;
  /** Oldest first, from `since` (inclusive) to `until` (exclusive). */
  listShoutOuts(range: PraiseRange): Steps<readonly ShoutOut[]>;
  /** The person's own: given and received, newest first. */
  listMine(person: PersonId, limit: number): Steps<readonly ShoutOut[]>;

  listNudgesSent(subject: string, since: string): Steps<readonly NudgeSent[]>;
  addNudgeSent(sent: NudgeSent): Steps<void>;
}

export interface PraiseRange {
  readonly since: Date;
  readonly until: Date;
  readonly site?: SiteId | undefined;
}

/** A nudge that went to a site's channel or to a person who asked. */
export interface NudgeSent {
  /** "site:<id>" or "person:<id>". */
  readonly subject: string;
  readonly nudge: string;
  /** The local day it was for. */
  readonly day: string;
}
