import type { SiteId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import type { AnswerKind, Invitation, Wave } from "#domain/wave.ts";
import type { SchoolCounts, SchoolState } from "#messages/waves-card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readUndelivered, type Undelivered } from "./read-undelivered.ts";

/** The schools that somebody looks at, and which of their answers may be seen; others count as silent. */
export interface Looking {
  readonly sites: ReadonlyMap<SiteId, Site>;
  readonly sees: (answer: AnswerKind, site: Site) => boolean;
}

/** Where the schools of one wave stand. */
export interface WaveStates {
  readonly wave: Wave;
  readonly states: ReadonlyMap<SiteId, SchoolState>;
}

const NOTHING: SchoolCounts = {
  yes: 0,
  not_yet: 0,
  no: 0,
  question: 0,
  stop: 0,
  silent: 0,
  later: 0,
  undeliverable: 0,
};

/** Where schools stand in each of these waves: the same for every card, list and page. */
export function* readStates(
  work: Work,
  looking: Looking,
  waves: readonly Wave[],
): Steps<readonly WaveStates[]> {
  const undelivered = yield* readUndelivered(work, waves);
  const invited = yield* work.tx.waves.listInvitationsOf(waves.map(({ id }) => id));
  const asked = waves.map((wave) => ({ wave, invitations: invited.get(wave.id) ?? [] }));
  const waiting = waitingSites(asked.flatMap(({ invitations }) => invitations));
  return asked.map(({ wave, invitations }) => ({
    wave,
    states: statesOf(looking, { undelivered, waiting }, invitations),
  }));
}

/** Schools that asked for a later month, in whichever wave. */
function waitingSites(invitations: readonly Invitation[]): ReadonlySet<SiteId> {
  const waiting = invitations.filter(({ snoozedUntil }) => snoozedUntil !== undefined);
  return new Set(waiting.map(({ site }) => site));
}

interface Unsaid {
  readonly undelivered: Undelivered;
  readonly waiting: ReadonlySet<SiteId>;
}

function statesOf(
  { sites, sees }: Looking,
  unsaid: Unsaid,
  invitations: readonly Invitation[],
): ReadonlyMap<SiteId, SchoolState> {
  const states = new Map<SiteId, SchoolState>();
  for (const invitation of invitations) {
    const site = sites.get(invitation.site);
    if (!site) continue;
    const { answer } = invitation;
    const isSeen = answer !== undefined && sees(answer, site);
    states.set(site.id, isSeen ? answer : unsaidState(invitation, unsaid));
  }
  return states;
}

/** A school that asked for a later month could be asked: it is left alone. */
function unsaidState(invitation: Invitation, { undelivered, waiting }: Unsaid): SchoolState {
  const { site, snoozedUntil, invitedOn } = invitation;
  const isLater = snoozedUntil !== undefined || (invitedOn === undefined && waiting.has(site));
  if (isLater) return "later";
  return undelivered.has(invitation) ? "undeliverable" : "silent";
}

/** How many schools stand where. */
export function countStates(states: Iterable<SchoolState>): SchoolCounts {
  const counts = { ...NOTHING };
  for (const state of states) counts[state] += 1;
  return counts;
}
