import { becomesOf, compareWaited } from "#domain/backlog.ts";
import { localDay, weekKey } from "#domain/local-time.ts";
import type { WaitingMessage } from "#ports/send-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { isWithinBudget } from "./send-direct.ts";

/** How many posts that waited may still go, and how many are shown as expired. */
export interface Backlog {
  readonly going: number;
  readonly over: number;
}

/**
 * After a stretch in which nothing was sent: what came once for another week is over, and what counts in
 * somebody's week goes only where this week has room. The rest goes at the usual pace, in its hours.
 */
export function* settleBacklog(work: Work): Steps<Backlog> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const all = yield* tx.outbox.listWaiting(now);
  const waiting = all.filter(({ kind }) => kind !== "reply").toSorted(compareWaited);
  let going = 0;
  for (const message of waiting) {
    const becomes = becomesOf(message, now, message.place?.zone ?? zone);
    const goes = becomes === "goes" || (becomes === "needs_room" && (yield* fits(work, message)));
    if (goes) going++;
    else yield* tx.outbox.expireOne(message.id, now);
  }
  return { going, over: waiting.length - going };
}

/** Moves it into this week's budget, if there is room. */
function* fits(work: Work, { id, key, budgetOf, dueAt, place }: WaitingMessage): Steps<boolean> {
  const { tx, now } = work;
  const [person] = budgetOf === undefined ? [] : yield* tx.roster.listPeople([budgetOf]);
  if (!person) return false;
  yield* tx.roster.guardPerson(person.id);
  const { zone } = place ?? (yield* tx.roster.getDistrict());
  const week = weekKey(localDay(now, zone));
  // Somebody else may have moved it before the guard.
  if ((yield* tx.outbox.findQueued(key))?.week === week) return true;
  if (!(yield* isWithinBudget(work, person, week))) return false;
  yield* tx.outbox.move(id, { dueAt, week });
  return true;
}
