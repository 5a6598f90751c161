import type { SiteId } from "./ids.ts";
import type { SchoolWord } from "./listening.ts";
import { addDays } from "./local-time.ts";

/** A story is asked of its owner, used until its day, then kept but not used any more. */
export type StoryState = "waiting" | "used" | "expired" | "off";

type Shelved = Pick<SchoolWord, "consentAt" | "expiresOn" | "retiredAt">;

/** Where a story stands on a local day: nothing is used before its owner agreed. */
export function stateOfStory(story: Shelved, day: string): StoryState {
  if (story.retiredAt) return "off";
  if (story.expiresOn !== undefined && story.expiresOn < day) return "expired";
  return story.consentAt ? "used" : "waiting";
}

/** A story with the place of the school that tells it; a district's own story has none. */
export interface PlacedStory extends Shelved {
  readonly id: string;
  readonly site?: SiteId | undefined;
  readonly level?: string | undefined;
  readonly cluster?: string | undefined;
}

/** The school that a story is looked for, and when. */
export interface StoryReader {
  readonly site: SiteId;
  readonly level: string;
  readonly cluster?: string | undefined;
  /** The local day. */
  readonly day: string;
  /** What it was told before: no story comes twice. */
  readonly usedIds: ReadonlySet<string>;
}

/**
 * The story for a school; undefined if none is new to it. One of the same level goes first, then one of
 * the same cluster, never its own; equal ones are spread over the schools, always in the same way.
 */
export function pickStory<S extends PlacedStory>(
  stories: readonly S[],
  reader: StoryReader,
): S | undefined {
  const ranked = stories
    .filter((story) => isNewTo(story, reader))
    .map((story) => ({ story, rank: rankOf(story, reader) }));
  return ranked.toSorted((a, b) => compareRanks(a.rank, b.rank))[0]?.story;
}

function isNewTo(story: PlacedStory, { site, day, usedIds }: StoryReader): boolean {
  if (story.site === site || usedIds.has(story.id)) return false;
  return stateOfStory(story, day) === "used";
}

type Rank = readonly [level: number, cluster: number, spread: number, id: string];

function rankOf(story: PlacedStory, { site, level, cluster }: StoryReader): Rank {
  const near = cluster !== undefined && story.cluster === cluster;
  return [story.level === level ? 0 : 1, near ? 0 : 1, spreadOf(`${site} ${story.id}`), story.id];
}

function compareRanks(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : 1);
}

const PRIME = 1_000_003;

/** A number that looks like chance and is the same each time. */
function spreadOf(text: string): number {
  let spread = 7;
  for (const letter of text) spread = (spread * 7919 + (letter.codePointAt(0) ?? 0)) % PRIME;
  // Names that differ in their last sign alone come far apart.
  return (spread * spread) % PRIME;
}

/** For how many months a story may be used. */
export const storyMonths = [3, 6, 12] as const;

/** The last day of a use that begins today. */
export function lastStoryDay(today: string, months: number): string {
  const [year = 0, month = 1, date = 1] = today.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  const nextFirst = new Date(Date.UTC(year, month + months, 1)).toISOString().slice(0, 10);
  const wanted = addDays(first, date - 1);
  // A month that is shorter ends on its own last day.
  return wanted < nextFirst ? wanted : addDays(nextFirst, -1);
}
