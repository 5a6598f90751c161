import { ProductError } from "#domain/errors.ts";
import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Right } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { isOnVisit, peopleOn } from "#domain/visit-sharing.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

export interface WantedExpedition {
  readonly id: ExpeditionId;
  readonly right: Right;
}

/** A visit, with its school and who acts. */
export interface HeldExpedition {
  readonly visit: Expedition;
  readonly site: Site;
  readonly person: Person;
  /** True for those who visit; nobody who supervises the school by now. */
  readonly isOn: boolean;
  /** The local day at the school. */
  readonly today: string;
}

/** A visit for whoever may do this to it; those who are on it are its owners. Throws NOT_ALLOWED, also for none. */
export function* getExpedition(
  work: Work,
  actor: Pick<Actor, "person">,
  { id, right }: WantedExpedition,
): Steps<HeldExpedition> {
  const { tx, now } = work;
  const visit = yield* tx.visiting.findExpedition(id);
  if (!visit) throw new ProductError("NOT_ALLOWED", "There is no such visit.");
  const site = yield* tx.roster.getSite(visit.site);
  const isOn = isOnVisit(yield* tx.roster.getPerson(actor.person), visit);
  const reached = { site: site.id, cluster: site.cluster, owners: isOn ? [actor.person] : [] };
  const person = yield* requireRight(work, actor, { right, ...reached });
  return { visit, site, person, isOn, today: localDay(now, site.zone) };
}

/** The same, locked until the transaction ends. Throws NOT_ALLOWED, also for none. */
export function* holdExpedition(
  work: Work,
  actor: Pick<Actor, "person">,
  wanted: WantedExpedition,
): Steps<HeldExpedition> {
  yield* work.tx.visiting.guardExpedition(wanted.id);
  return yield* getExpedition(work, actor, wanted);
}

/** Those who are on a visit now, by what the roster says of them today. */
export function* listVisitors({ tx }: Work, visit: Expedition): Steps<readonly Person[]> {
  const people = yield* tx.roster.listPeople([...peopleOn(visit)]);
  return people.filter((person) => isOnVisit(person, visit));
}
