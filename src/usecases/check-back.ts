import { type SiteId, toId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { monthOf } from "#domain/months.ts";
import type { Steps } from "#ports/steps.ts";
import type { Scheduled } from "#ports/store.ts";
import { addCallTask } from "./call-tasks.ts";
import { inviteSites } from "./invite-sites.ts";
import type { Work } from "./product.ts";
import { findAsked } from "./snooze-site.ts";

/**
 * The month has come: the school is asked again, in the wave that has it now. Where no wave can ask it, its
 * lead is told, for it was promised.
 */
export function* checkBack(work: Work, scheduled: Scheduled): Steps<void> {
  const { tx, now } = work;
  if (!(yield* tx.schedule.advance(scheduled, undefined))) return;
  const site = yield* tx.roster.findSite(toId<SiteId>(scheduled.subject));
  if (!site?.active || (yield* tx.waves.isJoined(site.id))) return;
  const asked = yield* findAsked(work, site.id);
  if (!asked) return;
  const { wave } = asked;
  yield* tx.waves.guardInvitation(wave.id, site.id);
  const invitation = yield* tx.waves.findInvitation(wave.id, site.id);
  const until = invitation?.snoozedUntil;
  // Answered or snoozed anew meanwhile.
  if (!invitation || until === undefined || until > monthOf(localDay(now, site.zone))) return;
  yield* tx.waves.saveInvitation({ ...invitation, snoozedUntil: undefined });
  // A question that nobody has answered comes first.
  const isOver = wave.state === "closed" || invitation.endedOn !== undefined;
  const mustCall = isOver || invitation.answer === "question";
  const invited = mustCall ? [] : yield* inviteSites(work, { ...wave, occasion: until }, [site.id]);
  if (invited.length > 0) return;
  yield* addCallTask(work, { wave, site, reason: "check_back", words: "" });
}
