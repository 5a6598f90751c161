import type { PersonId, SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { isPrivateSend } from "#domain/private-sends.ts";
import { displayName } from "#domain/roster.ts";
import type { TroubleLine } from "#messages/trouble-card.ts";
import type { TroubledMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

const LOOK_BACK_MS = 14 * 24 * 60 * 60 * 1000;
/** More than a lead can follow up is counted up to this, not listed. */
const MOST_TROUBLED = 100;

/** A message that did not arrive, or may not have, and the school it is about. */
export interface Troubled extends TroubleLine {
  /** The channel's school, or the one that somebody works at; undefined for neither. */
  readonly site: SiteId | undefined;
  /** True for a post in a channel, false for a message to somebody. */
  readonly posted: boolean;
}

/**
 * What was not delivered in the last two weeks, or may not have been, the newest first: for leads, and so
 * without what only its reader may know of.
 */
export function* listTroubled(work: Work): Steps<readonly Troubled[]> {
  const { tx, now } = work;
  const since = new Date(now.getTime() - LOOK_BACK_MS);
  const all = yield* tx.outbox.listTroubled(since, MOST_TROUBLED);
  const troubled = all.filter((message) => !isPrivateSend(message));
  if (troubled.length === 0) return [];
  const { zone } = yield* tx.roster.getDistrict();
  const reached = yield* readReached(work, troubled);
  return troubled.map(({ kind, state, reason, recipient, address, settledAt, dueAt }) => ({
    name: undefined,
    site: undefined,
    ...reached.get(recipient ?? address.conversation.id),
    kind,
    posted: address.conversation.kind === "channel",
    state,
    day: localDay(settledAt ?? dueAt, zone),
    reason,
  }));
}

/** People and channels by id. */
function* readReached(
  { tx }: Work,
  troubled: readonly TroubledMessage[],
): Steps<ReadonlyMap<string, Pick<Troubled, "name" | "site">>> {
  const ids = new Set<PersonId>(troubled.flatMap(({ recipient }) => recipient ?? []));
  const people = yield* tx.roster.listPeople([...ids]);
  const channels = yield* tx.roster.listChannels();
  return new Map<string, Pick<Troubled, "name" | "site">>([
    ...people.map(
      (person) => [person.id, { name: displayName(person), site: person.homeSite }] as const,
    ),
    ...channels.map(({ id, name, site }) => [id, { name, site }] as const),
  ]);
}
