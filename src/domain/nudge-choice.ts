import type { Season } from "./seasons.ts";

/** What the choice needs to know of a nudge of the library. */
export interface Nudge {
  readonly id: string;
  readonly audience: "teacher" | "principal";
  readonly practice: string;
  readonly prefer: readonly Season[];
  readonly avoid: readonly Season[];
}

export interface NudgeChoice<N extends Nudge> {
  /** The whole library: how rare a season is, is counted in it. */
  readonly nudges: readonly N[];
  readonly audience: Nudge["audience"];
  readonly seasons: ReadonlySet<Season>;
  /** True allows only nudges marked for testing. */
  readonly testingWeek: boolean;
  /** Ids sent this school year; none of them is sent again. */
  readonly used: ReadonlySet<string>;
  /** The practice of last week's nudge. */
  readonly lastPractice?: string | undefined;
  /** The practices a school works on. */
  readonly focus?: readonly string[] | undefined;
  /** Ids that many people found were not for them. */
  readonly unloved?: ReadonlySet<string> | undefined;
}

/**
 * The nudge of a week; undefined leaves the week blank. A nudge for this season goes before one
 * for any, the rarer season first; then a focus practice, another practice than last week, one that is
 * not unloved, id.
 */
export function chooseNudge<N extends Nudge>(choice: NudgeChoice<N>): N | undefined {
  const rarity = seasonCounts(choice.nudges);
  const ranked = choice.nudges
    .filter((nudge) => isOffered(nudge, choice))
    .map((nudge) => ({ nudge, rank: rankOf(nudge, choice, rarity) }));
  return ranked.toSorted((a, b) => compareRanks(a.rank, b.rank) || compareIds(a.nudge, b.nudge))[0]
    ?.nudge;
}

function isOffered<N extends Nudge>(nudge: N, choice: NudgeChoice<N>): boolean {
  return (
    nudge.audience === choice.audience &&
    !choice.used.has(nudge.id) &&
    (!choice.testingWeek || nudge.prefer.includes("testing")) &&
    nudge.prefer.some((season) => choice.seasons.has(season)) &&
    !nudge.avoid.some((season) => choice.seasons.has(season))
  );
}

/** Smaller goes first, place by place. A nudge without a season of today is the most common. */
function rankOf<N extends Nudge>(
  nudge: N,
  choice: NudgeChoice<N>,
  rarity: ReadonlyMap<Season, number>,
): readonly number[] {
  const matched = nudge.prefer.filter((season) => season !== "any" && choice.seasons.has(season));
  const counts = matched.map((season) => rarity.get(season) ?? 0);
  return [
    Math.min(...counts, Infinity),
    choice.focus?.includes(nudge.practice) ? 0 : 1,
    nudge.practice === choice.lastPractice ? 1 : 0,
    choice.unloved?.has(nudge.id) ? 1 : 0,
  ];
}

function seasonCounts(nudges: readonly Nudge[]): ReadonlyMap<Season, number> {
  const counts = new Map<Season, number>();
  for (const season of nudges.flatMap((nudge) => nudge.prefer)) {
    counts.set(season, (counts.get(season) ?? 0) + 1);
  }
  return counts;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index]);
  return (a[place] ?? 0) < (b[place] ?? 0) ? -1 : Number(place >= 0);
}

function compareIds(a: Nudge, b: Nudge): number {
  return a.id < b.id ? -1 : 1;
}
