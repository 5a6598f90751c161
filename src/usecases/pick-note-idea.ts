import { addDays, mondayOf } from "#domain/local-time.ts";
import type { Person } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import { findOfWeek, type Picking, pickNudge } from "./pick-nudge.ts";
import { weeksOf } from "./plan-slot.ts";
import type { Work } from "./product.ts";

type Noting = Pick<Picking, "day" | "schoolDays" | "site">;

/**
 * The idea in a principal's note, by its id: every third week, as there are so many. Somebody who asked for ideas as
 * messages of their own reads them there; what is told here is used up like those.
 */
export function* pickNoteIdea(
  work: Work,
  person: Person,
  { day, schoolDays, site }: Noting,
): Steps<string | undefined> {
  const { tx } = work;
  const { nudgesAskedAt, digestOnlyAt } = yield* tx.roster.getPreferences(person.id);
  if (nudgesAskedAt && !digestOnlyAt) return undefined;
  const subject = `person:${person.id}`;
  const from = addDays(mondayOf(day), -7 * (weeksOf(person) - 1));
  if ((yield* tx.praise.listNudgesSent(subject, from)).length > 0) return undefined;
  const picked = yield* pickNudge(work, { subject, day, schoolDays, audience: "principal", site });
  return picked?.nudge.id;
}

/** The idea that a principal read in this week's note; nothing is used up. */
export function* findNoteIdea(
  work: Work,
  person: Person,
  { day, site }: Pick<Noting, "day" | "site">,
): Steps<string | undefined> {
  const { nudgesAskedAt, digestOnlyAt } = yield* work.tx.roster.getPreferences(person.id);
  if (nudgesAskedAt && !digestOnlyAt) return undefined;
  return (yield* findOfWeek(work, { subject: `person:${person.id}`, day, site }))?.nudge.id;
}
