import type { DecisionId, PersonId, SchoolWordId, SiteId, WaveId } from "./ids.ts";

/** What the bot decided about: each step of a wave towards one school. */
export const decisionSteps = [
  "invitation",
  "reminder_1",
  "reminder_2",
  "reminder_3",
  "connection",
  "check_back",
  "call_task",
  "pulse",
] as const;
export type DecisionStep = (typeof decisionSteps)[number];

/** Why something was sent, put off or not sent. Every one has its sentence in messages. */
export const decisionReasons = [
  "planned",
  "first_window",
  "closed_days",
  "testing_week",
  "late",
  "budget",
  "paused",
  "answered",
  "question_open",
  "snoozed",
  "stopped",
  "call_logged",
  "wave_closed",
  "no_room_before_close",
  "no_principal",
  "no_account",
  "most_reminders",
  "no_change_written",
  "joined_already",
  "in_another_wave",
  "sent_this_year",
  "no_follow_up",
  "rather_not_say",
  "not_invited",
  "not_this_year",
] as const;
export type DecisionReason = (typeof decisionReasons)[number];

/** One decision to send or not to send, kept so that anybody who may ask can be told why. */
export interface Decision {
  readonly id: DecisionId;
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly at: Date;
  readonly step: DecisionStep;
  readonly verdict: "sent" | "postponed" | "not_sent";
  readonly reason: DecisionReason;
  /** The local day it is sent on, or was put off to; undefined for what is not sent. */
  readonly day?: string | undefined;
}

/**
 * Without what a later decision replaced before its day came; both know the local day they were made on.
 * The newest first, as they come.
 */
export function stillTrue<D extends Decision & { readonly on: string }>(
  decisions: readonly D[],
): readonly D[] {
  return decisions.filter(
    ({ day, step, wave }, index) =>
      day === undefined ||
      !decisions
        .slice(0, index)
        .some((later) => later.step === step && later.wave === wave && later.on < day),
  );
}

/** What people wrote about a school: each is one line in somebody's words. */
export const schoolWordKinds = ["call", "why_line", "thanks", "story", "testimonial"] as const;
export type SchoolWordKind = (typeof schoolWordKinds)[number];

export interface SchoolWord {
  readonly id: SchoolWordId;
  readonly kind: SchoolWordKind;
  readonly text: string;
  /** Undefined for what is about the whole district. */
  readonly site?: SiteId | undefined;
  readonly wave?: WaveId | undefined;
  /** Who wrote it down. */
  readonly writer: PersonId;
  /** Whose words they are: nobody but they can consent. */
  readonly owner?: PersonId | undefined;
  readonly at: Date;
  readonly consentAt?: Date | undefined;
  /** The last local day on which it is used. */
  readonly expiresOn?: string | undefined;
  /** Taken off the shelf, or replaced. */
  readonly retiredAt?: Date | undefined;
}

/** What somebody does for a school: answers in the principal's place, or is in its PL team. */
export interface SchoolPerson {
  readonly site: SiteId;
  readonly person: PersonId;
  readonly part: "delegate" | "team";
  readonly namedBy: PersonId;
  readonly at: Date;
}

export const pulseAnswers = ["yes", "partly", "not_yet"] as const;
export type PulseAnswer = (typeof pulseAnswers)[number];

/** One person's pulse. It is only ever read as counts by wave, of five or more. */
export interface Pulse {
  readonly wave: WaveId;
  /** "first", or a semester: "2026-spring". */
  readonly round: string;
  readonly site: SiteId;
  readonly person: PersonId;
  readonly at: Date;
  /** In the order of the library's three items. */
  readonly answers: readonly PulseAnswer[];
}
