import type { Expedition } from "#domain/expedition.ts";
import { type ExpeditionId, type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import { displayName, type Site } from "#domain/roster.ts";
import { lookUpSite, type SiteLookup } from "#domain/site-names.ts";
import { type BadPlanDay, kindOfVisit, MOST_VISITORS, readVisitDay } from "#domain/visit-life.ts";
import { supervises } from "#domain/visit-sharing.ts";
import type { Steps } from "#ports/steps.ts";
import { type Announced, announceVisit } from "./announce-expedition.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface VisitToPlan {
  /** Made with the form, so that the same form sent twice is one visit. */
  readonly id: ExpeditionId;
  /** A school's id, or its name as typed. */
  readonly school: string;
  /** As typed. */
  readonly day: string;
  /** Who comes along. */
  readonly with: readonly PersonId[];
}

export type VisitPlanned =
  | ({ readonly kind: "planned"; readonly visit: Expedition; readonly site: Site } & Announced)
  | { readonly kind: "school"; readonly lookup: Exclude<SiteLookup, { kind: "one" }> }
  | ({ readonly kind: "day"; readonly today: string } & BadPlanDay)
  | { readonly kind: "taken"; readonly site: Site }
  | { readonly kind: "visitors" }
  /** Somebody who would visit supervises the school. */
  | { readonly kind: "supervises"; readonly site: Site; readonly names: readonly string[] };

/** The schools for which somebody may plan visits, by name. Throws NOT_ALLOWED where there is none. */
export async function readPlanForm(product: Product, actor: Actor): Promise<readonly Site[]> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    return yield* listPlannable(work, actor, { right: "readPlanForm" });
  });
}

function* listPlannable(
  work: Work,
  actor: Pick<Actor, "person">,
  { right }: { readonly right: "readPlanForm" | "planExpedition" },
): Steps<readonly Site[]> {
  const { tx } = work;
  const person = yield* tx.roster.getPerson(actor.person);
  const sites = (yield* tx.roster.listSites()).filter(
    (site) => site.active && may(person, right, { site: site.id, cluster: site.cluster }),
  );
  const [first] = sites;
  yield* requireRight(work, actor, { right, site: first?.id, cluster: first?.cluster });
  return sites.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Plans a visit and lets the school know: its staff by one post in their channel, whoever answers for it by a
 * message. Throws NOT_ALLOWED.
 */
export async function planExpedition(
  product: Product,
  act: Act,
  plan: VisitToPlan,
): Promise<VisitPlanned> {
  const now = product.clock.now();
  // A form that comes back with an error has not acted: nothing is kept before all is well.
  const found = await product.store.read(act.district, (tx) =>
    checkPlan({ tx, product, now }, act, plan),
  );
  if (found.kind !== "good") return found;
  return await product.store.transaction(act.district, function* (tx): Steps<VisitPlanned> {
    const work: Work = { tx, product, now };
    yield* tx.visiting.guardExpedition(plan.id);
    const checked = yield* checkPlan(work, act, plan);
    if (checked.kind !== "good") return checked;
    const { visit, site } = checked;
    yield* tx.visiting.saveExpedition(visit);
    const announced = yield* announceVisit(work, { visit, site, event: act.eventKey });
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "visit_planned",
      subject: `site:${site.id}`,
      facts: { visit: visit.id, day: visit.day, visitors: String(visit.visitors.length) },
    });
    return { kind: "planned", visit, site, ...announced };
  });
}

type Checked =
  | { readonly kind: "good"; readonly visit: Expedition; readonly site: Site }
  | Exclude<VisitPlanned, { kind: "planned" }>;

function* checkPlan(work: Work, act: Act, plan: VisitToPlan): Steps<Checked> {
  const { tx, now } = work;
  const looked = yield* findSchool(work, act, plan.school);
  if (looked.kind !== "one") return { kind: "school", lookup: looked };
  const { site } = looked;
  const reached = { site: site.id, cluster: site.cluster };
  yield* requireRight(work, act, { right: "planExpedition", ...reached });
  const visitors = [...new Set([act.person, ...plan.with])];
  if (visitors.length > MOST_VISITORS) return { kind: "visitors" };
  const above = (yield* tx.roster.listPeople(visitors)).filter((each) => supervises(each, site.id));
  if (above.length > 0) return { kind: "supervises", site, names: above.map(displayName) };
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const read = readVisitDay({ site, schoolDays, now }, plan.day);
  const today = localDay(now, site.zone);
  if ("problem" in read) return { kind: "day", today, ...read };
  const others = yield* tx.visiting.listExpeditions({ site: site.id });
  const isTaken = ({ id, day, state }: Expedition) =>
    id === plan.id || (day === read.day && state !== "cancelled");
  if (others.some(isTaken)) return { kind: "taken", site };
  const visit: Expedition = {
    id: plan.id,
    site: site.id,
    day: read.day,
    kind: kindOfVisit(others),
    state: "planned",
    plannedBy: act.person,
    plannedAt: now,
    visitors,
  };
  return { kind: "good", visit, site };
}

/** Among the schools one may plan for; any other one is found to be refused by name. */
function* findSchool(work: Work, act: Act, typed: string): Steps<SiteLookup> {
  const byId = yield* work.tx.roster.findSite(toId<SiteId>(typed));
  if (byId?.active) return { kind: "one", site: byId };
  const near = lookUpSite(yield* listPlannable(work, act, { right: "planExpedition" }), typed);
  if (near.kind !== "unknown") return near;
  const all = lookUpSite(yield* work.tx.roster.listSites(), typed);
  return all.kind === "one" ? all : near;
}
