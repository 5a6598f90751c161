import type { PersonId, SiteId } from "#domain/ids.ts";
import { displayName, type Person, type Site } from "#domain/roster.ts";
import { LEAST_TEAM, MOST_TEAM } from "#messages/team-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { requireAnswerer } from "./answer-invitation.ts";
import { auditStandIn } from "./audit-stand-in.ts";
import { findJoining } from "./find-joining.ts";
import type { Act, Product, Work } from "./product.ts";
import { isAtSchool, readTeam } from "./read-team.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface ChosenTeam {
  readonly site: SiteId;
  readonly people: readonly PersonId[];
}

export type TeamChosen =
  | { readonly kind: "chosen"; readonly site: Site; readonly team: readonly Person[] }
  | { readonly kind: "not_joined"; readonly site: Site }
  | { readonly kind: "count" }
  | { readonly kind: "elsewhere"; readonly site: Site; readonly names: readonly string[] };

/**
 * Names the two to six people of a school's team in place of those before. Nobody of them is written to:
 * that is the principal's to say. Throws NOT_ALLOWED, SITE_NOT_FOUND.
 */
export async function chooseTeam(
  product: Product,
  act: Act,
  chosen: ChosenTeam,
): Promise<TeamChosen> {
  const now = product.clock.now();
  const { district } = act;
  // A form that comes back with an error has not acted: nothing is kept before all is well.
  const found = await product.store.read(district, (tx) =>
    checkTeam({ tx, product, now }, act, chosen),
  );
  if (found.kind !== "chosen") return found;
  return await product.store.transaction(district, function* (tx) {
    const work: Work = { tx, product, now };
    const joining = yield* findJoining(work, chosen.site);
    if (joining) yield* tx.waves.guardInvitation(joining.wave, chosen.site);
    const checked = yield* checkTeam(work, act, chosen);
    if (checked.kind !== "chosen") return checked;
    yield* replaceTeam(work, act, chosen);
    const by = yield* tx.roster.getPerson(act.person);
    yield* auditStandIn(work, act, { site: checked.site, by, what: "team" });
    return checked;
  });
}

function* checkTeam(work: Work, act: Act, { site: id, people }: ChosenTeam): Steps<TeamChosen> {
  const { tx } = work;
  const site = yield* tx.roster.getSite(id);
  yield* requireAnswerer(work, act, { right: "chooseTeam", site });
  if (!(yield* tx.waves.isJoined(site.id))) return { kind: "not_joined", site };
  const count = new Set(people).size;
  if (count < LEAST_TEAM || count > MOST_TEAM) return { kind: "count" };
  const team = yield* tx.roster.listPeople([...new Set(people)]);
  const elsewhere = team.filter((person) => !isAtSchool(person, site.id));
  if (elsewhere.length > 0) return { kind: "elsewhere", site, names: elsewhere.map(displayName) };
  return { kind: "chosen", site, team };
}

function* replaceTeam(work: Work, act: Act, { site, people }: ChosenTeam): Steps<void> {
  const { tx, now } = work;
  const chosen = new Set(people);
  for (const { person } of yield* tx.listening.listSchoolPeople(site, "team")) {
    if (!chosen.has(person)) yield* tx.listening.removeSchoolPerson({ site, person, part: "team" });
  }
  for (const person of chosen) {
    const named = { site, person, part: "team", namedBy: act.person, at: now } as const;
    yield* tx.listening.addSchoolPerson(named);
  }
  yield* writeAudit(work, {
    actor: actorOf(act),
    action: "team_chosen",
    subject: `site:${site}`,
    facts: { count: String(chosen.size) },
  });
}

/** The school and its team as it is, for the form. Throws NOT_ALLOWED, SITE_NOT_FOUND. */
export async function readTeamToChoose(product: Product, act: Act, siteId: SiteId) {
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const site = yield* tx.roster.getSite(siteId);
    yield* requireAnswerer(work, act, { right: "readTeamToChoose", site });
    const team = yield* readTeam(work, site);
    return { site, team, joined: yield* tx.waves.isJoined(site.id) };
  });
}
