import type { DistrictId } from "#domain/ids.ts";
import { LATE_MS } from "#domain/overdue.ts";
import type { Product } from "#usecases/product.ts";

/** Districts in which nothing is due are looked at each minute as long as they are few... */
const FEW = 50;
/** ...and where they are many, a part of them each minute: whatever was missed is found by then. */
const PARTS = 10;

/**
 * The districts to look at this minute: where something is due, where the worker was away, and some of
 * the others. Replicas begin at different places, so that they seldom meet. `beat` is the setting that
 * keeps when the worker last ran.
 */
export function createSweep({ store, clock, random }: Product, beat: string) {
  const start = random.id();
  let part = 0;
  return async (): Promise<readonly DistrictId[]> => {
    const now = clock.now();
    const since = new Date(now.getTime() - LATE_MS);
    const away = await store.directory.moveTimes(beat, { since, to: now });
    const due = await store.directory.listDue(now);
    const all = await store.listDistricts();
    part = (part + 1) % PARTS;
    const some = all.length <= FEW ? all : all.filter((_, at) => at % PARTS === part);
    const found = [...new Set([...due, ...away, ...some])];
    return rotate(found, start);
  };
}

/** From a place of this process's own on. */
function rotate<T>(list: readonly T[], start: string): readonly T[] {
  const from = [...start].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const at = list.length === 0 ? 0 : from % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
