import type { Steps } from "./steps.ts";

/** Everything that is written down because somebody used the district's power. Never a person's words. */
export const auditActions = [
  "signed_in",
  "signed_out",
  "signed_out_everywhere",
  "sign_in_refused",
  "page_read",
  "wave_drafted",
  "wave_edited",
  "wave_schools_changed",
  "wave_change_written",
  "wave_opened",
  "wave_closed",
  "site_answered_for",
  "delegate_named",
  "delegate_removed",
  "call_logged",
  "dates_offered",
  "visit_planned",
  "visit_moved",
  "visit_cancelled",
  "visit_finished",
  "visit_shared",
  "visit_corrected",
  "visits_imported",
  "team_chosen",
  "group_saved",
  "group_removed",
  "story_added",
  "story_consented",
  "story_withdrawn",
  "profile_changed",
  "words_changed",
  "idea_changed",
  "idea_retired",
  "idea_brought_back",
  "digest_reader_added",
  "digest_reader_removed",
  "channel_linked",
  "channel_asks_changed",
  "school_week_chosen",
  "account_matched",
  "workspace_linked",
  "workspace_unlinked",
  "link_code_made",
  "training_accepted",
  "training_dismissed",
  "change_said",
  "change_withdrawn",
  "shout_out_edited",
  "name_vouched",
  "shout_out_reported",
  "shout_out_left_up",
  "shout_out_hidden",
  "shout_out_removed",
  "roster_imported",
  "calendar_imported",
  "calendar_removed",
  "calendar_confirmed",
  "calendar_meanings_changed",
  "students_imported",
  "sending_stopped",
  "sending_resumed",
  "school_paused",
  "district_paused",
  "pause_ended",
  "sent_again",
  "answers_imported",
  "roles_changed",
  "records_exported",
  "records_erased",
  "copies_erased",
  "records_purged",
  "hold_placed",
  "hold_released",
  "retention_changed",
  "backup_made",
  "backup_restored",
  "district_moved",
  "district_exported",
  "audit_read",
  "audit_purged",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Ids, codes, counts and days: never text that somebody typed. */
export type AuditFacts = Readonly<Record<string, string>>;

export interface NewAuditEntry {
  readonly at: Date;
  /** "person:<id>", "command line", "timer", or "somebody unknown". */
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was done to: "wave:w1", "site:s1", "district". */
  readonly subject: string;
  readonly facts?: AuditFacts | undefined;
}

export interface AuditEntry extends Required<Omit<NewAuditEntry, "facts">> {
  /** From 1, without a gap. */
  readonly number: number;
  readonly facts: AuditFacts;
  readonly previousHash: string;
  readonly hash: string;
}

/** What is wrong with a chain, and where. */
export interface AuditFault {
  readonly number: number;
  readonly fault: "changed" | "missing" | "reordered" | "head";
}

/** One district's chain: every entry holds the hash of the one before it. */
export interface AuditRows {
  /** Adds one entry to the end, in the transaction of what it records. */
  append(entry: NewAuditEntry): Steps<void>;
  /** The newest first. */
  list(limit: number, before?: number): Steps<readonly AuditEntry[]>;
  /** In their order, from one number on; as many as the limit. */
  listFrom(number: number, limit: number): Steps<readonly AuditEntry[]>;
  /** The newest entry's number and hash; number 0 before the first. */
  getHead(): Steps<AuditHead>;
  /** The first fault in a whole walk over the chain; undefined if there is none. */
  findFault(): Steps<AuditFault | undefined>;
  /**
   * Removes what is older and keeps the place where the chain goes on, undefined if nothing is. Whoever
   * purges writes `through` and `hash` into the entry "audit_purged": the chain must begin there.
   */
  purgeBefore(at: Date): Steps<AuditPurge | undefined>;
}

export interface AuditPurge {
  readonly count: number;
  readonly through: string;
  readonly hash: string;
}

export interface AuditHead {
  readonly number: number;
  readonly hash: string;
  readonly purgedNumber: number;
  readonly purgedHash: string;
}
