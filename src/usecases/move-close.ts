import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { nextReminder, plannedReminders, REMINDERS_BEFORE_CALL } from "#domain/reminders.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { defaultReminderPlan, LEAST_APART_DAYS } from "#domain/wave-plan.ts";
import { slotOn } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import { addCallTask } from "./call-tasks.ts";
import { decide } from "./decide.ts";
import { scheduleClose } from "./open-wave.ts";
import type { Work } from "./product.ts";
import { reminderId, siteCloseId } from "./schedule-ids.ts";
import { closeOf, reminderStep } from "./schedule-reminder.ts";
import { readDaysOfSites } from "./school-time.ts";

/**
 * After an edit of an open wave: its end, the ends of schools that were asked later, and the reminders that
 * are still to come. Nothing is sent: what would be due by now comes on a later school day.
 */
export function* moveClose(work: Work, before: Wave, wave: Wave): Steps<void> {
  const isMoved = before.closesOn !== wave.closesOn;
  const isReplanned = JSON.stringify(before.reminders) !== JSON.stringify(wave.reminders);
  if (isMoved) yield* scheduleClose(work, wave);
  if (!isMoved && !isReplanned) return;
  const daysAt = yield* readDaysOfSites(work);
  const sites = new Map((yield* work.tx.roster.listSites()).map((site) => [site.id, site]));
  for (const invitation of yield* work.tx.waves.listInvitations(wave.id)) {
    const site = sites.get(invitation.site);
    if (!site || !isWaiting(invitation)) continue;
    yield* moveSite(work, { wave, site, schoolDays: daysAt(site.id), isReplanned });
  }
}

/** Read again behind the guard: a school that answers in the same moment keeps its answer. */
function* moveSite(work: Work, edited: Edited): Steps<void> {
  const { tx } = work;
  const { wave, site } = edited;
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  if (!invitation || !isWaiting(invitation)) return;
  const moved = yield* moveOwnClose(work, invitation, edited);
  yield* moveReminder(work, moved, edited);
  yield* askForCall(work, moved, edited);
}

/** The shorter plan has sent what comes before a call, so nothing else would ask for one. */
function* askForCall(work: Work, invitation: Invitation, { wave, site }: Edited): Steps<void> {
  const planned = plannedReminders(wave.reminders ?? defaultReminderPlan);
  const before = Math.min(REMINDERS_BEFORE_CALL, planned);
  const { remindersSent, callLoggedAt } = invitation;
  if (before === 0 || remindersSent < before || callLoggedAt !== undefined) return;
  const tasks = yield* work.tx.waves.listSiteCallTasks(site.id);
  const isAsked = tasks.some(
    (task) => task.wave === wave.id && task.reason === "no_answer" && task.doneAt === undefined,
  );
  if (isAsked) return;
  yield* addCallTask(work, { wave, site, reason: "no_answer", words: "" });
}

function isWaiting({ answer, endedOn, snoozedUntil, invitedOn }: Invitation): boolean {
  const isSilent = answer === undefined && endedOn === undefined;
  return isSilent && snoozedUntil === undefined && invitedOn !== undefined;
}

interface Edited {
  readonly wave: Wave;
  readonly site: Site;
  readonly schoolDays: SchoolDays;
  readonly isReplanned: boolean;
}

/** A school that was asked later keeps a window of its own, as long as the wave's. */
function* moveOwnClose(
  { tx, now }: Work,
  invitation: Invitation,
  { wave, site, schoolDays }: Edited,
): Steps<Invitation> {
  if (invitation.closesOn === undefined) return invitation;
  const today = localDay(now, site.zone);
  const planned = schoolDays.addSchoolDays(invitation.invitedOn ?? today, wave.windowDays);
  const soonest = schoolDays.nextSchoolDay(today) ?? today;
  const closesOn = planned !== undefined && planned > soonest ? planned : soonest;
  const moved = { ...invitation, closesOn };
  yield* tx.waves.saveInvitation(moved);
  yield* tx.schedule.save({
    id: siteCloseId(wave.id, site.id),
    campaign: "close",
    subject: `${wave.id}|${site.id}`,
    nextAt: toInstant(`${addDays(closesOn, 1)}T00:00`, site.zone),
  });
  return moved;
}

/** A reminder that is not touched by the change keeps its day, also where it was put off. */
function* moveReminder(work: Work, invitation: Invitation, edited: Edited): Steps<void> {
  const { tx } = work;
  const { wave, site } = edited;
  const id = reminderId(wave.id, site.id);
  const planned = yield* tx.schedule.find(id);
  const day = planned && localDay(planned.nextAt, site.zone);
  if (day !== undefined && isUntouched(day, invitation, edited)) return;
  const next = nextReminder(invitation, {
    schoolDays: edited.schoolDays,
    closesOn: closeOf(invitation, wave),
    plan: wave.reminders,
  });
  const moved =
    next.kind === "planned"
      ? newDay(work, invitation, { ...edited, planned: next.day })
      : undefined;
  if (moved === day) return;
  if (moved !== undefined) {
    const subject = `${wave.id}|${site.id}`;
    const nextAt = slotOn(site, moved);
    return yield* tx.schedule.save({ id, campaign: "reminder", subject, nextAt });
  }
  yield* tx.schedule.remove(id);
  const step = reminderStep(invitation.remindersSent + 1);
  const reason = next.kind === "none" ? next.reason : "no_room_before_close";
  yield* decide(work, { wave: wave.id, site: site.id, step, verdict: "not_sent", reason });
}

function isUntouched(day: string, invitation: Invitation, { wave, isReplanned }: Edited): boolean {
  const { offsets } = wave.reminders ?? defaultReminderPlan;
  const isLast = invitation.remindersSent >= offsets.length;
  return !isReplanned && !isLast && day < closeOf(invitation, wave);
}

interface Replanned extends Edited {
  readonly planned: string;
}

/** As planned, but not today, and never close to the reminder before, whenever that went out. */
function newDay(
  { now }: Work,
  invitation: Invitation,
  { wave, site, schoolDays, planned }: Replanned,
): string | undefined {
  const apart = invitation.remindersSent === 0 ? 1 : LEAST_APART_DAYS;
  const today = localDay(now, site.zone);
  const least = schoolDays.addSchoolDays(today, apart, { skipTesting: true }) ?? planned;
  const day = planned < least ? least : planned;
  return day < closeOf(invitation, wave) ? day : undefined;
}
