import type { Expedition } from "./expedition.ts";

/** What is told of fewer schools at once could point at one of them. */
const FEWEST_SCHOOLS = 3;

type Shared = Pick<Expedition, "id" | "site" | "day" | "sharedAt">;

/**
 * The visits that a sum may count: in the order in which they were shared, in batches of at least three schools. Who
 * compares the sum of yesterday with that of today then never finds one school's visit between them.
 */
export function inFullBatches<T extends Shared>(visits: readonly T[]): readonly T[] {
  const counted: T[] = [];
  let batch: T[] = [];
  for (const visit of visits.toSorted(byTimeShared)) {
    batch.push(visit);
    if (new Set(batch.map(({ site }) => site)).size < FEWEST_SCHOOLS) continue;
    counted.push(...batch);
    batch = [];
  }
  return counted;
}

function byTimeShared(a: Shared, b: Shared): number {
  const [first, second] = [a, b].map(({ sharedAt }) => sharedAt?.getTime() ?? 0);
  return (first ?? 0) - (second ?? 0) || compare(a.day, b.day) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
