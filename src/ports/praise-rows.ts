import type { OutboxKey, PersonId, ShoutOutId, SiteId } from "#domain/ids.ts";
import type { SeenSpot } from "#domain/not-looked.ts";
import type { HiddenBy, ShoutOut, ShoutOutReport } from "#domain/shout-out.ts";
import type { Steps } from "./steps.ts";

/** Shout-outs, and which nudge went where. Nothing here is ever counted by person. */
export interface PraiseRows {
  /** The same id is kept once; false if it was there. */
  addShoutOut(shoutOut: ShoutOut): Steps<boolean>;
  /** Undefined if it was hidden or taken back. */
  findShoutOut(id: ShoutOutId): Steps<ShoutOut | undefined>;
  /**
   * Locks it until the transaction ends, before a body reads it and decides: of an edit, a hide and a
   * take-back at once the last one counts everywhere. SQLite has one writer and needs nothing.
   */
  guardShoutOut(id: ShoutOutId): Steps<void>;
  /** Also one that was hidden, with who hid it. */
  findKept(id: ShoutOutId): Steps<KeptShoutOut | undefined>;
  /** The same for many at once, in the order of their ids here. */
  listKept(ids: readonly ShoutOutId[]): Steps<readonly KeptShoutOut[]>;
  /** Words, practice, value, receivers and share as they are from now on; raises the revision. */
  reviseShoutOut(shoutOut: ShoutOut, at: Date): Steps<void>;
  /**
   * Keeps the row for the records, out of everybody's sight. The first to hide it stays named, but for somebody
   * thanked: whoever takes it away altogether comes after them.
   */
  hideShoutOut(id: ShoutOutId, at: Date, by: HiddenBy): Steps<void>;

  /** Notes which summary quotes these, in this order. */
  addQuotes(key: OutboxKey, shoutOuts: readonly ShoutOutId[], at: Date): Steps<void>;
  /** The summaries that quote it, the oldest first. */
  listQuoting(id: ShoutOutId): Steps<readonly OutboxKey[]>;
  /** What a summary quotes and is still up, in its order. */
  listQuoted(key: OutboxKey): Steps<readonly ShoutOut[]>;
  /** Those that some summary with such a key quoted: "roundup:<site>:". */
  listQuotedIn(keyStart: string, since: Date): Steps<readonly ShoutOutId[]>;

  /** One short answer of somebody thanked; false if they gave one already. */
  saveThankBack(id: ShoutOutId, receiver: PersonId, back: ThankBack): Steps<boolean>;
  listThankBacks(id: ShoutOutId): Steps<readonly ThankBack[]>;
  /** Giver or receiver: other schools may read it too; undefined takes it back. */
  saveSpread(id: ShoutOutId, person: PersonId, at: Date | undefined): Steps<void>;
  /** Up, not private, and everybody named in it agreed; the oldest first. */
  listSpreadable(since: Date): Steps<readonly ShoutOut[]>;
  /** True for giver and receivers who agreed. */
  hasAgreed(id: ShoutOutId, person: PersonId): Steps<boolean>;

  /** One a person and shout-out: theirs that was settled is open again; false if theirs is open still. */
  addReport(report: ShoutOutReport): Steps<boolean>;
  listReports(id: ShoutOutId): Steps<readonly ShoutOutReport[]>;
  /** Settles all that are open for it. */
  settleReports(id: ShoutOutId, settled: SettledReport): Steps<void>;
  /** Notes which message tells the receiver, so that several can share one. */
  setTelling(id: ShoutOutId, receiver: PersonId, key: OutboxKey): Steps<void>;
  /** The message that tells, or told, this receiver. */
  findTelling(id: ShoutOutId, receiver: PersonId): Steps<OutboxKey | undefined>;
  listToldBy(receiver: PersonId, key: OutboxKey): Steps<readonly ShoutOut[]>;
  /** Oldest first, from `since` (inclusive) to `until` (exclusive). */
  listShoutOuts(range: PraiseRange): Steps<readonly ShoutOut[]>;
  /** The person's own: given and received, newest first. */
  listMine(person: PersonId, limit: number): Steps<readonly ShoutOut[]>;
  /**
   * One side of the person's own, newest first. What they received and what was hidden by somebody thanked is
   * among it; what the giver or a lead took down is not.
   */
  listOwn(person: PersonId, piece: OwnPiece): Steps<readonly OwnShoutOut[]>;
  /** Each school and practice once, of what is up and not private, from `since` (inclusive). Nothing of anybody. */
  listThankedSpots(since: Date): Steps<readonly SeenSpot[]>;
  /** What is up and not private of what has these keys: each key and practice once. */
  listQuotedSpots(keys: readonly OutboxKey[]): Steps<readonly QuotedSpot[]>;
  /** True if anybody was thanked before, whatever became of it. */
  wasUsedBefore(at: Date): Steps<boolean>;

  listNudgesSent(subject: string, since: string): Steps<readonly NudgeSent[]>;
  addNudgeSent(sent: NudgeSent): Steps<void>;
}

/** A shout-out as the records have it. */
export interface KeptShoutOut extends ShoutOut {
  readonly hiddenAt?: Date | undefined;
  readonly hiddenBy?: HiddenBy | undefined;
}

/** A part of somebody's own list. */
export interface OwnPiece {
  readonly side: "given" | "received";
  readonly skip: number;
  readonly limit: number;
}

/** A shout-out as somebody in it may read it. */
export interface OwnShoutOut extends KeptShoutOut {
  /** Of what they gave: every answer. Of what they received: their own. */
  readonly thankBacks: readonly ThankBack[];
}

export interface ThankBack {
  readonly receiver: PersonId;
  readonly text: string;
  readonly at: Date;
}

export type SettledReport = Required<Pick<ShoutOutReport, "outcome" | "settledBy" | "settledAt">>;

/** A summary's key, or a note's, and a practice that is thanked for in what it quotes. */
export interface QuotedSpot {
  readonly key: OutboxKey;
  readonly practice: string;
}

export interface PraiseRange {
  readonly since: Date;
  readonly until: Date;
  readonly site?: SiteId | undefined;
  /** Only what is meant for the whole district; without a school. */
  readonly forDistrict?: boolean | undefined;
}

/** A nudge that went to a site's channel or to a person who asked. */
export interface NudgeSent {
  /** "site:<id>" or "person:<id>". */
  readonly subject: string;
  readonly nudge: string;
  /** The local day it was for. */
  readonly day: string;
}
