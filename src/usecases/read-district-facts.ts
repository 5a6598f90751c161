import type { DistrictFacts } from "#domain/digest-facts.ts";
import { PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { PitfallCount } from "#ports/wave-rows.ts";
import { askFacts, callFacts } from "./digest-calls.ts";
import { readMomentum } from "./digest-momentum.ts";
import { plumbingFacts } from "./digest-plumbing.ts";
import { type DigestScope, lookingAt } from "./digest-scope.ts";
import { seenFacts, type Week } from "./digest-seen.ts";
import { spreadFacts } from "./digest-spread.ts";
import { trainingFacts } from "./digest-trainings.ts";
import { waveFacts } from "./digest-waves.ts";
import { listCallsFor } from "./list-calls.ts";
import type { Work } from "./product.ts";
import { readCharts } from "./read-charts.ts";

/** A reason named by fewer sites could point at one of them. */
const SMALLEST_CELL = 3;

export interface ReadFacts {
  readonly facts: DistrictFacts;
  /** False in a week in which nothing happened and nobody is asked for anything. */
  readonly isNews: boolean;
}

/** Every figure of a lead's digest as it is at `work.now`: counts of schools or messages, never of a person. */
export function* readDistrictFacts(work: Work, scope: DigestScope, week: Week): Steps<ReadFacts> {
  const { clusters, reader } = scope;
  const whole = clusters === undefined;
  const tasks = yield* listCallsFor(work, reader);
  const inTheWay = yield* reasons(work, scope);
  const momentum = yield* readMomentum(work, scope, week);
  const facts: DistrictFacts = {
    kind: "district",
    clusters,
    since: week.since.toISOString(),
    schools: yield* countSchools(work, scope, week),
    asks: yield* askFacts(work, tasks, scope),
    signs: momentum.signs,
    waves: yield* waveFacts(work, scope),
    inTheWay: inTheWay.map(({ code, sites }) => ({ pitfall: code, sites })),
    seen: yield* seenFacts(work, scope, week),
    // Trainings are offered by the district, not by a cluster.
    trainings: whole ? yield* trainingFacts(work) : [],
    changes: yield* listSaid(work, week),
    calls: yield* callFacts(work, tasks),
    notLooked: yield* spreadFacts(work, scope),
    plumbing: whole ? yield* plumbingFacts(work, week) : undefined,
    charts: yield* readCharts(work, { looking: lookingAt(scope), whole }),
  };
  return { facts, isNews: momentum.isNews || hasNews(facts) };
}

/** While a wave runs its numbers are wanted each week, be they the same. */
function hasNews({ asks, calls, schools, waves, seen, changes, plumbing }: DistrictFacts): boolean {
  const trouble = (plumbing?.failed ?? 0) + (plumbing?.paused ?? 0);
  const lists = asks.length + calls.length + waves.length + seen.length + changes.length;
  return lists + schools.fresh + trouble > 0 || plumbing?.halted === true;
}

/** What is in the way, as many schools named it. */
function* reasons({ tx }: Work, { clusters, sites }: DigestScope): Steps<readonly PitfallCount[]> {
  const counts = yield* tx.waves.countPitfalls(clusters && [...sites.keys()]);
  return counts
    .filter(({ sites: named, code }) => named >= SMALLEST_CELL && code !== PREFER_NOT_TO_SAY)
    .toSorted((a, b) => b.sites - a.sites || (a.code < b.code ? -1 : 1));
}

function* countSchools(
  { tx }: Work,
  { sites }: DigestScope,
  { since, until }: Week,
): Steps<DistrictFacts["schools"]> {
  const joined = (yield* tx.waves.listJoined()).filter(({ site }) => sites.has(site));
  const fresh = joined.filter(({ at }) => at >= since && at < until);
  return { joined: joined.length, total: sites.size, fresh: fresh.length };
}

/** What leads said in the week was changed, and have not taken back. */
function* listSaid({ tx }: Work, { since, until }: Week): Steps<DistrictFacts["changes"]> {
  const changes = yield* tx.deciding.listChanges();
  return changes
    .filter(
      ({ saidAt, withdrawnAt }) => saidAt && !withdrawnAt && saidAt >= since && saidAt < until,
    )
    .map(({ id }) => id);
}
