import type { Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { waveGroup } from "./schedule-ids.ts";
import { keyOf } from "./send-direct.ts";

/** More messages than this did not arrive only where a whole platform is gone: an alarm says that. */
const MOST_LOOKED_AT = 2000;
const ENDED: ReadonlySet<string> = new Set(["refused", "dead"]);

/** Schools that could not be asked: nobody could be written to, or no message about it arrived. */
export interface Undelivered {
  has(invitation: Invitation): boolean;
}

/** Looks at the invitations of some waves that came to nothing. */
export function* readUndelivered(work: Work, waves: readonly Wave[]): Steps<Undelivered> {
  const keys = yield* listLostKeys(work, waves);
  const lost = keys.length > 0 ? yield* findLostGroups(work, waves, keys) : new Set<string>();
  return {
    has: ({ wave, site, invitedOn }) => invitedOn === undefined || lost.has(waveGroup(wave, site)),
  };
}

/** Keys of invitations that did not arrive. */
function* listLostKeys({ tx, now }: Work, waves: readonly Wave[]): Steps<readonly string[]> {
  const opened = waves.flatMap(({ openedAt }) => (openedAt ? [openedAt.getTime()] : []));
  const since = new Date(Math.min(now.getTime(), ...opened));
  const troubled = yield* tx.outbox.listTroubled(since, MOST_LOOKED_AT);
  return troubled
    .filter(({ kind, state }) => kind === "invitation" && ENDED.has(state))
    .map(({ key }) => key);
}

/** Schools with such an invitation, and no other message of the wave that arrived or may arrive. */
function* findLostGroups(
  { tx }: Work,
  waves: readonly Wave[],
  keys: readonly string[],
): Steps<ReadonlySet<string>> {
  const invited = yield* tx.waves.listInvitationsOf(waves.map(({ id }) => id));
  const groups = [...invited.values()].flat().flatMap(({ wave, site }) => {
    const start = `${keyOf("invitation", wave, site)}:`;
    return keys.some((key) => key.startsWith(start)) ? [waveGroup(wave, site)] : [];
  });
  const posted = yield* tx.outbox.findPosted(groups);
  return new Set(groups.filter((group) => !posted.has(group)));
}
