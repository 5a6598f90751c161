import type { PersonId } from "#domain/ids.ts";
import { type DecisionReason, stillTrue } from "#domain/listening.ts";
import { localDay } from "#domain/local-time.ts";
import { nextReminder, type ReminderOutlook } from "#domain/reminders.ts";
import { may } from "#domain/rights.ts";
import type { Person, Site } from "#domain/roster.ts";
import { lookUpSite, type SiteLookup } from "#domain/site-names.ts";
import type { Wave } from "#domain/wave.ts";
import { type WhyFacts, whyCard } from "#messages/why-card.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Actor, Product, Work } from "./product.ts";
import { reasonFor } from "./read-standing.ts";
import { requireRight } from "./require-right.ts";
import { checkBackId, reminderId } from "./schedule-ids.ts";
import { closeOf } from "./schedule-reminder.ts";
import { readSchoolDaysAt } from "./school-time.ts";
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
  if (other.kind === "one") return other;
  // Whoever sees one school means it: "Why are you writing to me?"
  const [only, ...others] = seen;
  return only && others.length === 0 ? { kind: "one", site: only } : own;
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
  const told = (reason: DecisionReason) => reasonFor(reader, reason, site);
  const outlook = yield* readOutlook(work, site);
  const decisions = (yield* tx.listening.listDecisions(site.id, MOST_TOLD)).map((each) => ({
    ...each,
    reason: told(each.reason),
    on: localDay(each.at, site.zone),
  }));
  return {
    school: site.name,
    today: localDay(now, site.zone),
    outlook: outlook?.kind === "none" ? { ...outlook, reason: told(outlook.reason) } : outlook,
    decisions: stillTrue(decisions),
  };
}

/** The schedule is the truth; the rule says the number, and why it is later than usual. */
function* readOutlook(work: Work, site: Site): Steps<ReminderOutlook | undefined> {
  const { tx } = work;
  const asked = yield* findAsked(work, site.id);
  if (!asked) return undefined;
  const { wave, invitation } = asked;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const closesOn = closeOf(invitation, wave);
  const next = nextReminder(invitation, { schoolDays, closesOn, plan: wave.reminders });
  if (next.kind === "none") return { ...next, silentUntil: yield* readSilence(work, site, next) };
  const row = yield* tx.schedule.find(reminderId(wave.id, site.id));
  if (!row) return { kind: "none", reason: whyNoRow(wave) };
  const day = localDay(row.nextAt, site.zone);
  return { ...next, day, putOff: day > next.day ? "late" : next.putOff };
}

function* readSilence(
  { tx }: Work,
  site: Site,
  { reason }: { readonly reason: DecisionReason },
): Steps<string | undefined> {
  if (reason !== "snoozed") return undefined;
  const row = yield* tx.schedule.find(checkBackId(site.id));
  return row && localDay(row.nextAt, site.zone);
}

/** A reminder that the rule allows, and that nobody planned: the wave is over, or its day is too near. */
function whyNoRow({ state }: Wave): DecisionReason {
  return state === "closed" ? "wave_closed" : "no_room_before_close";
}
