import type { Site } from "#domain/roster.ts";
import { teamCard } from "#messages/team-cards.ts";
import type { Card } from "#ports/card.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { listSpokenFor } from "./own-schools.ts";
import type { Act, Product, Work } from "./product.ts";
import { readAfterYes } from "./read-team.ts";
import { requireRight } from "./require-right.ts";
import { listOwnSites } from "./show-own-invitation.ts";

export type TeamShown =
  | { readonly kind: "card"; readonly card: Card }
  | { readonly kind: "not_joined"; readonly site: Site }
  | { readonly kind: "no_school" };

/** `/pl team`: the own school's team, why line and first visit. Throws NOT_ALLOWED. */
export async function showTeam(product: Product, act: Act): Promise<TeamShown> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* tx.roster.getPerson(act.person);
    const spokenFor = yield* listSpokenFor(work, person);
    const sites = spokenFor.length > 0 ? spokenFor : yield* listOwnSites(work, person);
    for (const site of sites) {
      yield* requireAnswerer(work, act, { right: "showTeam", site });
      if (!(yield* tx.waves.isJoined(site.id))) continue;
      return { kind: "card", card: teamCard(product.words, yield* readAfterYes(work, site)) };
    }
    if (sites[0]) return { kind: "not_joined", site: sites[0] };
    yield* requireRight(work, act, "showTeam");
    return { kind: "no_school" };
  });
}
