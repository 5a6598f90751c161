import type { SiteId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import { invitationCard } from "#messages/invitation-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { findRecipients, readWaveFacts } from "./wave-people.ts";

/**
 * `/pl answer`: the open question of the actor's own school, of a given one where it is named;
 * undefined if there is none to answer.
 */
export async function showOwnInvitation(
  product: Product,
  act: Act,
  named?: SiteId,
): Promise<Card | undefined> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* tx.roster.getPerson(act.person);
    for (const site of yield* listOwnSites(work, person)) {
      if (named !== undefined && site.id !== named) continue;
      const invitation = yield* tx.waves.findOpenInvitation(site.id);
      const wave = invitation && (yield* tx.waves.findWave(invitation.wave));
      if (!wave) continue;
      return invitationCard(product.words, yield* readWaveFacts(work, wave, site), person);
    }
    return undefined;
  });
}

/** Sites for which this person is asked: as principal, or in a principal's place. */
function* listOwnSites(work: Work, person: Person): Steps<readonly Site[]> {
  const ids = person.assignments
    .filter(({ role }) => role === "principal")
    .map(({ place }) => place);
  const own: Site[] = [];
  for (const site of yield* work.tx.roster.listSites()) {
    if (ids.some((id: string) => id === site.id)) own.push(site);
  }
  if (own.length > 0) return own;
  return yield* listVacancies(work, person);
}

function* listVacancies(work: Work, person: Person): Steps<readonly Site[]> {
  const clusters = new Set<string>(
    person.assignments.filter(({ role }) => role === "area_lead").map(({ place }) => place),
  );
  if (clusters.size === 0) return [];
  const vacant: Site[] = [];
  for (const site of yield* work.tx.roster.listSites()) {
    if (!site.cluster || !clusters.has(site.cluster)) continue;
    if ((yield* findRecipients(work, site)).vacancy) vacant.push(site);
  }
  return vacant;
}
