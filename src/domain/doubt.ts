import { DAY_MS } from "./local-time.ts";

/** No adapter looks further back for a message that may be there already. */
export const LOOK_BACK_DAYS = 14;
/** What must be looked for is looked for a day before that, however long it waits for its window. */
const LAST_LOOK_DAYS = LOOK_BACK_DAYS - 1;
/** The clock of the machine that was lost may have been ahead of this one by so much. */
const SKEW_MS = 10 * 60 * 1000;

/** From the moment a copy was made until it was restored: what happened then is not in the database. */
export interface Gap {
  readonly from: Date;
  readonly until: Date;
}

/** True for what was due in the gap: it may have been sent then. */
export function mayBeSent(dueAt: Date, gap: Gap): boolean {
  return dueAt <= lastSent(gap);
}

/** The latest time in the gap at which something may have been sent. */
export function lastSent({ until }: Gap): Date {
  return new Date(until.getTime() + SKEW_MS);
}

/** After this nobody could see any more whether a message was sent in the gap: it is not sent then. */
export function lastLook({ from }: Gap): Date {
  return new Date(from.getTime() + LAST_LOOK_DAYS * DAY_MS);
}
