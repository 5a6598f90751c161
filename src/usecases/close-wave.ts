import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { firstSchoolDay } from "#domain/months.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import type { Work } from "./product.ts";
import { closeId, lateInvitationId, reminderId, siteCloseId, waveGroup } from "./schedule-ids.ts";
import { closeOf } from "./schedule-reminder.ts";
import { readDaysOfSites } from "./school-time.ts";
import { updateWaveCard } from "./wave-card.ts";
import { TIMER, writeAudit } from "./write-audit.ts";

/** A wave's last day has passed, or that of one school that was asked later. */
export function* closeWave(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const [waveId = "", site] = scheduled.subject.split("|");
  const wave = yield* tx.waves.findWave(toId<WaveId>(waveId));
  if (!wave || (wave.state !== "open" && wave.state !== "closing")) return;
  if (site !== undefined) return yield* closeSite(work, wave, toId<SiteId>(site));
  const closed = yield* closeWaveNow(work, wave);
  if (closed) yield* updateWaveCard(work, closed, scheduled);
}

/**
 * Nothing more is sent to schools that were asked with the wave, and silent ones keep their place. It is
 * "closing" as long as a school waits for its month, or has a window of its own. Gives the wave as it is
 * now; undefined if somebody was faster.
 */
export function* closeWaveNow(
  work: Work,
  wave: Wave,
  actor: string = TIMER,
): Steps<Wave | undefined> {
  const { tx } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(work.now, zone);
  const closesOn = wave.closesOn === undefined || wave.closesOn > today ? today : wave.closesOn;
  const daysAt = yield* readDaysOfSites(work);
  const live: string[] = [];
  for (const invitation of yield* tx.waves.listInvitations(wave.id)) {
    const schoolDays = daysAt(invitation.site);
    const until = liveUntil(invitation, { wave, schoolDays, today });
    if (until !== undefined) live.push(until);
    else yield* endInvitation(work, wave, invitation);
  }
  const [next] = live.sort();
  const state = next === undefined ? "closed" : "closing";
  const closed = { ...wave, state, closesOn } as const;
  if (!(yield* tx.waves.moveWave(closed, wave.state))) return undefined;
  const nextAt = next === undefined ? undefined : toInstant(`${addDays(next, 1)}T00:00`, zone);
  yield* planNextLook(work, wave, nextAt);
  if (wave.state === "open") {
    const subject = `wave:${wave.id}`;
    yield* writeAudit(work, { actor, action: "wave_closed", subject });
  }
  return closed;
}

/** A closing wave is looked at again when the next of its schools has had its time. */
function* planNextLook({ tx }: Work, wave: Wave, nextAt: Date | undefined): Steps<void> {
  const id = closeId(wave.id);
  if (!nextAt) return yield* tx.schedule.remove(id);
  yield* tx.schedule.save({ id, campaign: "close", subject: wave.id, nextAt });
}

interface Looking {
  readonly wave: Wave;
  readonly schoolDays: SchoolDays;
  readonly today: string;
}

/** The local day until which a school is still asked in this wave; undefined for one that is not. */
function liveUntil(
  invitation: Invitation,
  { wave, schoolDays, today }: Looking,
): string | undefined {
  const { snoozedUntil, closesOn, answer, endedOn } = invitation;
  if (snoozedUntil !== undefined && answer !== "yes") {
    const first = firstSchoolDay(snoozedUntil, schoolDays);
    if (first >= today) return first;
  }
  const isOpen = answer === undefined && endedOn === undefined;
  const hasOwn = closesOn !== undefined && closesOn > (wave.closesOn ?? "") && closesOn >= today;
  return isOpen && hasOwn ? closesOn : undefined;
}

function* endInvitation(work: Work, wave: Wave, listed: Invitation): Steps<void> {
  const { tx } = work;
  const { site } = listed;
  if (!isSilent(listed)) return;
  // Read behind the guard: an answer in the same moment is not lost.
  yield* tx.waves.guardInvitation(wave.id, site);
  const invitation = yield* tx.waves.findInvitation(wave.id, site);
  if (!invitation || !isSilent(invitation)) return;
  yield* tx.schedule.remove(reminderId(wave.id, site));
  yield* tx.schedule.remove(lateInvitationId(wave.id, site));
  if (invitation.answer === "question") return;
  yield* tx.outbox.cancelGroup(waveGroup(wave.id, site));
  const reasons = ["no_answer", "unreachable"] as const;
  yield* tx.waves.closeCallTasks({ wave: wave.id, site, at: work.now, reasons });
  const ended = closeOf(invitation, wave);
  yield* tx.waves.saveInvitation({ ...invitation, endedOn: ended, snoozedUntil: undefined });
}

function isSilent({ endedOn, answer }: Invitation): boolean {
  return endedOn === undefined && (answer === undefined || answer === "question");
}

/** One school's own time is over; its wave ends with the last of them. */
function* closeSite(work: Work, wave: Wave, site: SiteId): Steps<void> {
  const { tx } = work;
  yield* tx.waves.guardInvitation(wave.id, site);
  const invitation = yield* tx.waves.findInvitation(wave.id, site);
  if (invitation && invitation.snoozedUntil === undefined) {
    yield* endInvitation(work, wave, invitation);
  }
  yield* tx.schedule.remove(siteCloseId(wave.id, site));
}
