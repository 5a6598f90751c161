import { localDay, weekKey } from "#domain/local-time.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { mayStartAt, nextSendMoment, type SendPlace } from "#domain/windows.ts";
import type { ClaimedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { findRoom } from "./find-room.ts";
import type { Work } from "./product.ts";

/** A message in hand, with its hours. */
export interface InHand {
  readonly message: ClaimedMessage;
  readonly place: SendPlace;
  readonly schoolDays: SchoolDays;
}

/** True if it may leave at once: in its hours, and in the week in which it counts. */
export function mayLeave({ message, place: site, schoolDays }: InHand, at: Date): boolean {
  const { kind, week } = message;
  if (week !== undefined && week !== weekKey(localDay(at, site.zone))) return false;
  return mayStartAt({ kind, site, schoolDays, at });
}

/**
 * Gives a message back that came outside its hours, or after its week, until its reader has room for it.
 * False if it may go now after all: it counts in this week then.
 */
export function* putOff(work: Work, { message, place, schoolDays }: InHand): Steps<boolean> {
  const { tx, now } = work;
  const { id, kind, budgetOf, week } = message;
  const free = (after: Date) => nextSendMoment({ kind, site: place, schoolDays, after });
  const room = yield* findRoom(work, { place, budgetOf, week }, { after: now, free });
  if (room && room.dueAt <= now) {
    if (room.week !== undefined) yield* tx.outbox.countIn(id, room.week);
    return false;
  }
  yield* tx.outbox.postpone({ message, dueAt: room?.dueAt, week: room?.week, at: now });
  return true;
}
