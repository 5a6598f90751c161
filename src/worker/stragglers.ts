import type { DistrictId } from "#domain/ids.ts";

/** Deliveries that a slow platform keeps longer than a round waits; they end by themselves. */
export interface Stragglers {
  /** How long a round waits for its slowest. */
  readonly patienceMs: number;
  keep(end: Promise<unknown>): void;
  /** The last of a district's has ended: what waited behind it may go. */
  ended(district: DistrictId): void;
  /** Waits for all that were kept. */
  settle(): Promise<void>;
}

export function createStragglers(
  patienceMs: number,
  ended: (district: DistrictId) => void = () => undefined,
): Stragglers {
  const underWay = new Set<Promise<unknown>>();
  return {
    patienceMs,
    ended,
    keep: (end) => {
      underWay.add(end);
      void end.then(() => underWay.delete(end));
    },
    settle: async () => {
      await Promise.all(underWay);
    },
  };
}

/**
 * The ends of all, or of those that end within the patience; the others go on. Nothing is rejected:
 * what fails later is given to `failedLate`.
 */
export async function settleInTime<T>(
  work: readonly Promise<T>[],
  stragglers: Stragglers,
  failedLate: (cause: unknown) => void,
): Promise<readonly PromiseSettledResult<T>[]> {
  const ends: PromiseSettledResult<T>[] = [];
  let isOver = false;
  const watched = work.map(async (one) => {
    const [end] = await Promise.allSettled([one]);
    ends.push(end);
    if (isOver && end.status === "rejected") failedLate(end.reason);
  });
  const all = Promise.all(watched);
  stragglers.keep(all);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, stragglers.patienceMs);
  });
  await Promise.race([all, patience]);
  clearTimeout(timer);
  isOver = true;
  return [...ends];
}
