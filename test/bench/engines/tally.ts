import type { Ledger, Post } from "./chat.ts";
import type { Job, Pace } from "./engine.ts";

/** Timers and the network are not exact. */
const TOLERANCE_MS = 10;

/** What went wrong, in numbers of messages. */
export interface Tally {
  /** Never shown, and the engine has ended with it. */
  readonly lost: number;
  /** Not ended by the engine when time is up. */
  readonly stuck: number;
  /** Shown again. */
  readonly doubled: number;
  /** Shown although the data it belongs to was undone. */
  readonly ghosts: number;
  /** Shown after a later one of its lane. */
  readonly shuffled: number;
  /** Sent while another of its lane was on its way. */
  readonly together: number;
  /** Sent sooner than the pace of the lane or of the workspace allows. */
  readonly tooFast: number;
  /** Sent to a lane before the time that the platform had asked for. */
  readonly hasty: number;
}

export interface Case {
  readonly ledger: Ledger;
  /** Everything that must be shown. */
  readonly jobs: readonly Job[];
  readonly undone: readonly Job[];
  readonly open: ReadonlySet<string>;
  readonly pace: Pace;
}

export function tally({ ledger, jobs, undone, open, pace }: Case): Tally {
  const shown = new Set(ledger.shown.map(({ key }) => key));
  const missing = jobs.filter(({ key }) => !shown.has(key));
  return {
    lost: missing.filter(({ key }) => !open.has(key)).length,
    stuck: open.size,
    doubled: ledger.shown.length - shown.size,
    ghosts: undone.filter(({ key }) => shown.has(key)).length,
    shuffled: countShuffled(ledger.shown),
    ...countPairs(ledger.posts, pace),
  };
}

/** By what is shown first of each message: a second showing is counted as doubled. */
function countShuffled(shown: readonly Job[]): number {
  const met = new Set<string>();
  const last = new Map<string, number>();
  let count = 0;
  for (const { key, lane, ordinal } of shown) {
    if (met.has(key)) continue;
    met.add(key);
    const before = last.get(lane) ?? 0;
    if (ordinal < before) count++;
    last.set(lane, Math.max(before, ordinal));
  }
  return count;
}

function countPairs(posts: readonly Post[], pace: Pace) {
  const pairs = [...pairUp(posts)];
  // What the platform did not take is not in its count.
  const taken = [...pairUp(posts.filter(({ waitUntilMs }) => waitUntilMs === 0))];
  const together = pairs.filter(({ post, before }) => (before?.endedMs ?? 0) > post.atMs);
  const hasty = pairs.filter(
    ({ post, before }) => (before?.waitUntilMs ?? 0) > post.atMs + TOLERANCE_MS,
  );
  const seconds = countTooMany(
    taken.map(({ post }) => post),
    pace,
  );
  const lanes = taken.filter(
    ({ post, before }) => before && post.atMs - before.atMs + TOLERANCE_MS < pace.laneMs,
  );
  return { together: together.length, hasty: hasty.length, tooFast: lanes.length + seconds };
}

/** Each post with the one before it in its lane. */
function* pairUp(posts: readonly Post[]) {
  const last = new Map<string, Post>();
  for (const post of posts) {
    yield { post, before: last.get(post.lane) };
    last.set(post.lane, post);
  }
}

/** Those that came less than a second after the one that was as many before them as may go in a second. */
function countTooMany(posts: readonly Post[], { perSecond }: Pace): number {
  const sent = new Map<string, Post[]>();
  let count = 0;
  for (const post of posts) {
    const before = sent.get(post.workspace) ?? [];
    const ago = before.at(-perSecond);
    if (ago && post.atMs - ago.atMs + TOLERANCE_MS < 1000) count++;
    sent.set(post.workspace, [...before, post]);
  }
  return count;
}
