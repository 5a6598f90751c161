import type { PersonId, SiteId, WaveId } from "#domain/ids.ts";
import type { Person, Site } from "#domain/roster.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import type { Answer, Invitation, Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readDaysOfSites } from "./school-time.ts";
import type { WaveRecipients } from "./wave-people.ts";

/**
 * Everything that work on a whole wave asks again for each school, read once: the cost of a school does not
 * grow with the number of schools.
 */
export interface WaveDesk {
  /** The district's. */
  readonly schoolDays: SchoolDays;
  /** A school's own. */
  daysAt(site: SiteId): SchoolDays;
  readonly sites: ReadonlyMap<SiteId, Site>;
  readonly joined: ReadonlySet<SiteId>;
  readonly waves: ReadonlyMap<WaveId, Wave>;
  readonly districtShort: string;
  readonly zone: string;
  /** As `findRecipients`. */
  recipientsOf(site: Site): WaveRecipients;
  /** As `findLead`. */
  leadOf(site: Site): Person | undefined;
  historyOf(site: SiteId): SiteHistory;
}

/** What a school said and was asked in all waves that were opened. */
export interface SiteHistory {
  /** The newest yes, "not yet" or "not this year". */
  readonly said: Answer | undefined;
  /** By wave. */
  readonly invitations: ReadonlyMap<WaveId, Invitation>;
}

/** Reads the desk for some schools of the district, or for all. */
export function* readWaveDesk(work: Work, wanted?: readonly SiteId[]): Steps<WaveDesk> {
  const { tx } = work;
  const sites = (yield* tx.roster.listSites()).map((site) => [site.id, site] as const);
  const joined = (yield* tx.waves.listJoined()).map(({ site }) => site);
  const waves = yield* tx.waves.listWaves();
  const { shortName, zone } = yield* tx.roster.getDistrict();
  const daysAt = yield* readDaysOfSites(work);
  return {
    schoolDays: daysAt(undefined),
    daysAt,
    sites: new Map(sites),
    joined: new Set(joined),
    waves: new Map(waves.map((wave) => [wave.id, wave])),
    districtShort: shortName,
    zone,
    ...(yield* readPeople(work)),
    historyOf: yield* readHistory(work, wanted),
  };
}

function* readPeople({ tx }: Work): Steps<Pick<WaveDesk, "recipientsOf" | "leadOf">> {
  const principals = byPlace(yield* tx.roster.listHolders("principal"), "principal");
  const areaLeads = byPlace(yield* tx.roster.listHolders("area_lead"), "area_lead");
  const leads = yield* tx.roster.listHolders("pl_lead");
  const leadsAt = byPlace(leads, "pl_lead");
  const delegates = yield* readDelegates(tx);
  const at = (people: ReadonlyMap<string, readonly Person[]>, place: string | undefined) =>
    (place === undefined ? undefined : people.get(place)) ?? [];
  return {
    recipientsOf: ({ id, cluster }) => {
      const own = unique([...at(principals, id), ...at(delegates, id)]);
      if (own.length > 0) return { people: own, vacancy: false };
      const area = at(areaLeads, cluster);
      const people = area.length > 0 ? area : at(leadsAt, tx.district).slice(0, 1);
      return { people, vacancy: true };
    },
    leadOf: ({ cluster }) => at(leadsAt, cluster)[0] ?? at(leadsAt, tx.district)[0] ?? leads[0],
  };
}

function* readDelegates({ listening, roster }: Work["tx"]): Steps<Map<string, readonly Person[]>> {
  const named = yield* listening.listAllSchoolPeople("delegate");
  const people = yield* roster.listPeople([...new Set(named.map(({ person }) => person))]);
  const known = new Map<PersonId, Person>(people.map((person) => [person.id, person]));
  const delegates = new Map<string, readonly Person[]>();
  for (const { site, person: id } of named) {
    const person = known.get(id);
    if (person?.active) delegates.set(site, [...(delegates.get(site) ?? []), person]);
  }
  return delegates;
}

/** Everybody under each place where they hold the role, in their order. */
function byPlace(
  people: readonly Person[],
  role: "principal" | "area_lead" | "pl_lead",
): ReadonlyMap<string, readonly Person[]> {
  const places = new Map<string, Person[]>();
  for (const person of unique(people)) {
    for (const { place } of person.assignments.filter((held) => held.role === role)) {
      const there = places.get(place) ?? [];
      if (!there.includes(person)) there.push(person);
      places.set(place, there);
    }
  }
  return places;
}

function unique(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** Up to so many schools are read one by one; more by wave. */
const FEW = 5;

function* readHistory(
  work: Work,
  wanted: readonly SiteId[] | undefined,
): Steps<WaveDesk["historyOf"]> {
  const { answers, invitations } =
    wanted && wanted.length <= FEW ? yield* readSome(work, wanted) : yield* readAll(work);
  const said = lastSaid(answers);
  const asked = new Map<SiteId, Map<WaveId, Invitation>>();
  for (const invitation of invitations) {
    const own = asked.get(invitation.site) ?? new Map<WaveId, Invitation>();
    asked.set(invitation.site, own.set(invitation.wave, invitation));
  }
  return (site) => ({ said: said.get(site), invitations: asked.get(site) ?? new Map() });
}

interface Past {
  readonly answers: readonly Answer[];
  readonly invitations: readonly Invitation[];
}

function* readSome({ tx }: Work, sites: readonly SiteId[]): Steps<Past> {
  const answers: Answer[] = [];
  const invitations: Invitation[] = [];
  for (const site of sites) {
    answers.push(...(yield* tx.waves.listSiteAnswers(site)));
    invitations.push(...(yield* tx.waves.listSiteInvitations(site)));
  }
  return { answers, invitations };
}

function* readAll({ tx }: Work): Steps<Past> {
  const opened = (yield* tx.waves.listWaves()).filter(({ state }) => state !== "draft");
  const ids = opened.map(({ id }) => id);
  const invited = yield* tx.waves.listInvitationsOf(ids);
  const answers = yield* tx.waves.listWaveAnswers(ids);
  return { answers, invitations: [...invited.values()].flat() };
}

const SAID: ReadonlySet<string> = new Set(["yes", "not_yet", "no"]);

function lastSaid(answers: readonly Answer[]): ReadonlyMap<SiteId, Answer> {
  const last = new Map<SiteId, Answer>();
  for (const answer of answers) {
    const before = last.get(answer.site);
    if (SAID.has(answer.kind) && !(before && before.at > answer.at)) last.set(answer.site, answer);
  }
  return last;
}
