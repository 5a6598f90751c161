import type { SiteId, WaveId } from "./ids.ts";
import type { Answer, Invitation } from "./wave.ts";

/** A school that said yes and has not taken it back. */
export interface Standing {
  readonly wave: WaveId;
  readonly since: Date;
}

const SAID: ReadonlySet<string> = new Set(["yes", "not_yet", "no"]);

/**
 * Since when each school is in, by everything it ever answered: the last yes, "not yet" or "not this year"
 * counts; a question or "stop" takes nothing back.
 */
export function readStandings(
  answers: readonly Pick<Answer, "wave" | "site" | "kind" | "at">[],
): ReadonlyMap<SiteId, Standing> {
  const standings = new Map<SiteId, Standing>();
  const said = answers.filter(({ kind }) => SAID.has(kind));
  for (const { site, wave, kind, at } of said.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (kind !== "yes") standings.delete(site);
    else if (!standings.has(site)) standings.set(site, { wave, since: at });
  }
  return standings;
}

/**
 * What is known of an invitation once the past is added to it. What the bot did and heard itself stays; of two
 * answers the newer one counts.
 */
export function mergeInvitation(stored: Invitation | undefined, past: Invitation): Invitation {
  if (!stored || !isUnderWay(stored)) return past;
  const fromPast = (past.answeredAt?.getTime() ?? 0) > (stored.answeredAt?.getTime() ?? 0);
  const { answer, answeredAt } = fromPast ? past : stored;
  return {
    ...stored,
    invitedOn: stored.invitedOn ?? past.invitedOn,
    kind: stored.kind ?? past.kind,
    remindersSent: Math.max(stored.remindersSent, past.remindersSent),
    callLoggedAt: later(stored.callLoggedAt, past.callLoggedAt),
    closesOn: stored.closesOn ?? past.closesOn,
    endedOn: stored.endedOn ?? past.endedOn,
    answer,
    answeredAt,
  };
}

/** True if something happened to it already: a draft's has nothing to be kept. */
function isUnderWay({ invitedOn, answer, callLoggedAt }: Invitation): boolean {
  return invitedOn !== undefined || answer !== undefined || callLoggedAt !== undefined;
}

/** True where the bot itself heard another answer after the past one: that one stays. */
export function isOutdated(stored: Invitation | undefined, past: Invitation): boolean {
  const heardAt = stored?.answeredAt;
  if (heardAt === undefined || past.answer === undefined || past.answeredAt === undefined)
    return false;
  return heardAt > past.answeredAt && stored?.answer !== past.answer;
}

/** True if both say the same. */
export function isSameInvitation(a: Invitation | undefined, b: Invitation): boolean {
  return a !== undefined && FIELDS.every((field) => String(a[field]) === String(b[field]));
}

const FIELDS = [
  "invitedOn",
  "kind",
  "remindersSent",
  "answer",
  "answeredAt",
  "callLoggedAt",
  "closesOn",
  "snoozedUntil",
  "endedOn",
] as const;

function later(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (!(a && b)) return a ?? b;
  return a > b ? a : b;
}
