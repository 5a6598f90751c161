import type { PersonId, SiteId } from "./ids.ts";
import type { Answer, AnswerKind, AnswerStage, Invitation } from "./wave.ts";

/** What a district's own list of past waves can say about a school, a row each. */
export const rolloutTypes = [
  "invited",
  "reinvited",
  "reminder_1",
  "reminder_2",
  "reminder_3",
  "reply_yes",
  "reply_not_yet",
  "reply_no",
  "barriers",
  "connection_sent",
  "return_requested",
  "call_logged",
  "snoozed",
  "closed_no_answer",
] as const;
export type RolloutType = (typeof rolloutTypes)[number];

/** The columns of such a list. */
export type RolloutColumn = "ts" | "site" | "wave" | "type" | "detail" | "sent_by_bot" | "by";

/** One row of the list, as it happened. */
export interface RolloutEvent {
  /** Where it stands in the file; the header is line 1. */
  readonly line: number;
  readonly at: Date;
  /** The local day at the school. */
  readonly day: string;
  readonly site: SiteId;
  /** The wave's name: "Wave 1". */
  readonly wave: string;
  readonly type: RolloutType;
  /** Pitfalls that were named, answered with a connection, or quoted. */
  readonly codes: readonly string[];
  /** "2026-02": when a snoozed school wants to hear again. */
  readonly month?: string | undefined;
  /** What was said in a call; "" for no note. */
  readonly words: string;
  /** True for a yes that the list calls late. */
  readonly late: boolean;
  readonly by?: PersonId | undefined;
}

/** A row that contradicts another one, and why. */
export interface RolloutProblem {
  readonly line: number;
  readonly column: RolloutColumn;
  readonly reason: string;
}

export interface PastAnswer {
  readonly kind: Extract<AnswerKind, "yes" | "not_yet" | "no">;
  readonly at: Date;
  readonly by?: PersonId | undefined;
  readonly stage: AnswerStage;
  /** What was in the way, and the local day on which a connection for it was sent. */
  readonly pitfalls: readonly {
    readonly code: string;
    readonly connectedOn?: string | undefined;
  }[];
}

export interface PastCall {
  readonly at: Date;
  readonly by?: PersonId | undefined;
  readonly words: string;
}

export interface PastReturn {
  readonly at: Date;
  readonly day: string;
  readonly by?: PersonId | undefined;
  /** When the school next heard or said something; the request's own time where nothing followed. */
  readonly doneAt: Date;
}

/** The platform of an answer that a list tells, with the person who gave it. */
export const LISTED = "import";
/** The same where the list names nobody: the school's lead stands for whoever it was. */
export const LISTED_UNNAMED = "import_unnamed";

/** Who gave an answer; undefined where nobody knows. */
export function answererOf({
  person,
  platform,
}: Pick<Answer, "person" | "platform">): PersonId | undefined {
  return platform === LISTED_UNNAMED ? undefined : person;
}

/** What happened between one wave and one school. */
export interface PastInvitation {
  readonly wave: string;
  readonly site: SiteId;
  readonly events: readonly RolloutEvent[];
  /** Undefined where a school was called in a wave that neither asked it nor heard from it. */
  readonly invitation?: Omit<Invitation, "wave"> | undefined;
  readonly answers: readonly PastAnswer[];
  readonly calls: readonly PastCall[];
  readonly returns: readonly PastReturn[];
  /** The month it still waits for, by the list: nothing was said or sent since. */
  readonly snoozedUntil?: string | undefined;
}

/** The name of a wave as a list writes it: "1" is "Wave 1". */
export function toWaveName(written: string): string {
  return WAVE_NUMBER.test(written) ? `Wave ${Number(written)}` : written;
}

const WAVE_NUMBER = /^\d{1,3}$/;
