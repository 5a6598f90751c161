import type { PersonId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import type { TroubleLine } from "#messages/home-cards.ts";
import type { TroubledMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

const LOOK_BACK_MS = 14 * 24 * 60 * 60 * 1000;
/** More than a lead can follow up is counted up to this, not listed. */
const MOST_TROUBLED = 100;

/** What was not delivered in the last two weeks, or may not have been, the newest first: for leads. */
export function* listTroubled(work: Work): Steps<readonly TroubleLine[]> {
  const { tx, now } = work;
  const since = new Date(now.getTime() - LOOK_BACK_MS);
  const troubled = yield* tx.outbox.listTroubled(since, MOST_TROUBLED);
  if (troubled.length === 0) return [];
  const { zone } = yield* tx.roster.getDistrict();
  const names = yield* readNames(work, troubled);
  return troubled.map(({ kind, state, reason, recipient, address, settledAt, dueAt }) => ({
    name: names.get(recipient ?? address.conversation.id),
    kind,
    state,
    day: localDay(settledAt ?? dueAt, zone),
    reason,
  }));
}

/** People and channels by id. */
function* readNames(
  { tx }: Work,
  troubled: readonly TroubledMessage[],
): Steps<ReadonlyMap<string, string>> {
  const ids = new Set<PersonId>(troubled.flatMap(({ recipient }) => recipient ?? []));
  const people = yield* tx.roster.listPeople([...ids]);
  const channels = yield* tx.roster.listChannels();
  return new Map<string, string>([
    ...people.map((person) => [person.id, displayName(person)] as const),
    ...channels.map(({ id, name }) => [id, name] as const),
  ]);
}
