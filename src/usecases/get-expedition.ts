import { ProductError } from "#domain/errors.ts";
import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Right } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
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
  const owners = peopleOn(visit);
  const reached = { site: site.id, cluster: site.cluster, owners };
  const person = yield* requireRight(work, actor, { right, ...reached });
  return { visit, site, person, today: localDay(now, site.zone) };
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

/** Who planned a visit, and who visits; each once. */
export function peopleOn({ plannedBy, visitors }: Expedition): Expedition["visitors"] {
  return [...new Set([plannedBy, ...visitors])];
}
