import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import { pauseOf, type ShoutOut } from "#domain/shout-out.ts";
import type { SendPlace } from "#domain/windows.ts";
import type { Thanks } from "#messages/spread-cards.ts";
import { thanksCard } from "#messages/thanks-card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { keyOf, readPlace, sendDirect, supersedeKey } from "./send-direct.ts";

/** When a receiver is told; `at` is undefined for somebody who gets no messages. */
export interface Told {
  readonly person: Person;
  readonly at: Date | undefined;
  readonly zone: string;
  /** True if the time would show others that the receiver has paused. */
  readonly untold: boolean;
}

interface Telling {
  readonly receiver: Person;
  readonly giver: Person;
  readonly shoutOut: ShoutOut;
}

/**
 * Tells somebody that they were thanked: one note a day at most, inside their window.
 * Shout-outs that arrive while a note waits join it.
 */
export function* tellReceiver(work: Work, telling: Telling): Steps<Told> {
  const { tx } = work;
  const { receiver, giver, shoutOut } = telling;
  yield* tx.roster.guardPerson(receiver.id);
  const supersedes = supersedeKey("thanks", receiver.id);
  const latest = yield* tx.outbox.findLatest(supersedes);
  const joins = latest?.state === "waiting" ? latest : undefined;
  const earlier = joins ? yield* listTold(work, receiver.id, joins.key) : [];
  // Who was taken out and is put back again hears of it under a key of its own.
  const again = shoutOut.revision ? [String(shoutOut.revision)] : [];
  const key = keyOf("thanks", shoutOut.id, receiver.id, ...again);
  const place = yield* readPlace(work, receiver);
  for (const { shoutOut: each } of [...earlier, { shoutOut }]) {
    yield* tx.praise.setTelling(each.id, receiver.id, key);
  }
  const at = yield* sendDirect(work, {
    key,
    kind: "shout_out_direct",
    person: receiver,
    card: (words) => thanksCard(words, [...earlier, { shoutOut, giver }]),
    place,
    after: joins?.dueAt ?? afterToday(work.now, latest?.dueAt, place),
    supersedes,
  });
  const paused = pauseOf(yield* tx.roster.getPreferences(receiver.id), work.now);
  return { person: receiver, at, zone: place.zone, untold: paused !== undefined };
}

/** Now, or tomorrow if today's note has gone out already. */
export function afterToday(now: Date, toldAt: Date | undefined, { zone }: SendPlace): Date {
  const today = localDay(now, zone);
  if (!toldAt || localDay(toldAt, zone) < today) return now;
  return toInstant(`${addDays(localDay(toldAt, zone), 1)}T00:00`, zone);
}

/** The shout-outs that one note tells somebody of. */
export function* listTold(
  { tx }: Work,
  receiver: Person["id"],
  key: ReturnType<typeof keyOf>,
): Steps<readonly Thanks[]> {
  const thanks: Thanks[] = [];
  for (const shoutOut of yield* tx.praise.listToldBy(receiver, key)) {
    thanks.push({ shoutOut, giver: yield* tx.roster.getPerson(shoutOut.giver) });
  }
  return thanks;
}
