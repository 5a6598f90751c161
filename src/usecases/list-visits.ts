import type { Expedition } from "#domain/expedition.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { isOnVisit, statesSeenBy } from "#domain/visit-sharing.ts";
import type { Steps } from "#ports/steps.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** A visit and where it goes. */
export interface PlacedVisit {
  readonly visit: Expedition;
  readonly site: Site;
}

/** The visits of one reader. */
export interface MyVisits {
  readonly pages: MyPages;
  readonly now: Date;
  /** Planned, and theirs to record; the soonest first. */
  readonly toRecord: readonly PlacedVisit[];
  /** Finished, and theirs to read; the newest first. */
  readonly toRead: readonly PlacedVisit[];
}

/** Visits that the reader records or may read. Throws NOT_ALLOWED. */
export async function listVisits(product: Product, actor: Actor): Promise<MyVisits> {
  const now = product.clock.now();
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, actor, "listVisits");
    const sites = new Map((yield* tx.roster.listSites()).map((site) => [site.id, site]));
    const visits = yield* tx.visiting.listExpeditions({});
    const placed = visits.flatMap((visit): PlacedVisit[] => {
      const site = sites.get(visit.site);
      return site ? [{ visit, site }] : [];
    });
    return {
      pages: yield* readPages(work, me),
      now,
      toRecord: placed.filter((each) => isToRecord(me, each)).toReversed(),
      toRead: placed.filter((each) => isToRead(me, each)),
    };
  });
}

/** Finished visits to a school that somebody may read now; the newest first. */
export function* listVisitsAt(
  { tx }: Pick<Work, "tx">,
  me: Person,
  site: Site,
): Steps<readonly Expedition[]> {
  const states = statesSeenBy(me, { site: site.id, cluster: site.cluster });
  return states.length === 0 ? [] : yield* tx.visiting.listExpeditions({ site: site.id, states });
}

function isToRecord(me: Person, { visit, site }: PlacedVisit): boolean {
  const owners = isOnVisit(me, visit) ? [me.id] : [];
  return visit.state === "planned" && may(me, "recordPart", { owners, site: site.id });
}

function isToRead(me: Person, { visit, site }: PlacedVisit): boolean {
  return statesSeenBy(me, { site: site.id, cluster: site.cluster }).includes(visit.state);
}
