import type { Expedition } from "#domain/expedition.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import type { Person } from "#domain/roster.ts";
import { lookUpSite, type SiteLookup } from "#domain/site-names.ts";
import { isOnVisit } from "#domain/visit-sharing.ts";
import type { ListedVisit } from "#messages/expedition-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { readDeciding } from "./visit-deciders.ts";

export interface VisitList {
  /** Today's first, then what is to finish, what is planned, and what is on its way to the district. */
  readonly visits: readonly ListedVisit[];
  readonly mayPlan: boolean;
}

const UNDER_WAY = ["planned", "staff", "principal"] as const;

/**
 * `/expedition`: the visits that somebody is on; of one school, those they may look after where its name is
 * typed. A name that is not clear is looked up. Throws NOT_ALLOWED.
 */
export async function listExpeditions(
  product: Product,
  actor: Actor,
  typed: string,
): Promise<VisitList | Exclude<SiteLookup, { kind: "one" }>> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const person = yield* requireRight(work, actor, "listExpeditions");
    const sites = yield* tx.roster.listSites();
    const mayLead = sites.filter((site) =>
      may(person, "planExpedition", { site: site.id, cluster: site.cluster }),
    );
    const looked = typed === "" ? undefined : lookUpSite(mayLead, typed);
    if (looked && looked.kind !== "one") return looked;
    const all = yield* tx.visiting.listExpeditions({ states: UNDER_WAY, site: looked?.site.id });
    const isShown = (visit: Expedition) => looked !== undefined || isOnVisit(person, visit);
    const visits: ListedVisit[] = [];
    for (const visit of all.filter(isShown)) {
      visits.push(yield* toListed(work, visit, person));
    }
    return { visits: visits.toSorted(byNext), mayPlan: mayLead.length > 0 };
  });
}

function* toListed(work: Work, visit: Expedition, person: Person): Steps<ListedVisit> {
  const { tx, now } = work;
  const site = yield* tx.roster.getSite(visit.site);
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const corrections = yield* tx.visiting.listCorrections(visit.id);
  const today = localDay(now, site.zone);
  return {
    visit,
    school: site.name,
    today,
    isSchoolDay: schoolDays.isSchoolDay(visit.day),
    isRecorded: (yield* tx.visiting.listParts(visit.id)).length > 0,
    isOn: isOnVisit(person, visit),
    isQuestioned:
      corrections.some(({ settledAt }) => settledAt === undefined) &&
      (yield* readDeciding(work, { visit, site, person, today })) !== undefined,
  };
}

function byNext(one: ListedVisit, other: ListedVisit): number {
  const places = [placeOf(one), placeOf(other)] as const;
  if (places[0] !== places[1]) return places[0] - places[1];
  return one.visit.day < other.visit.day ? -1 : 1;
}

/** What has to be done now comes first. */
function placeOf({ visit, today, isQuestioned }: ListedVisit): number {
  if (visit.state !== "planned") return isQuestioned ? 1 : 4;
  if (visit.day === today) return 0;
  return visit.day < today ? 2 : 3;
}
