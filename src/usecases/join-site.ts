import type { Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { readSiteWeek } from "./nudge-week.ts";
import { noteId, planNote } from "./plan-note.ts";
import type { Work } from "./product.ts";
import { nextNudgeSlot } from "./school-time.ts";
import { planPulse, pulseId } from "./send-pulse.ts";

/** The site has joined: from now on its channel gets the weekly nudge. */
export function* joinSite(work: Work, wave: Wave, site: Site): Steps<void> {
  const { tx, now } = work;
  yield* tx.waves.saveJoining({ site: site.id, wave: wave.id, at: now });
  const nextAt = nextNudgeSlot(yield* readSiteWeek(work, site), now);
  const id = nudgeId(site.id);
  if (nextAt) yield* tx.schedule.save({ id, campaign: "nudge", subject: site.id, nextAt });
  yield* planNote(work, site);
  yield* planPulse(work, site, now);
}

/** The site has not joined, or changed its mind: it gets no nudges. */
export function* leaveSite({ tx }: Work, site: Site): Steps<void> {
  if (!(yield* tx.waves.isJoined(site.id))) return;
  yield* tx.waves.removeJoining(site.id);
  yield* tx.schedule.remove(nudgeId(site.id));
  yield* tx.outbox.cancelGroup(nudgeId(site.id));
  yield* tx.schedule.remove(noteId(site.id));
  yield* tx.outbox.cancelGroup(noteId(site.id));
  yield* tx.schedule.remove(pulseId(site.id));
  yield* tx.outbox.cancelGroup(pulseId(site.id));
}

/** The schedule row, and the outbox group, of a site's weekly nudge. */
export function nudgeId(site: Site["id"]): string {
  return `nudge:${site}`;
}
