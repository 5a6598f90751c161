import { ProductError } from "#domain/errors.ts";
import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { may } from "#domain/rights.ts";
import { displayName, holds, type Person, type Site } from "#domain/roster.ts";
import { lookUpSite, type SiteLookup } from "#domain/site-names.ts";
import type { AuditAction } from "#ports/audit-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { reopenStopped } from "./reopen-stopped.ts";
import { requireRight } from "./require-right.ts";
import { listOwnSites } from "./show-own-invitation.ts";
import { takeBackFor } from "./stop-waves.ts";
import { type ToldDelegate, tellDelegate } from "./tell-delegate.ts";
import { noticeGroup } from "./tell-others.ts";
import { findRecipients } from "./wave-people.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface ForSchool {
  readonly person: PersonId;
  /** A school's id or its name as it was typed; "" for the own one. */
  readonly school: string;
}

/** Which school is meant is not clear; `names` may be chosen from. */
export type NoSchool =
  | { readonly kind: "which"; readonly names: readonly string[] }
  | { readonly kind: "unknown"; readonly near: readonly string[] };

interface AtSchool {
  readonly person: string;
  readonly school: string;
}

export type Naming =
  | NoSchool
  | ({ readonly kind: "already" } & AtSchool)
  | ({ readonly kind: "named"; readonly told: ToldDelegate; readonly zone: string } & AtSchool);

/**
 * A colleague may answer for a school from now on, and is told what that means; an open question reaches
 * them too. Throws NOT_ALLOWED.
 */
export async function nameDelegate(product: Product, act: Act, named: ForSchool): Promise<Naming> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const found = yield* findSchool(work, act, named.school);
    if (found.kind !== "one") return found;
    const { site } = found;
    const by = yield* requireRight(work, act, { right: "nameDelegate", ...found.reached });
    yield* tx.roster.guardPerson(named.person);
    const person = yield* tx.roster.getPerson(named.person);
    const about = { person: displayName(person), school: site.name };
    const delegates = yield* tx.listening.listSchoolPeople(site.id, "delegate");
    const isNamed = delegates.some((each) => each.person === person.id);
    if (isNamed || holds(person, "principal", site.id)) return { kind: "already", ...about };
    const one = { site: site.id, person: person.id, part: "delegate" } as const;
    yield* tx.listening.addSchoolPerson({ ...one, namedBy: act.person, at: now });
    yield* auditOnRequest(work, { by, site, action: "delegate_named", person });
    yield* reopenStopped(work, site);
    const told = yield* tellDelegate(work, { site, by, person });
    return { kind: "named", ...about, told, zone: site.zone };
  });
}

export type Removing =
  | NoSchool
  | ({ readonly kind: "removed" } & AtSchool)
  | ({ readonly kind: "was_not" } & AtSchool);

/** They answer for the school no longer, at once; what waits for them about it is taken back. Throws NOT_ALLOWED. */
export async function removeDelegate(
  product: Product,
  act: Act,
  named: ForSchool,
): Promise<Removing> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    const found = yield* findSchool(work, act, named.school);
    if (found.kind !== "one") return found;
    const { site } = found;
    const by = yield* requireRight(work, act, { right: "removeDelegate", ...found.reached });
    const person = yield* tx.roster.getPerson(named.person);
    const about = { person: displayName(person), school: site.name };
    const one = { site: site.id, person: person.id, part: "delegate" } as const;
    if (!(yield* tx.listening.removeSchoolPerson(one))) return { kind: "was_not", ...about };
    yield* auditOnRequest(work, { by, site, action: "delegate_removed", person });
    const { people } = yield* findRecipients(work, site);
    if (people.some(({ id }) => id === person.id)) return { kind: "removed", ...about };
    yield* takeBackFor(work, person, site);
    yield* tx.outbox.cancelGroup(noticeGroup(site, person.id));
    return { kind: "removed", ...about };
  });
}

export type Delegates =
  | NoSchool
  | { readonly kind: "list"; readonly school: string; readonly names: readonly string[] };

/** Who else may answer for a school. Throws NOT_ALLOWED. */
export async function listDelegates(
  product: Product,
  act: Act,
  school: string,
): Promise<Delegates> {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const found = yield* findSchool(work, act, school);
    if (found.kind !== "one") return found;
    yield* requireRight(work, act, { right: "listDelegates", ...found.reached });
    const named = yield* tx.listening.listSchoolPeople(found.site.id, "delegate");
    const people = yield* tx.roster.listPeople(named.map(({ person }) => person));
    const names = people.filter(({ active }) => active).map(displayName);
    return { kind: "list", school: found.site.name, names };
  });
}

interface FoundSchool {
  readonly kind: "one";
  readonly site: Site;
  /** What a right is asked with. */
  readonly reached: {
    readonly site: SiteId;
    readonly cluster: Site["cluster"];
    readonly vacant: boolean;
  };
}

/** By id or name; without one the only school that this person may name somebody for. */
function* findSchool(work: Work, act: Act, typed: string): Steps<FoundSchool | NoSchool> {
  const { roster } = work.tx;
  const byId = typed === "" ? undefined : yield* roster.findSite(toId<SiteId>(typed));
  const found: SiteLookup = byId ? { kind: "one", site: byId } : yield* lookUp(work, act, typed);
  if (found.kind === "unknown") return found;
  if (found.kind === "several") return { kind: "which", names: found.names };
  const { site } = found;
  const vacant = (yield* roster.listHolders("principal", site.id)).length === 0;
  return { kind: "one", site, reached: { site: site.id, cluster: site.cluster, vacant } };
}

function* lookUp(work: Work, act: Act, typed: string): Steps<SiteLookup> {
  const { roster } = work.tx;
  if (typed !== "") return lookUpSite(yield* roster.listSites(), typed);
  const person = yield* roster.getPerson(act.person);
  const spoken = yield* listOwnSites(work, person);
  const own = spoken.filter(({ id }) => !isDelegateOnly(person, id));
  const [site, ...others] = own;
  if (site && others.length === 0) return { kind: "one", site };
  const leads = may(person, "nameDelegate") || holds(person, "area_lead");
  if (own.length > 0 || leads) return { kind: "several", names: own.map(({ name }) => name) };
  throw new ProductError("NOT_ALLOWED", "Principals and leads name who answers for a school.");
}

/** Somebody whose school it is not, and who leads nothing: they were named themselves. */
function isDelegateOnly(person: Person, site: SiteId): boolean {
  return !holds(person, "principal", site) && !holds(person, "area_lead");
}

interface OnRequest {
  readonly by: Person;
  readonly site: Site;
  readonly action: AuditAction;
  readonly person: Person;
}

/** A principal's own school is theirs; everybody else acts on request, and that is written down. */
function* auditOnRequest(work: Work, { by, site, action, person }: OnRequest): Steps<void> {
  if (holds(by, "principal", site.id)) return;
  yield* writeAudit(work, {
    actor: actorOf({ person: by.id }),
    action,
    subject: `site:${site.id}`,
    facts: { person: person.id },
  });
}
