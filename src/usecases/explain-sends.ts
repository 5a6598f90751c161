import type { PersonId } from "#domain/ids.ts";
import type { DecisionReason } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import { nextReminder } from "#domain/reminders.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { lookUpSite, type SiteLookup } from "#domain/site-names.ts";
import { type WhyFacts, whyCard } from "#messages/why-card.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { reasonFor } from "./read-standing.ts";
import { requireRight } from "./require-right.ts";
import { closeOf } from "./schedule-reminder.ts";
import { readSchoolDays } from "./school-time.ts";
import { listOwnSites } from "./show-own-invitation.ts";
import { findAsked } from "./snooze-site.ts";

/** The newest that are told; the dashboard shows the same. */
const MOST_TOLD = 12;

export type Explained =
  | { readonly kind: "why"; readonly card: Card }
  | { readonly kind: "which" }
  | Exclude<SiteLookup, { kind: "one" }>;

/**
 * `/pl why <school>`: what was sent to a school, put off or not sent, and why; the own school where none is
 * named. Only schools that the actor may see are looked through. Throws NOT_ALLOWED.
 */
export async function explainSends(
  product: Product,
  act: Actor,
  typed: string,
): Promise<Explained> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const found = yield* findMeant(work, act, typed);
    if (found.kind !== "one") return found;
    return {
      kind: "why",
      card: whyCard(product.words, yield* readWhy(work, act.person, found.site)),
    };
  });
}

/** The school that is meant, if the actor may see it. */
function* findMeant(
  work: Work,
  act: Actor,
  typed: string,
): Steps<SiteLookup | { readonly kind: "which" }> {
  const { tx } = work;
  const person = yield* tx.roster.getPerson(act.person);
  const all = yield* tx.roster.listSites();
  const seen = all.filter((site) => maySee(person, site));
  const found = typed === "" ? yield* findOwn(work, person) : lookUp(typed, { seen, all });
  const site = found.kind === "one" ? found.site : seen[0];
  yield* requireRight(work, act, { right: "explainSends", ...reached(site) });
  return found;
}

function* findOwn(
  work: Work,
  person: Person,
): Steps<{ readonly kind: "one"; readonly site: Site } | { readonly kind: "which" }> {
  const [own, ...others] = yield* listOwnSites(work, person);
  return own && others.length === 0 ? { kind: "one", site: own } : { kind: "which" };
}

/** The actor's own schools first; any other is found to be refused by name. */
function lookUp(
  typed: string,
  { seen, all }: { readonly seen: readonly Site[]; readonly all: readonly Site[] },
): SiteLookup {
  const own = lookUpSite(seen, typed);
  if (own.kind !== "unknown") return own;
  const other = lookUpSite(all, typed);
  return other.kind === "one" ? other : own;
}

function maySee(person: Person, site: Site): boolean {
  return may(person, "explainSends", reached(site));
}

function reached(site: Site | undefined) {
  return { site: site?.id, cluster: site?.cluster };
}

/** What comes next for a school in its newest wave, and what was decided before. */
export function* readWhy(work: Work, id: PersonId, site: Site): Steps<WhyFacts> {
  const { tx, now } = work;
  const reader = yield* tx.roster.getPerson(id);
  const today = localDay(now, site.zone);
  const asked = yield* findAsked(work, site.id);
  const schoolDays = yield* readSchoolDays(work);
  const outlook =
    asked &&
    nextReminder(asked.invitation, {
      schoolDays,
      closesOn: closeOf(asked.invitation, asked.wave),
      plan: asked.wave.reminders,
      today,
    });
  const decisions = yield* tx.listening.listDecisions(site.id, MOST_TOLD);
  const told = (reason: DecisionReason) => reasonFor(reader, reason, site);
  return {
    school: site.name,
    outlook: outlook?.kind === "none" ? { kind: "none", reason: told(outlook.reason) } : outlook,
    decisions: decisions.map((each) => ({
      ...each,
      reason: told(each.reason),
      on: localDay(each.at, site.zone),
    })),
  };
}
