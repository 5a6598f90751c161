import type { AnswerId, CallTaskId, PersonId, SiteId, WaveId } from "./ids.ts";

/**
 * "closing": its day has passed, and schools that asked for a later month are still to be asked in it;
 * every other one is closed.
 */
export const waveStates = ["draft", "open", "closing", "closed"] as const;
export type WaveState = (typeof waveStates)[number];

/** When a wave's reminders go out, in school days. The hard caps are in `reminders.ts`. */
export interface ReminderPlan {
  /** From the invitation to the first and the second; a district may leave them out. */
  readonly offsets: readonly number[];
  /** The third goes out so many school days before the close; undefined for none. */
  readonly beforeClose?: number | undefined;
}

/** Sites invited together. Months are shown as words ("October"); days are local days of the district. */
export interface Wave {
  readonly id: WaveId;
  readonly name: string;
  readonly state: WaveState;
  /** The district person the messages speak for. */
  readonly sender: PersonId;
  readonly timeNeeded: string;
  readonly startMonth: string;
  readonly nextWaveMonth: string;
  /** School days from the invitation to the close. */
  readonly windowDays: number;
  readonly openedAt?: Date | undefined;
  readonly closesOn?: string | undefined;
  /** How many schools the district hopes for; undefined where nobody said. */
  readonly target?: number | undefined;
  /** How many it can serve well; a yes beyond is taken, and starts when there is room. */
  readonly capacity?: number | undefined;
  /** The local day on which it should open; a person still opens it. */
  readonly opensOn?: string | undefined;
  /** The wave's own copy; undefined for the district's usual one. */
  readonly reminders?: ReminderPlan | undefined;
  /**
   * What changed since schools said "not yet", written by a person: by pitfall, "" for all others. A school
   * that said so before is only asked again with it.
   */
  readonly changes?: Readonly<Record<string, string>> | undefined;
  /** Who has pressed "open" once, and when: the second press opens. */
  readonly armedBy?: PersonId | undefined;
  readonly armedAt?: Date | undefined;
}

export const answerKinds = ["yes", "not_yet", "no", "question", "stop"] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** True for the five answers of the poll. */
export function isAnswerKind(value: string): value is AnswerKind {
  return answerKinds.some((kind) => kind === value);
}

/** One wave's offer to one site. `answer` is the last one given. */
export interface Invitation {
  readonly wave: WaveId;
  readonly site: SiteId;
  /** The local day on which it was sent; undefined until then or when nobody could be written to. */
  readonly invitedOn?: string | undefined;
  readonly remindersSent: number;
  readonly answer?: AnswerKind | undefined;
  readonly answeredAt?: Date | undefined;
  readonly callLoggedAt?: Date | undefined;
  /** "reinvited" for a school that said "not yet" or "not this year" before. */
  readonly kind?: "invited" | "reinvited" | undefined;
  /** The school's own last day: later than the wave's where it was asked later. */
  readonly closesOn?: string | undefined;
  /** "2026-02": nothing is sent before that month's first open school day. */
  readonly snoozedUntil?: string | undefined;
  /** The local day on which its time ended without an answer. */
  readonly endedOn?: string | undefined;
}

/** After what a school answered: it tells a district which reminder is worth sending. */
export const answerStages = [
  "invitation",
  "reminder_1",
  "reminder_2",
  "reminder_3",
  "call",
  "late",
] as const;
export type AnswerStage = (typeof answerStages)[number];

export interface Answer {
  readonly id: AnswerId;
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly person: PersonId;
  readonly kind: AnswerKind;
  readonly at: Date;
  readonly platform: string;
  readonly stage?: AnswerStage | undefined;
  /** What is in the way in the school's own words; "" for none. */
  readonly words?: string | undefined;
}

export const callReasons = [
  "question",
  "return_requested",
  "call_me",
  "joined",
  "check_back",
  "stopped",
  "unreachable",
  "no_answer",
] as const;

/** A person, not the bot, should call this school or answer its question. */
export interface CallTask {
  readonly id: CallTaskId;
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly lead: PersonId;
  readonly reason: (typeof callReasons)[number];
  /** The question as it was asked; empty for other reasons. */
  readonly words: string;
  /** Who asked; undefined for other reasons. */
  readonly askedBy?: PersonId | undefined;
  readonly createdOn: string;
  readonly doneAt?: Date | undefined;
  /** The reply clock: local days by which somebody has said "I am on it", and has acted. */
  readonly ackBy?: string | undefined;
  readonly actBy?: string | undefined;
  readonly acknowledgedAt?: Date | undefined;
  /** Not on the list before this local day: the school asked to be called again then. */
  readonly againOn?: string | undefined;
  /** Days the lead offered for a visit, and the one the school took. */
  readonly offered?: readonly string[] | undefined;
  readonly picked?: string | undefined;
}

/** At most three pitfalls may be named with one "not yet". */
export const MOST_PITFALLS = 3;

/** The pitfall of a school that would rather not say: it is never shown or answered. */
export const PREFER_NOT_TO_SAY = "prefer_not_to_say";
