import type { DecisionStep } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import { nextReminder } from "#domain/reminders.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { slotOn } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import { type Deciding, decide } from "./decide.ts";
import type { Work } from "./product.ts";
import { reminderId } from "./schedule-ids.ts";
import { readSchoolDaysAt } from "./school-time.ts";

export interface Reminding {
  readonly site: Site;
  readonly wave: Wave;
  readonly schoolDays: SchoolDays;
  /** True after a question was answered. */
  readonly resumed?: boolean | undefined;
  /** The local day from which the next one keeps its distance; the day on which it is planned unless told. */
  readonly today?: string | undefined;
}

const STEPS: readonly DecisionStep[] = ["reminder_1", "reminder_2", "reminder_3"];

/** The step of the first, second or third reminder. */
export function reminderStep(number: number): DecisionStep {
  return STEPS[number - 1] ?? "reminder_3";
}

/** The last local day on which a school can answer in its wave's time. */
export function closeOf(invitation: Invitation, wave: Wave): string {
  return invitation.closesOn ?? wave.closesOn ?? "";
}

/**
 * Sets the next reminder to its school day's slot, or ends the reminders of this site. Gives what is to be
 * written down: why one is put off or not sent.
 */
export function* planReminder(
  { tx, now }: Work,
  invitation: Invitation,
  { site, wave, schoolDays, resumed, today }: Reminding,
): Steps<Deciding | undefined> {
  const id = reminderId(wave.id, site.id);
  const about = { wave: wave.id, site: site.id };
  const next = nextReminder(invitation, {
    schoolDays,
    closesOn: closeOf(invitation, wave),
    plan: wave.reminders,
    today: today ?? localDay(now, site.zone),
    resumed,
  });
  if (next.kind === "none") {
    yield* tx.schedule.remove(id);
    const isNews = next.reason === "call_logged" || next.reason === "no_room_before_close";
    const step = reminderStep(invitation.remindersSent + 1);
    return isNews ? { ...about, step, verdict: "not_sent", reason: next.reason } : undefined;
  }
  const subject = `${wave.id}|${site.id}`;
  yield* tx.schedule.save({ id, campaign: "reminder", subject, nextAt: slotOn(site, next.day) });
  const { day, putOff } = next;
  const step = reminderStep(next.number);
  return putOff && { ...about, step, verdict: "postponed", reason: putOff, day };
}

/** The same, written down at once. */
export function* scheduleReminder(
  work: Work,
  invitation: Invitation,
  reminding: Reminding,
): Steps<void> {
  const decided = yield* planReminder(work, invitation, reminding);
  if (decided) yield* decide(work, decided);
}

/** A question was answered: reminders go on where they stopped, as late as after an invitation. */
export function* resumeReminders(work: Work, wave: Wave, site: Site): Steps<void> {
  const invitation = yield* work.tx.waves.findInvitation(wave.id, site.id);
  if (!invitation || (wave.state !== "open" && wave.state !== "closing")) return;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  yield* scheduleReminder(work, invitation, { site, wave, schoolDays, resumed: true });
}
