import type { PersonId } from "#domain/ids.ts";
import { addDays, localDay, mondayOf, toInstant, weekKey } from "#domain/local-time.ts";
import type { SendPlace } from "#domain/windows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { isWithinBudget } from "./send-direct.ts";

/** More full weeks than this in a row are not waited for. */
const MOST_WEEKS = 4;

/** A queued message, as far as it decides in which week there is room for it. */
export interface Counted {
  readonly place: SendPlace;
  readonly budgetOf?: PersonId | undefined;
  /** The week in which it counts now; undefined where no budget counts it. */
  readonly week?: string | undefined;
}

export interface Looking {
  readonly after: Date;
  /** The first moment from then on that lies in its hours. */
  readonly free: (after: Date) => Date | undefined;
}

export interface Room {
  readonly dueAt: Date;
  readonly week: string | undefined;
}

/** The first moment from then on, in the first week that has room for it; undefined if none of the next few has. */
export function* findRoom(
  work: Work,
  message: Counted,
  { after, free }: Looking,
): Steps<Room | undefined> {
  const { zone } = message.place;
  let dueAt = free(after);
  for (let week = 0; week < MOST_WEEKS && dueAt; week++) {
    const day = localDay(dueAt, zone);
    if (yield* hasRoom(work, message, weekKey(day))) {
      return { dueAt, week: message.week === undefined ? undefined : weekKey(day) };
    }
    dueAt = free(toInstant(`${addDays(mondayOf(day), 7)}T00:00`, zone));
  }
  return undefined;
}

/** It counts in its own week already. */
function* hasRoom(work: Work, { week, budgetOf }: Counted, wanted: string): Steps<boolean> {
  if (week === undefined || week === wanted || budgetOf === undefined) return true;
  const [person] = yield* work.tx.roster.listPeople([budgetOf]);
  if (!person) return false;
  yield* work.tx.roster.guardPerson(person.id);
  return yield* isWithinBudget(work, person, wanted);
}
