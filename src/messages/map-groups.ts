import type { Known, PocketMap } from "#domain/pocket-map.ts";
import type { Words } from "./words.ts";

/** Where something is known to happen. */
export type Seen = Exclude<Known, "none">;

/** Practices of which the same is known everywhere, said once. */
export interface MapGroup {
  readonly practices: readonly string[];
  /** None where nothing can be told yet. */
  readonly places: readonly { readonly seen: Seen; readonly clusters: readonly string[] }[];
}

const SEEN = ["both", "visit", "thanks"] as const;

/** The map in the order of the library; what has nothing to tell comes last. */
export function groupMap(words: Words, { clusters, rows }: PocketMap): readonly MapGroup[] {
  const groups = new Map<string, { places: MapGroup["places"]; practices: string[] }>();
  for (const { practice, cells } of rows) {
    const key = cells.join();
    const named = (seen: Seen) =>
      clusters.filter((_, at) => cells[at] === seen).map(({ name }) => name);
    const places = SEEN.map((seen) => ({ seen, clusters: named(seen) }));
    const group = groups.get(key) ?? {
      places: places.filter((place) => place.clusters.length > 0),
      practices: [],
    };
    group.practices.push(words.label("practice", practice));
    groups.set(key, group);
  }
  const all = [...groups.values()];
  return [
    ...all.filter(({ places }) => places.length > 0),
    ...all.filter(({ places }) => places.length === 0),
  ];
}
