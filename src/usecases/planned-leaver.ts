import type { PersonId } from "#domain/ids.ts";
import type { Scheduled } from "#ports/store.ts";

/** The schedule row of somebody who has left. */
export function leaverId(person: PersonId): string {
  return `leaver:${person}`;
}

/** The moment at which the name of somebody who has left goes. */
export function toPlannedLeaver(person: PersonId, nextAt: Date): Scheduled {
  return { id: leaverId(person), campaign: "leaver", subject: person, nextAt };
}
