import { type ChartFacts, type Hope, plannedBy, type WaveAnswers } from "#domain/chart-facts.ts";
import { growthByMonth } from "#domain/growth.ts";
import { localDay } from "#domain/local-time.ts";
import { monthOf } from "#domain/months.ts";
import { PREFER_NOT_TO_SAY, type Wave } from "#domain/wave.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { countStates, type Looking, readStates } from "./school-states.ts";
import { readSchoolDays } from "./school-time.ts";

/** A count of fewer schools could point at one of them. */
const SMALLEST_CELL = 3;
/** Fewer answers than this are not broken down. */
const FEWEST_ANSWERS = 5;
const DAYS_OF_YEAR = 365;

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
    seen: yield* readSeen(work, scope),
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

/** The visits of this school year that the district may see; of fewer than three schools nothing is told. */
function* readSeen(work: Work, { looking }: ChartScope): Steps<ChartFacts["seen"]> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(now, zone);
  const schoolDays = yield* readSchoolDays(work);
  const from = schoolDays.yearOf(today)?.firstDay ?? localDay(daysBefore(now), zone);
  const rooms = (yield* tx.visiting.sumRooms(from)).filter(({ site }) => looking.sites.has(site));
  const sites = new Set(rooms.map(({ site }) => site)).size;
  if (sites < SMALLEST_CELL) return { sites: 0, rooms: 0, looks: [] };
  const noticed = new Map<string, number>();
  for (const look of yield* tx.visiting.sumLooks(from)) {
    if (!looking.sites.has(look.site)) continue;
    noticed.set(look.lookFor, (noticed.get(look.lookFor) ?? 0) + look.rooms);
  }
  return {
    sites,
    rooms: rooms.reduce((sum, each) => sum + each.rooms, 0),
    looks: [...noticed]
      .map(([lookFor, some]) => ({ lookFor, rooms: some }))
      .toSorted((a, b) => (a.lookFor < b.lookFor ? -1 : 1)),
  };
}

function daysBefore(now: Date): Date {
  return new Date(now.getTime() - DAYS_OF_YEAR * 24 * 60 * 60 * 1000);
}
