/** After this a planned thing that has not run is late for a reason. */
export const LATE_MS = 15 * 60 * 1000;

/** One planned thing, as far as it matters here. */
export interface Planned {
  readonly id: string;
  readonly campaign: string;
  readonly nextAt: Date;
}

/** A planned thing that failed: since when, and when it is tried again. */
export interface Failing {
  readonly id: string;
  readonly campaign: string;
  readonly since: Date;
  readonly retryAt: Date;
}

/** One campaign of which something should have run and has not. */
export interface Overdue {
  readonly campaign: string;
  /** The earliest time that was missed. */
  readonly since: Date;
  readonly count: number;
}

interface Looking {
  /** What is planned for now or earlier, and whatever failed before, for whenever that is. */
  readonly planned: readonly Planned[];
  readonly failing: readonly Failing[];
  readonly now: Date;
}

/**
 * What has not run although the process was up: what is planned for more than a quarter of an hour ago, and
 * what failed at its time and still waits for another try. Once for each campaign.
 */
export function findOverdue({ planned, failing, now }: Looking): readonly Overdue[] {
  const latest = now.getTime() - LATE_MS;
  const late = stillFailing({ planned, failing }).concat(
    planned.map(({ id, campaign, nextAt }) => ({ id, campaign, since: nextAt, retryAt: nextAt })),
  );
  const first = new Map<string, Failing>();
  for (const one of late) if (!first.has(one.id)) first.set(one.id, one);
  const found = new Map<string, Overdue>();
  for (const { campaign, since } of first.values()) {
    if (since.getTime() > latest) continue;
    const before = found.get(campaign) ?? { campaign, since, count: 0 };
    const earliest = new Date(Math.min(since.getTime(), before.since.getTime()));
    found.set(campaign, { campaign, since: earliest, count: before.count + 1 });
  }
  return [...found.values()];
}

/** What failed and was not tried again yet: what has run since is planned for another time. */
function stillFailing({
  planned,
  failing,
}: Pick<Looking, "planned" | "failing">): readonly Failing[] {
  const times = new Map(planned.map(({ id, nextAt }) => [id, nextAt.getTime()]));
  return failing.filter(({ id, retryAt }) => times.get(id) === retryAt.getTime());
}

/** A failure beside those before it: what failed already keeps the time at which it first did. */
export function addFailing(before: readonly Failing[], one: Failing): readonly Failing[] {
  const same = before.find(({ id, retryAt }) => id === one.id && +retryAt === +one.since);
  const others = before.filter(({ id }) => id !== one.id);
  return [...others, { ...one, since: same?.since ?? one.since }].slice(-MOST_KEPT);
}

/** Whatever broke so much is one fault. */
const MOST_KEPT = 200;
