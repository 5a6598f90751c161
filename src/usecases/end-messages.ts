import type { PersonId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import { callReasons, type Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { closeTasks } from "./close-tasks.ts";
import { leaveSite } from "./join-site.ts";
import { touchLiveCards } from "./live-cards.ts";
import { personalNudgeId } from "./plan-slot.ts";
import type { Work } from "./product.ts";
import {
  checkBackId,
  lateInvitationId,
  reminderId,
  siteCloseId,
  waveGroup,
} from "./schedule-ids.ts";
import { roundupId } from "./send-roundup.ts";

/** Somebody has left: nothing that waits for them is sent, and no nudge comes any more. */
export function* endPersonMessages({ tx }: Work, person: PersonId): Steps<void> {
  yield* tx.schedule.remove(personalNudgeId(person));
  yield* tx.outbox.cancelWaitingFor(person);
}

/** A site has closed: no nudges, no roundup, no wave asks it any more, and nobody has to call there. */
export function* endSiteMessages(work: Work, site: Site): Steps<void> {
  const { tx } = work;
  yield* leaveSite(work, site);
  yield* tx.schedule.remove(roundupId(site.id));
  yield* tx.schedule.remove(checkBackId(site.id));
  for (const wave of yield* tx.waves.listWaves()) {
    if (wave.state === "open" || wave.state === "closing") yield* endInWave(work, wave, site);
  }
  yield* closeAllTasks(work, site);
  yield* touchLiveCards(work);
}

/** What it said stands; a silent one has nothing to answer any more. */
function* endInWave({ tx, now }: Work, wave: Wave, site: Site): Steps<void> {
  yield* tx.waves.guardInvitation(wave.id, site.id);
  yield* tx.schedule.remove(reminderId(wave.id, site.id));
  yield* tx.schedule.remove(lateInvitationId(wave.id, site.id));
  yield* tx.schedule.remove(siteCloseId(wave.id, site.id));
  yield* tx.outbox.cancelGroup(waveGroup(wave.id, site.id));
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  if (!invitation) return;
  const today = invitation.answer === undefined ? localDay(now, site.zone) : undefined;
  const endedOn = invitation.endedOn ?? today;
  // No month holds the wave open for a school that is not there.
  yield* tx.waves.saveInvitation({ ...invitation, endedOn, snoozedUntil: undefined });
}

function* closeAllTasks(work: Work, site: Site): Steps<void> {
  const tasks = yield* work.tx.waves.listSiteCallTasks(site.id);
  for (const wave of new Set(tasks.map((task) => task.wave))) {
    yield* closeTasks(work, { wave, site, reasons: callReasons });
  }
}
