import type { DecisionReason } from "./listening.ts";
import { addDays } from "./local-time.ts";
import type { SchoolDays } from "./school-days.ts";
import type { Invitation, ReminderPlan } from "./wave.ts";
import { defaultReminderPlan, MOST_REMINDERS } from "./wave-plan.ts";

/** After this many reminders a person calls instead; a later one is sent only if nobody did. */
export const REMINDERS_BEFORE_CALL = 2;

interface WaveDays {
  readonly schoolDays: SchoolDays;
  readonly closesOn: string;
  /** The wave's own plan; the usual one unless told. */
  readonly plan?: ReminderPlan | undefined;
  /** The local day on which this is planned; left out, nothing has gone out late. */
  readonly today?: string | undefined;
  /** True after a question was answered: the school gets as long as after an invitation. */
  readonly resumed?: boolean | undefined;
}

/** The next reminder and its local day, or why there is none. */
export type ReminderOutlook =
  | {
      readonly kind: "planned";
      readonly number: number;
      readonly day: string;
      /** Why it comes later than the plan says. */
      readonly putOff?: "testing_week" | "late" | undefined;
    }
  | {
      readonly kind: "none";
      readonly reason: DecisionReason;
      /** The local day on which a school that asked to be left alone is asked again. */
      readonly silentUntil?: string | undefined;
    };

/**
 * What comes next for an invitation, in school days, postponed over testing weeks. None after an answer, a
 * snooze, three sent, a logged call before the third, or a close that comes first. A reminder that went
 * out late moves the next: two never come close together.
 */
export function nextReminder(invitation: Invitation, days: WaveDays): ReminderOutlook {
  const { invitedOn } = invitation;
  const ended = endReason(invitation, days);
  if (ended) return { kind: "none", reason: ended };
  if (invitedOn === undefined) return { kind: "none", reason: "not_invited" };
  const planned = reminderDay(invitation, invitedOn, days);
  if (planned === undefined) return { kind: "none", reason: "no_room_before_close" };
  const day = notBefore(planned.day, invitation, days);
  if (day === undefined || day >= days.closesOn) {
    return { kind: "none", reason: "no_room_before_close" };
  }
  const putOff = day > planned.day ? "late" : planned.putOff;
  return { kind: "planned", number: invitation.remindersSent + 1, day, putOff };
}

/** The local day of the next reminder; undefined when no further one may be sent. */
export function nextReminderDay(invitation: Invitation, days: WaveDays): string | undefined {
  const next = nextReminder(invitation, days);
  return next.kind === "planned" ? next.day : undefined;
}

/** How many reminders the plan has, never more than the cap. */
export function plannedReminders({ offsets, beforeClose }: ReminderPlan): number {
  return Math.min(offsets.length + (beforeClose === undefined ? 0 : 1), MOST_REMINDERS);
}

function endReason(invitation: Invitation, { plan }: WaveDays): DecisionReason | undefined {
  const { answer, remindersSent } = invitation;
  if (answer === "question") return "question_open";
  if (answer === "stop") return "stopped";
  if (answer !== undefined) return "answered";
  if (invitation.snoozedUntil !== undefined) return "snoozed";
  if (invitation.endedOn !== undefined) return "wave_closed";
  if (remindersSent >= plannedReminders(plan ?? defaultReminderPlan)) return "most_reminders";
  const called = invitation.callLoggedAt !== undefined;
  return called && remindersSent >= REMINDERS_BEFORE_CALL ? "call_logged" : undefined;
}

interface PlannedDay {
  readonly day: string;
  readonly putOff?: "testing_week" | undefined;
}

/** Each is later than the one before: what testing weeks push together keeps its distance. */
function reminderDay(
  { remindersSent }: Invitation,
  invitedOn: string,
  { schoolDays, closesOn, plan = defaultReminderPlan }: WaveDays,
): PlannedDay | undefined {
  const { offsets, beforeClose } = plan;
  const due = offsets.slice(0, remindersSent + 1);
  const before = due.reduce(
    (day: string | undefined, offset, index) =>
      day && laterOf(schoolDays, day, { invitedOn, offset, apart: gapBefore(offsets, index) }),
    invitedOn,
  );
  if (before === undefined) return undefined;
  const offset = offsets[remindersSent];
  if (offset !== undefined) {
    const isMoved = schoolDays.addSchoolDays(invitedOn, offset) !== before;
    return { day: before, putOff: isMoved ? "testing_week" : undefined };
  }
  const last = beforeClose && schoolDaysBefore(schoolDays, closesOn, beforeClose);
  return last && last > before ? { day: last } : undefined;
}

/** School days between one offset and the one before it. */
function gapBefore(offsets: readonly number[], index: number): number {
  return (offsets[index] ?? 0) - (offsets[index - 1] ?? 0);
}

interface Step {
  readonly invitedOn: string;
  readonly offset: number;
  readonly apart: number;
}

function laterOf(
  schoolDays: SchoolDays,
  before: string,
  { invitedOn, offset, apart }: Step,
): string | undefined {
  const skip = { skipTesting: true };
  const planned = schoolDays.addSchoolDays(invitedOn, offset, skip);
  const isLater = planned !== undefined && planned > before;
  return isLater ? planned : schoolDays.addSchoolDays(before, apart, skip);
}

/** The one near the close keeps its distance from the close, so it is dropped where the one before came too late. */
function notBefore(
  planned: string,
  { remindersSent }: Invitation,
  { schoolDays, today, resumed, plan = defaultReminderPlan }: WaveDays,
): string | undefined {
  if (today === undefined) return planned;
  const wanted = distance(plan, remindersSent, resumed);
  const first =
    wanted === 0 ? today : schoolDays.addSchoolDays(today, wanted, { skipTesting: true });
  if (first === undefined || planned >= first) return planned;
  return remindersSent < plan.offsets.length ? first : undefined;
}

/** School days that must lie between the last message and this one. */
function distance(
  { offsets, beforeClose = 0 }: ReminderPlan,
  remindersSent: number,
  resumed = false,
): number {
  if (remindersSent >= offsets.length) return beforeClose;
  if (resumed) return offsets[0] ?? 0;
  return remindersSent === 0 ? 0 : gapBefore(offsets, remindersSent);
}

/** The school day that lies `count` school days before `day`; testing weeks are passed over. */
function schoolDaysBefore(schoolDays: SchoolDays, day: string, count: number): string | undefined {
  let found = 0;
  for (let back = 1; back <= 60; back++) {
    const candidate = addDays(day, -back);
    if (!schoolDays.isSchoolDay(candidate)) continue;
    found += 1;
    if (found >= count && !schoolDays.isTestingWeek(candidate)) return candidate;
  }
  return undefined;
}
