import { type ChartFacts, type Hope, plannedBy, type WaveAnswers } from "#domain/chart-facts.ts";
import { growthByMonth } from "#domain/growth.ts";
import { localDay } from "#domain/local-time.ts";
import { monthOf } from "#domain/months.ts";
import { PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import { readSeen } from "./chart-seen.ts";
import type { Work } from "./product.ts";
import { countStates, type Looking, readStates } from "./school-states.ts";

/** A count of fewer schools could point at one of them. */
const SMALLEST_CELL = 3;
/** Fewer answers than this are not broken down. */
const FEWEST_ANSWERS = 5;

export interface ChartScope {
  readonly looking: Looking;
  /** True for the whole district: only it has a plan, and only its reasons are counted. */
  readonly whole: boolean;
}

/** The numbers of every chart as they are at `work.now`, for the schools that somebody may see. */
export function* readCharts(work: Work, scope: ChartScope): Steps<ChartFacts> {
  const waves = (yield* work.tx.waves.listWaves()).filter(({ state }) => state !== "draft");
  return {
    growth: yield* readGrowth(work, scope, waves),
    answers: yield* readAnswers(work, scope, waves),
    inTheWay: scope.whole ? yield* readInTheWay(work) : [],
    seen: yield* readSeen(work, scope.looking),
  };
}

function* readGrowth(
  { tx, now }: Work,
  { looking, whole }: ChartScope,
  waves: readonly Wave[],
): Steps<ChartFacts["growth"]> {
  const { zone } = yield* tx.roster.getDistrict();
  const joined = (yield* tx.waves.listJoined()).filter(({ site }) => looking.sites.has(site));
  const joinedOn = joined.map(({ at, site }) =>
    localDay(at, looking.sites.get(site)?.zone ?? zone),
  );
  const hopes = whole ? waves.flatMap(hopeOf) : [];
  const months = growthByMonth(joinedOn, localDay(now, zone)).map(({ month, schools }) => ({
    month,
    schools,
    planned: plannedBy(hopes, month),
  }));
  return { total: looking.sites.size, months };
}

function hopeOf({ target, closesOn, opensOn }: Wave): readonly Hope[] {
  const day = closesOn ?? opensOn;
  return target === undefined || day === undefined ? [] : [{ target, month: monthOf(day) }];
}

function* readAnswers(
  work: Work,
  { looking }: ChartScope,
  waves: readonly Wave[],
): Steps<readonly WaveAnswers[]> {
  const oldestFirst = waves.toSorted(
    (a, b) => (a.openedAt?.getTime() ?? 0) - (b.openedAt?.getTime() ?? 0),
  );
  return (yield* readStates(work, looking, oldestFirst)).flatMap(({ wave, states }) => {
    const { yes, not_yet: notYet, no } = countStates(states.values());
    const silent = states.size - yes - notYet - no;
    return yes + notYet + no < FEWEST_ANSWERS ? [] : [{ wave: wave.id, yes, notYet, no, silent }];
  });
}

function* readInTheWay({ tx }: Work): Steps<ChartFacts["inTheWay"]> {
  const counts = (yield* tx.waves.countPitfalls()).filter(
    ({ sites, code }) => sites >= SMALLEST_CELL && code !== PREFER_NOT_TO_SAY,
  );
  return counts
    .toSorted((a, b) => b.sites - a.sites || (a.code < b.code ? -1 : 1))
    .map(({ code, sites }) => ({ pitfall: code, sites }));
}
