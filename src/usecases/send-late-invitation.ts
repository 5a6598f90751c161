import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { inviteSites } from "./invite-sites.ts";
import type { Work } from "./product.ts";

/** A school that was out of reach is invited as soon as somebody there can be written to. */
export function* sendLateInvitation(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const [waveId = "", siteId = ""] = scheduled.subject.split("|");
  const wave = yield* tx.waves.findWave(toId<WaveId>(waveId));
  const site = yield* tx.roster.findSite(toId<SiteId>(siteId));
  if (wave?.state !== "open" || !site?.active) return;
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  const { invitedOn, answer, endedOn, snoozedUntil } = invitation ?? { endedOn: "" };
  if ([invitedOn, answer, endedOn, snoozedUntil].some((one) => one !== undefined)) return;
  const invited = yield* inviteSites(work, { ...wave, isAgain: true }, [site.id]);
  if (invited.length === 0) return;
  const reasons = ["unreachable"] as const;
  yield* tx.waves.closeCallTasks({ wave: wave.id, site: site.id, at: now, reasons });
}
