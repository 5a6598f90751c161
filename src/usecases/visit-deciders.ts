import type { Deciding, Expedition } from "#domain/expedition.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { isLate } from "#domain/visit-life.ts";
import { isOnVisit, statesSeenBy, supervises } from "#domain/visit-sharing.ts";
import type { Steps } from "#ports/steps.ts";
import { type HeldExpedition, listVisitors } from "./get-expedition.ts";
import type { Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";

type VisitAt = Pick<HeldExpedition, "visit" | "site">;

/**
 * How somebody may decide about what staff say is not right: those who visited note by note, and so does
 * whoever may read the visit by now. A lead who was not there only as a whole, once those who were have had
 * their days. Undefined for everybody else.
 */
export function* readDeciding(
  work: Work,
  { visit, site, person, today }: Omit<HeldExpedition, "isOn">,
): Steps<Deciding | undefined> {
  const place = placeOf(site);
  if (!may(person, "settleCorrection", place)) return undefined;
  const isRead = statesSeenBy(person, place).includes(visit.state);
  if (isRead || isOnVisit(person, visit)) return "notes";
  if (supervises(person, site.id)) return undefined;
  if ((yield* listOwnDeciders(work, { visit, site })).length === 0) return "whole";
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  return isLate(schoolDays, visit.nextOn ?? today, today) ? "whole" : undefined;
}

/** Who is asked to decide: whoever planned the visit, else a lead who visited; every PL lead for `all`, and where neither is left. */
export function* listDeciders(
  work: Work,
  { visit, site }: VisitAt,
  all: boolean,
): Steps<readonly Person[]> {
  const own = yield* listOwnDeciders(work, { visit, site });
  const planner = own.filter(({ id }) => id === visit.plannedBy);
  const first = planner.length > 0 ? planner : own;
  if (first.length > 0 && !all) return first;
  const leads = yield* work.tx.roster.listHolders("pl_lead");
  const others = leads.filter((lead) => !supervises(lead, site.id));
  return [...new Map([...first, ...others].map((each) => [each.id, each])).values()];
}

function* listOwnDeciders(work: Work, { visit, site }: VisitAt): Steps<readonly Person[]> {
  const people = yield* listVisitors(work, visit);
  return people.filter((person) => may(person, "settleCorrection", placeOf(site)));
}

function placeOf({ id, cluster }: Site) {
  return { site: id, cluster };
}

/** How somebody who is asked decides. */
export function decidingOf(person: Person, visit: Expedition): Deciding {
  return isOnVisit(person, visit) ? "notes" : "whole";
}
