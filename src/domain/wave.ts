import type { AnswerId, CallTaskId, PersonId, SiteId, WaveId } from "./ids.ts";

export type WaveState = "draft" | "open" | "closed";

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
}

export interface Answer {
  readonly id: AnswerId;
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly person: PersonId;
  readonly kind: AnswerKind;
  readonly at: Date;
  readonly platform: string;
}

/** A person, not the bot, should call this school or answer its question. */
export interface CallTask {
  readonly id: CallTaskId;
  readonly wave: WaveId;
  readonly site: SiteId;
  readonly lead: PersonId;
  readonly reason: "no_answer" | "question" | "stopped" | "joined";
  /** The question as it was asked; empty for other reasons. */
  readonly words: string;
  /** Who asked; undefined for other reasons. */
  readonly askedBy?: PersonId | undefined;
  readonly createdOn: string;
  readonly doneAt?: Date | undefined;
}

/** At most three pitfalls may be named with one "not yet". */
export const MOST_PITFALLS = 3;

/** The pitfall of a school that would rather not say: it is never shown or answered. */
export const PREFER_NOT_TO_SAY = "prefer_not_to_say";
