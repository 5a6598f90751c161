import type { SiteId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import { invitationCard, withAnswer } from "#messages/invitation-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
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
    const person = yield* requireRight(work, act, "showOwnInvitation");
    const own = yield* listOwnSites(work, person);
    for (const site of own.filter(({ id }) => named === undefined || id === named)) {
      const card = yield* toCard(work, site, person);
      if (card) return card;
    }
    return undefined;
  });
}

function* toCard(work: Work, site: Site, person: Person): Steps<Card | undefined> {
  const { tx, product } = work;
  const invitation = yield* tx.waves.findOpenInvitation(site.id);
  const wave = invitation && (yield* tx.waves.findWave(invitation.wave));
  if (!wave) return undefined;
  const card = invitationCard(product.words, yield* readWaveFacts(work, wave, site), person);
  return invitation.answer ? withAnswer(product.words, card, invitation.answer) : card;
}

/** Sites for which this person is asked: as principal, or in a principal's place. */
export function* listOwnSites(work: Work, person: Person): Steps<readonly Site[]> {
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
