import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Wave } from "#domain/wave.ts";
import { morningOf } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { lateInvitationId } from "./schedule-ids.ts";

interface OutOfReach {
  readonly wave: Wave;
  readonly site: Site;
  readonly schoolDays: SchoolDays;
}

/** Nobody there could be written to: looked at again each school morning until the wave's day is near. */
export function* planLateInvitation(
  { tx, now }: Work,
  { wave, site, schoolDays }: OutOfReach,
): Steps<void> {
  const day = schoolDays.nextSchoolDay(localDay(now, site.zone), { skipTesting: true });
  if (day === undefined || day >= (wave.closesOn ?? "")) return;
  yield* tx.schedule.save({
    id: lateInvitationId(wave.id, site.id),
    campaign: "late_invitation",
    subject: `${wave.id}|${site.id}`,
    nextAt: morningOf(site, day),
  });
}
