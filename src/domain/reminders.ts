import { addDays } from "./local-time.ts";
import type { SchoolDays } from "./school-days.ts";
import type { Invitation } from "./wave.ts";

/** School days from the invitation to each reminder; the third counts back from the close instead. */
const REMINDER_OFFSETS = [4, 10] as const;
const LAST_REMINDER_BEFORE_CLOSE = 2;
export const MOST_REMINDERS = 3;

interface WaveDays {
  readonly schoolDays: SchoolDays;
  readonly closesOn: string;
  /** The local day on which this is planned; left out, nothing has gone out late. */
  readonly today?: string | undefined;
}

/** School days that lie at least between two reminders when one went out late. */
const LEAST_APART = [0, 6, 2] as const;

/**
 * The local day of the next reminder, postponed over testing weeks; undefined when no further one
 * may be sent: an answer, three sent, a logged call before the third, or a close that came first.
 * A reminder that went out late moves the next: two never come close together.
 */
export function nextReminderDay(invitation: Invitation, days: WaveDays): string | undefined {
  if (invitation.answer !== undefined || invitation.invitedOn === undefined) return undefined;
  const planned = reminderDay(invitation, invitation.invitedOn, days);
  const day = planned && notBefore(planned, invitation, days);
  return day !== undefined && day < days.closesOn ? day : undefined;
}

/** The third keeps its distance from the close, so it is dropped where the second came too late. */
function notBefore(
  planned: string,
  { remindersSent }: Invitation,
  { schoolDays, today }: WaveDays,
): string | undefined {
  if (today === undefined) return planned;
  const apart = LEAST_APART[remindersSent] ?? 0;
  const skip = { skipTesting: true };
  const first = apart === 0 ? today : schoolDays.addSchoolDays(today, apart, skip);
  if (first === undefined || planned >= first) return planned;
  return remindersSent < MOST_REMINDERS - 1 ? first : undefined;
}

/** Each is later than the one before: what testing weeks push together keeps its distance. */
function reminderDay(
  invitation: Invitation,
  invitedOn: string,
  { schoolDays, closesOn }: WaveDays,
): string | undefined {
  const [toFirst, toSecond] = REMINDER_OFFSETS;
  const skip = { skipTesting: true };
  const first = schoolDays.addSchoolDays(invitedOn, toFirst, skip);
  if (invitation.remindersSent === 0 || first === undefined) return first;
  const planned = schoolDays.addSchoolDays(invitedOn, toSecond, skip);
  const isLater = planned !== undefined && planned > first;
  const second = isLater ? planned : schoolDays.addSchoolDays(first, toSecond - toFirst, skip);
  if (invitation.remindersSent === 1 || second === undefined) return second;
  const last = invitation.remindersSent < MOST_REMINDERS && invitation.callLoggedAt === undefined;
  const third = schoolDaysBefore(schoolDays, closesOn, LAST_REMINDER_BEFORE_CLOSE);
  return last && third !== undefined && third > second ? third : undefined;
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
