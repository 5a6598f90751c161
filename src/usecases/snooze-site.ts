import type { SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { firstSchoolDay } from "#domain/months.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import { morningOf } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import { decide } from "./decide.ts";
import type { Work } from "./product.ts";
import { checkBackId, reminderId, waveGroup } from "./schedule-ids.ts";
import { readSchoolDaysAt } from "./school-time.ts";

/**
 * Leaves a school alone until the first open school day of a month, "2026-02": nothing of its wave is sent
 * before. Gives that moment; undefined for a school that no wave has asked.
 */
export function* snoozeSite(work: Work, site: Site, month: string): Steps<Date | undefined> {
  const { tx } = work;
  const asked = yield* holdAsked(work, site.id);
  if (!asked || (yield* tx.waves.isJoined(site.id))) return undefined;
  const { wave, invitation } = asked;
  yield* tx.waves.saveInvitation({ ...invitation, snoozedUntil: month });
  const reasons = ["no_answer", "unreachable"] as const;
  yield* tx.waves.closeCallTasks({ wave: wave.id, site: site.id, at: work.now, reasons });
  yield* tx.schedule.remove(reminderId(wave.id, site.id));
  yield* tx.outbox.cancelGroup(waveGroup(wave.id, site.id));
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const at = checkBackTime(site, month, schoolDays);
  yield* planCheckBack(work, site, at);
  yield* decide(work, {
    wave: wave.id,
    site: site.id,
    step: "check_back",
    verdict: "postponed",
    reason: "snoozed",
    day: localDay(at, site.zone),
  });
  return at;
}

/** The same as `findAsked`, read again behind the guard: an answer in the same moment is not lost. */
function* holdAsked(work: Work, site: SiteId): Steps<AskedSite | undefined> {
  const asked = yield* findAsked(work, site);
  if (!asked) return undefined;
  yield* work.tx.waves.guardInvitation(asked.wave.id, site);
  const invitation = yield* work.tx.waves.findInvitation(asked.wave.id, site);
  return invitation && { ...asked, invitation };
}

/** When a snoozed school is asked again. */
export function checkBackTime(site: Site, month: string, schoolDays: SchoolDays): Date {
  return morningOf(site, firstSchoolDay(month, schoolDays));
}

/** Plans the day on which a school is asked again. */
export function* planCheckBack({ tx }: Work, site: Site, nextAt: Date): Steps<void> {
  const id = checkBackId(site.id);
  yield* tx.schedule.save({ id, campaign: "check_back", subject: site.id, nextAt });
}

export interface AskedSite {
  readonly wave: Wave;
  readonly invitation: Invitation;
}

/** The newest wave that was opened and has this school. */
export function* findAsked({ tx }: Work, site: SiteId): Steps<AskedSite | undefined> {
  const invitations = yield* tx.waves.listSiteInvitations(site);
  const waves = (yield* tx.waves.listWaves())
    .filter(({ state }) => state !== "draft")
    .sort((a, b) => (b.openedAt?.getTime() ?? 0) - (a.openedAt?.getTime() ?? 0));
  for (const wave of waves) {
    const invitation = invitations.find((each) => each.wave === wave.id);
    if (invitation) return { wave, invitation };
  }
  return undefined;
}
