import type { SiteId } from "#domain/ids.ts";
import type { Words } from "#messages/words.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { keyOf, sendDirect } from "./send-direct.ts";

/** A note about a calendar to every PL lead. */
export interface CalendarNote {
  /** Whose calendar: a school's, or the district's. */
  readonly site: SiteId | undefined;
  /** What happened, and to which copy: the same is never told twice. */
  readonly occasion: readonly string[];
  readonly card: (words: Words) => Card;
}

/** Tells the PL leads in office hours, once. */
export function* tellCalendar(work: Work, { site, occasion, card }: CalendarNote): Steps<void> {
  const { zone } = yield* work.tx.roster.getDistrict();
  for (const person of yield* work.tx.roster.listHolders("pl_lead")) {
    yield* sendDirect(work, {
      key: keyOf("calendar", site ?? "district", ...occasion, person.id),
      kind: "calendar",
      person,
      card,
      place: { zone },
      after: work.now,
    });
  }
}
