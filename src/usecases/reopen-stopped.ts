import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { isOver } from "./find-invitation.ts";
import type { Work } from "./product.ts";
import { closeOf, resumeReminders } from "./schedule-reminder.ts";
import { listOwnSites } from "./show-own-invitation.ts";
import { scheduleWaveCard } from "./wave-card.ts";
import { findRecipients } from "./wave-people.ts";
import { withoutStopped } from "./wave-wishes.ts";

/** True if everybody who answers for the school has stopped wave messages. */
export function* isNobodyLeft(work: Work, site: Site): Steps<boolean> {
  const { people } = yield* findRecipients(work, site);
  return (yield* withoutStopped(work, people)).length === 0;
}

/** Somebody wants messages again: a school that nobody could be asked for is asked as before. */
export function* undoWaveStop(work: Work, person: Person): Steps<void> {
  for (const site of yield* listOwnSites(work, person)) yield* reopenStopped(work, site);
}

/** After the roster changed: schools that were left alone and have somebody to ask now. */
export function* reopenStoppedSites(work: Work): Steps<void> {
  const stopped = yield* listStopped(work);
  const sites = yield* work.tx.roster.listSites();
  for (const site of sites) if (stopped.has(site.id)) yield* reopenStopped(work, site);
}

function* listStopped({ tx }: Work): Steps<ReadonlySet<SiteId>> {
  const waves = (yield* tx.waves.listWaves()).filter(({ state }) => LIVE.has(state));
  const stopped: SiteId[] = [];
  for (const { id } of waves) {
    const invitations = yield* tx.waves.listInvitations(id);
    const ended = invitations.filter(({ answer }) => answer === "stop");
    stopped.push(...ended.map(({ site }) => site));
  }
  return new Set(stopped);
}

const LIVE: ReadonlySet<string> = new Set(["open", "closing"]);

/** A school that was left alone because everybody had stopped is asked as before, once somebody can be. */
export function* reopenStopped(work: Work, site: Site): Steps<void> {
  const { tx, now } = work;
  const open = yield* tx.waves.findOpenInvitation(site.id);
  const wave = open && (yield* tx.waves.findWave(open.wave));
  if (!wave) return;
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  if (invitation?.answer !== "stop" || (yield* isNobodyLeft(work, site))) return;
  const about = { wave: wave.id, site: site.id };
  yield* tx.waves.closeCallTasks({ ...about, at: now, reasons: ["stopped"] });
  yield* reopenInvitation(work, { wave, site }, invitation);
  yield* scheduleWaveCard(work, wave);
}

interface Reopened {
  readonly wave: Wave;
  readonly site: Site;
}

/** The school has said nothing now: reminders go on where they stopped, or its time in the wave has ended. */
export function* reopenInvitation(
  work: Work,
  { wave, site }: Reopened,
  { answer: _answer, answeredAt: _at, ...asked }: Invitation,
): Steps<void> {
  const today = localDay(work.now, site.zone);
  if (!isTimeOver(wave, asked, today)) {
    yield* work.tx.waves.saveInvitation(asked);
    return yield* resumeReminders(work, wave, site);
  }
  const endedOn = asked.endedOn ?? (closeOf(asked, wave) || today);
  yield* work.tx.waves.saveInvitation({ ...asked, endedOn });
}

function isTimeOver(wave: Wave, invitation: Invitation, today: string): boolean {
  const { closesOn, snoozedUntil } = invitation;
  const hasPassed = closesOn !== undefined && closesOn < today && snoozedUntil === undefined;
  return hasPassed || isOver(wave, invitation);
}
