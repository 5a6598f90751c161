import type { PersonId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { personalNudgeId } from "./choose-nudges.ts";
import { leaveSite } from "./join-site.ts";
import type { Work } from "./product.ts";
import { checkBackId, lateInvitationId, reminderId, waveGroup } from "./schedule-ids.ts";
import { roundupId } from "./send-roundup.ts";

/** Somebody has left: nothing that waits for them is sent, and no nudge comes any more. */
export function* endPersonMessages({ tx }: Work, person: PersonId): Steps<void> {
  yield* tx.schedule.remove(personalNudgeId(person));
  yield* tx.outbox.cancelWaitingFor(person);
}

/** A site has closed: no nudges, no roundup, and no wave asks it any more. */
export function* endSiteMessages(work: Work, site: Site): Steps<void> {
  const { tx } = work;
  yield* leaveSite(work, site);
  yield* tx.schedule.remove(roundupId(site.id));
  yield* tx.schedule.remove(checkBackId(site.id));
  for (const wave of yield* tx.waves.listWaves()) {
    if (wave.state !== "open" && wave.state !== "closing") continue;
    yield* tx.schedule.remove(reminderId(wave.id, site.id));
    yield* tx.schedule.remove(lateInvitationId(wave.id, site.id));
    yield* tx.outbox.cancelGroup(waveGroup(wave.id, site.id));
  }
}
