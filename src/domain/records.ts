import type { PersonId, SiteId } from "./ids.ts";

/** The kinds of records that somebody can ask for, keep or have erased. */
export const recordTypes = [
  "shout_out",
  "shout_out_report",
  "answer",
  "invitation",
  "call_task",
  "decision",
  "school_word",
  "school_person",
  "pulse",
  "wave",
  "message",
  "playground_message",
  "nudge",
  "offer_to_show",
  "peer_visit",
  "try",
  "expedition",
  "room_skip",
  "correction",
  "focus_group",
  "digest",
  "training",
  "made_change",
  "group_member",
  "planned",
  "person",
  "preference",
  "account",
  "sign_in_link",
  "session",
  "known_browser",
  "audit_entry",
  "hold",
] as const;
export type RecordType = (typeof recordTypes)[number];

export function isRecordType(value: string): value is RecordType {
  return recordTypes.some((type) => type === value);
}

/** Which records are meant: all that is given must fit. Days are local days of the district. */
export interface RecordFilter {
  readonly person?: PersonId | undefined;
  readonly site?: SiteId | undefined;
  readonly fromDay?: string | undefined;
  /** The last day that is meant. */
  readonly untilDay?: string | undefined;
}

/** What must be kept whatever its time is, until the hold is released. */
export interface Hold extends RecordFilter {
  readonly id: string;
  /** Undefined for records of every type. */
  readonly type?: RecordType | undefined;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly releasedAt?: Date | undefined;
}

/** What is left of a record that is gone: that it was there, and why it is not. Never its content. */
export interface Tombstone {
  readonly type: RecordType;
  readonly record: string;
  readonly at: Date;
  /** "timer" or "command line". */
  readonly by: string;
  /** "praise:365" for a timer's class and days, or "erase". */
  readonly rule: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day of the calendar, "2025-08-18". */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
