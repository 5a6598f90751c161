import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { reminderId, siteCloseId, waveGroup } from "./schedule-ids.ts";

/**
 * Takes a silent school out of a wave: what waits for it is taken back. One that was asked already stays in
 * the wave's history, with the day on which its time ended, so that the wave never asks it twice. False if it
 * has answered meanwhile: then it stays.
 */
export function* takeOut(work: Work, wave: Wave, site: SiteId): Steps<boolean> {
  const { tx, now } = work;
  yield* tx.waves.guardInvitation(wave.id, site);
  const invitation = yield* tx.waves.findInvitation(wave.id, site);
  if (!invitation || invitation.answer !== undefined) return false;
  yield* tx.schedule.remove(reminderId(wave.id, site));
  yield* tx.schedule.remove(siteCloseId(wave.id, site));
  yield* tx.outbox.cancelGroup(waveGroup(wave.id, site));
  const reasons = ["no_answer", "unreachable"] as const;
  yield* tx.waves.closeCallTasks({ wave: wave.id, site, at: now, reasons });
  if (invitation.invitedOn === undefined) {
    return yield* tx.waves.removeInvitation(wave.id, site);
  }
  const { zone } = yield* tx.roster.getDistrict();
  const endedOn = localDay(now, zone);
  // A month that the school named stays promised: its lead is told when it comes.
  yield* tx.waves.saveInvitation({ ...invitation, endedOn });
  return true;
}
