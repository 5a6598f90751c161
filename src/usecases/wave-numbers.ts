import { growthByMonth } from "#domain/growth.ts";
import type { ClusterId, SiteId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { may } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { Wave } from "#domain/wave.ts";
import type { SchoolState, WaveNumbers } from "#messages/waves-card.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { maySeeAnswer } from "./read-standing.ts";
import { countStates, type Looking, readStates } from "./school-states.ts";

/**
 * Where the schools stand that somebody may see: in each wave by its answer, and in all, each school once. An
 * area lead sees the own clusters, and nobody who stopped messages.
 */
export function* readNumbers(work: Work, reader: Person): Steps<WaveNumbers> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const sites = yield* listSeen(work, reader);
  const waves = (yield* tx.waves.listWaves()).filter(({ state }) => state !== "draft");
  const looking = lookAs(reader, sites);
  const shown: WaveNumbers["waves"][number][] = [];
  const newest = new Map<SiteId, SchoolState>();
  for (const { wave, states } of yield* readStates(work, looking, waves.toSorted(oldestFirst))) {
    for (const [site, state] of states) newest.set(site, state);
    shown.push({ wave, counts: countStates(states.values()) });
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
    all: countStates(newest.values()),
    joined: joined.length,
    total: sites.size,
    growth: growthByMonth(joinedOn, localDay(now, zone)),
  };
}

/** What somebody may see of these schools. */
export function lookAs(reader: Person, sites: Looking["sites"]): Looking {
  return { sites, sees: (answer, site) => maySeeAnswer(reader, answer, site) };
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
