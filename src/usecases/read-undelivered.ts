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
  const lost = new Set<string>();
  for (const wave of keys.length > 0 ? waves : []) {
    for (const group of yield* listLostGroups(work, wave, keys)) lost.add(group);
  }
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
function* listLostGroups(
  { tx }: Work,
  { id }: Wave,
  keys: readonly string[],
): Steps<readonly string[]> {
  const lost: string[] = [];
  for (const { site } of yield* tx.waves.listInvitations(id)) {
    const start = `${keyOf("invitation", id, site)}:`;
    if (!keys.some((key) => key.startsWith(start))) continue;
    const group = waveGroup(id, site);
    if ((yield* tx.outbox.listGroupPosts(group)).length === 0) lost.push(group);
  }
  return lost;
}
