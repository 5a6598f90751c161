import type { Clock } from "#ports/clock.ts";

interface Limit {
  readonly most: number;
  readonly ms: number;
}

/** What Teams takes from one bot in one conversation. */
const CONVERSATION: readonly Limit[] = [
  { most: 7, ms: 1000 },
  { most: 8, ms: 2000 },
  { most: 60, ms: 30_000 },
  { most: 1800, ms: 3_600_000 },
];
/** What it takes from one app in one workspace, with room for what people do at the same time. */
const WORKSPACE: readonly Limit[] = [{ most: 45, ms: 1000 }];

/** Counts what was sent lately, so that no limit of Teams is met, and nothing is sent while it asks to wait. */
export interface Pace {
  /** Counts a call that may be made now; else says in how many seconds there is room. */
  take(workspace: string, conversation: string): number | undefined;
  /** The same for a call that belongs to no conversation yet. */
  takeAny(workspace: string): number | undefined;
  /** Counts a call that a person waits for: it is made in any case. */
  count(workspace: string, conversation: string): void;
  /** Teams asked to wait in this workspace. */
  wait(workspace: string, seconds: number): void;
}

const MOST_KEPT = 20_000;

export function createPace(clock: Clock): Pace {
  const conversations = createWindows(CONVERSATION);
  const workspaces = createWindows(WORKSPACE);
  const until = new Map<string, number>();
  const keysOf = (workspace: string, conversation: string) =>
    [workspace, `${workspace}/${conversation}`] as const;
  return {
    take: (workspace, conversation) => {
      const now = clock.now().getTime();
      const [whole, one] = keysOf(workspace, conversation);
      const free = Math.max(
        until.get(whole) ?? 0,
        workspaces.freeAt(whole, now),
        conversations.freeAt(one, now),
      );
      if (free > now) return (free - now) / 1000;
      workspaces.add(whole, now);
      conversations.add(one, now);
      return undefined;
    },
    takeAny: (workspace) => {
      const now = clock.now().getTime();
      const free = Math.max(until.get(workspace) ?? 0, workspaces.freeAt(workspace, now));
      if (free > now) return (free - now) / 1000;
      workspaces.add(workspace, now);
      return undefined;
    },
    count: (workspace, conversation) => {
      const now = clock.now().getTime();
      const [whole, one] = keysOf(workspace, conversation);
      workspaces.add(whole, now);
      conversations.add(one, now);
    },
    wait: (workspace, seconds) => {
      const end = clock.now().getTime() + seconds * 1000;
      until.set(workspace, Math.max(end, until.get(workspace) ?? 0));
    },
  };
}

/** The times of what was sent, by name, as far back as the longest limit looks. */
function createWindows(limits: readonly Limit[]) {
  const longest = Math.max(...limits.map(({ ms }) => ms));
  const sent = new Map<string, number[]>();
  return {
    freeAt: (name: string, now: number): number => {
      const times = sent.get(name) ?? [];
      // What lies ahead was sent before the clock was put back: it is no reason to wait.
      const lately = times.filter((at) => at <= now && now - at < longest);
      if (lately.length === 0) sent.delete(name);
      else sent.set(name, lately);
      return Math.max(0, ...limits.map((limit) => freeUnder(limit, lately)));
    },
    add: (name: string, now: number): void => {
      const times = (sent.get(name) ?? []).filter((at) => now - at < longest);
      times.push(now);
      sent.delete(name);
      sent.set(name, times);
      const [oldest] = sent.keys();
      if (sent.size > MOST_KEPT && oldest !== undefined) sent.delete(oldest);
    },
  };
}

/** When one more is allowed: as soon as the `most`-last is older than the limit looks back. */
function freeUnder({ most, ms }: Limit, times: readonly number[]): number {
  const before = times.at(-most);
  return before === undefined ? 0 : before + ms;
}
