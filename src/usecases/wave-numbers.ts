import { growthByMonth } from "#domain/growth.ts";
import type { ClusterId, SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { Invitation, Wave } from "#domain/wave.ts";
import type { SchoolCounts, SchoolState, WaveNumbers } from "#messages/waves-card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { maySeeAnswer } from "./read-standing.ts";
import { readUndelivered, type Undelivered } from "./read-undelivered.ts";

const NOTHING: SchoolCounts = {
  yes: 0,
  not_yet: 0,
  no: 0,
  question: 0,
  stop: 0,
  undeliverable: 0,
  silent: 0,
};

/** Who looks, and at which schools. */
interface Looking {
  readonly reader: Person;
  readonly sites: ReadonlyMap<SiteId, Site>;
  readonly undelivered: Undelivered;
}

/**
 * Where the schools stand that somebody may see: in each wave by its answer, and in all, each school once. An
 * area lead sees the own clusters, and nobody who stopped messages.
 */
export function* readNumbers(work: Work, reader: Person): Steps<WaveNumbers> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const sites = yield* listSeen(work, reader);
  const waves = (yield* tx.waves.listWaves()).filter(({ state }) => state !== "draft");
  const undelivered = yield* readUndelivered(work, waves);
  const looking = { reader, sites, undelivered };
  const shown: { wave: Wave; counts: SchoolCounts }[] = [];
  const newest = new Map<SiteId, SchoolState>();
  for (const wave of waves.toSorted(oldestFirst)) {
    const states = statesOf(looking, yield* tx.waves.listInvitations(wave.id));
    for (const [site, state] of states) newest.set(site, state);
    shown.push({ wave, counts: countStates([...states.values()]) });
  }
  const joined = (yield* tx.waves.listJoined()).filter(({ site }) => sites.has(site));
  for (const { site } of joined) newest.set(site, "yes");
  const joinedOn = joined.map(({ at, site }) => localDay(at, sites.get(site)?.zone ?? zone));
  return {
    now,
    zone,
    clusters: yield* namesOfClusters(work, reader),
    lists: may(reader, "showWaveSchools") || holds(reader, "area_lead"),
    waves: shown,
    all: countStates([...newest.values()]),
    joined: joined.length,
    total: sites.size,
    growth: growthByMonth(joinedOn, localDay(now, zone)),
  };
}

function oldestFirst(a: Wave, b: Wave): number {
  return (a.openedAt?.getTime() ?? 0) - (b.openedAt?.getTime() ?? 0);
}

/** The schools that somebody may see, by id. */
export function* listSeen({ tx }: Work, reader: Person): Steps<ReadonlyMap<SiteId, Site>> {
  const all = may(reader, "showWaves");
  const seen = (yield* tx.roster.listSites()).filter(
    ({ cluster }) => all || (cluster && holds(reader, "area_lead", cluster)),
  );
  return new Map(seen.map((site) => [site.id, site]));
}

/** Undefined for whoever sees the whole district. */
function* namesOfClusters({ tx }: Work, reader: Person): Steps<readonly string[] | undefined> {
  if (may(reader, "showWaves")) return undefined;
  const clusters = yield* tx.roster.listClusters();
  const own = clusters.filter(({ id }: { id: ClusterId }) => holds(reader, "area_lead", id));
  return own.map(({ name }) => name);
}

function statesOf(
  { reader, sites, undelivered }: Looking,
  invitations: readonly Invitation[],
): ReadonlyMap<SiteId, SchoolState> {
  const states = new Map<SiteId, SchoolState>();
  for (const invitation of invitations) {
    const site = sites.get(invitation.site);
    if (!site) continue;
    const { answer } = invitation;
    const unsaid = undelivered.has(invitation) ? "undeliverable" : "silent";
    const isSeen = answer !== undefined && maySeeAnswer(reader, answer, site);
    states.set(site.id, isSeen ? answer : unsaid);
  }
  return states;
}

function countStates(states: readonly SchoolState[]): SchoolCounts {
  const counts = { ...NOTHING };
  for (const state of states) counts[state] += 1;
  return counts;
}
