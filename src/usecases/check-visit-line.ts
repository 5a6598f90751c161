import type { SiteId } from "#domain/ids.ts";
import type { HeldWhy } from "#domain/private-text.ts";
import { displayName } from "#domain/roster.ts";
import { findVisitFault, toCalledNames, type VisitLineWhy } from "#domain/visit-line.ts";
import type { Steps } from "#ports/steps.ts";
import { findHeld, readKnownNames } from "./check-line.ts";
import type { Work } from "./product.ts";

/** Why a line about a visit may not be kept, and which of its words hold it. */
export interface HeldVisitLine {
  readonly why: HeldWhy | VisitLineWhy;
  readonly words: readonly string[];
}

const AT_A_SCHOOL = ["teacher", "coach", "staff", "principal"] as const;
const NO_LETTER = /^[^\p{L}\p{N}]*$/u;

/**
 * The guard of everything that is written about a visit: besides what no line may hold, it holds the name of
 * anybody, colleagues too, a room's number and a score. Nobody can vouch for a name here.
 */
export function* findHeldOnVisit(
  work: Work,
  text: string,
  site: SiteId,
): Steps<HeldVisitLine | undefined> {
  if (NO_LETTER.test(text)) return undefined;
  const held = yield* findHeld(work, text);
  if (held) return { why: held.why, words: held.names };
  const staff = yield* readCalledNames(work, site);
  return findVisitFault(text, staff, yield* readKnownNames(work));
}

/** By which names the people of the school are called. */
function* readCalledNames({ tx }: Work, site: SiteId): Steps<ReadonlySet<string>> {
  const names: string[] = [];
  for (const role of AT_A_SCHOOL) {
    const people = yield* tx.roster.listHolders(role, site);
    for (const each of people) names.push(displayName(each), each.givenName, each.familyName);
  }
  return toCalledNames(names);
}
