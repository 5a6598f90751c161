import { type SiteId, toId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** The schools that somebody speaks for: as a principal, or named to answer in a principal's place. */
export function* listSpokenFor({ tx }: Pick<Work, "tx">, person: Person): Steps<readonly Site[]> {
  const led = person.assignments.flatMap(({ role, place }) =>
    role === "principal" ? [toId<SiteId>(place)] : [],
  );
  const named = yield* tx.listening.listSchoolsOf(person.id, "delegate");
  const sites: Site[] = [];
  for (const id of new Set([...led, ...named])) {
    const site = yield* tx.roster.findSite(id);
    if (site?.active) sites.push(site);
  }
  return sites;
}
