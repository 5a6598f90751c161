import { type ExpeditionId, type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { staffSees } from "#domain/visit-sharing.ts";
import type { SentMessage } from "#ports/send-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { readSiteWeek } from "./nudge-week.ts";
import type { Work } from "./product.ts";
import { getsIdeas } from "./send-nudge.ts";

/** True while what a message says is still so, and its reader still wants it. */
export function* stillHolds(work: Work, message: SentMessage): Steps<boolean> {
  switch (message.kind) {
    case "invitation":
    case "reminder":
      return yield* isStillAsked(work, message);
    case "nudge":
      return yield* isIdeaWanted(work, message);
    case "visit_post":
    case "visit_direct":
      return yield* isVisitOn(work, message);
    default:
      return true;
  }
}

/** A school that has answered, or whose wave is over, is asked nothing again. */
function* isStillAsked({ tx }: Work, { kind, key }: SentMessage): Steps<boolean> {
  const [, wave = "", site = "", number] = key.split(":");
  const found = yield* tx.waves.findWave(toId<WaveId>(wave));
  const invitation = yield* tx.waves.findInvitation(toId<WaveId>(wave), toId<SiteId>(site));
  if (!found || !invitation) return false;
  const { answer, endedOn, snoozedUntil, remindersSent } = invitation;
  if (answer !== undefined || endedOn !== undefined || snoozedUntil !== undefined) return false;
  const isLatest = kind === "invitation" || number === String(remindersSent);
  return isLatest && (found.state === "open" || found.state === "closing");
}

const IDEA = /^nudge:(.+):\d{4}-W\d{2}~*$/;

/** A school that left, or reads its ideas elsewhere now, gets no post; nor does somebody who changed their mind. */
function* isIdeaWanted(work: Work, { key, recipient }: SentMessage): Steps<boolean> {
  const { tx, now } = work;
  if (recipient !== undefined) {
    const { nudgesAskedAt, digestOnlyAt } = yield* tx.roster.getPreferences(recipient);
    return nudgesAskedAt !== undefined && digestOnlyAt === undefined;
  }
  const site = yield* tx.roster.findSite(toId<SiteId>(IDEA.exec(key)?.[1] ?? ""));
  if (!site) return false;
  const { schoolDays, choices } = yield* readSiteWeek(work, site);
  return yield* getsIdeas(work, choices, schoolDays.isTestingWeek(localDay(now, site.zone)));
}

const VISIT = /^visit:(.+):([a-z_]+)$/;

/** A visit that was called off, or has another day, is not announced; what was seen is told after it alone. */
function* isVisitOn({ tx }: Work, { send = "", expiresAt }: SentMessage): Steps<boolean> {
  const [, id = "", step] = VISIT.exec(send) ?? [];
  const visit = yield* tx.visiting.findExpedition(toId<ExpeditionId>(id));
  if (!visit) return false;
  if (step !== "heads_up") return staffSees.includes(visit.state);
  const site = yield* tx.roster.findSite(visit.site);
  // It was to be read before the day of the visit.
  const day = expiresAt && site && localDay(expiresAt, site.zone);
  return visit.state === "planned" && day === visit.day;
}
