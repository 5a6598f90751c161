import type { AnswerKind, AnswerStage, Invitation } from "./wave.ts";

/** Reminders after which a person calls. */
const BEFORE_CALL = 2;

const AFTER_MESSAGE: readonly AnswerStage[] = [
  "invitation",
  "reminder_1",
  "reminder_2",
  "reminder_3",
];

/** Yes, not yet or no: what a school stands by until it says otherwise. */
export function isDecided(kind: AnswerKind | undefined): kind is "yes" | "not_yet" | "no" {
  return kind === "yes" || kind === "not_yet" || kind === "no";
}

/**
 * After what a school answered: its last message, a call that came after the second reminder, or its time
 * was over.
 */
export function answerStage(
  { remindersSent, callLoggedAt }: Pick<Invitation, "remindersSent" | "callLoggedAt">,
  late: boolean,
): AnswerStage {
  if (late) return "late";
  if (callLoggedAt !== undefined && remindersSent >= BEFORE_CALL) return "call";
  return AFTER_MESSAGE[remindersSent] ?? "reminder_3";
}

/**
 * What a school stands by once somebody said `kind`: a question holds the place only while nothing else was
 * said, and who stops messages speaks for themselves alone.
 */
export function standingAfter(
  before: AnswerKind | undefined,
  kind: AnswerKind,
): AnswerKind | undefined {
  if (isDecided(kind)) return kind;
  return kind === "question" && !isDecided(before) ? "question" : before;
}
