import type { ClusterId } from "./ids.ts";
import { isSmall, type SeenSpot, seenAt } from "./not-looked.ts";
import type { Cluster, Site } from "./roster.ts";

/** From where it is known that something happens there. */
export type Known = "visit" | "thanks" | "both" | "none";

/** Where something good is happening already: by practice and cluster, never by school and without a count. */
export interface PocketMap {
  /** By name; those of fewer than three schools are left out. */
  readonly clusters: readonly Cluster[];
  /** One for each practice, in the library's order, with one cell for each cluster. */
  readonly rows: readonly { readonly practice: string; readonly cells: readonly Known[] }[];
}

export interface MapParts {
  readonly clusters: readonly Cluster[];
  readonly sites: readonly Pick<Site, "id" | "cluster">[];
  readonly practices: readonly string[];
  readonly visited: readonly SeenSpot[];
  readonly thanked: readonly SeenSpot[];
}

/**
 * Draws the map of what was noticed on visits and of what people were thanked for. Of a cluster's visits only where
 * they went to three of its schools.
 */
export function toPocketMap({ clusters, sites, practices, visited, thanked }: MapParts): PocketMap {
  const sitesOf = (id: ClusterId) => sites.filter(({ cluster }) => cluster === id);
  const shown = clusters.filter(({ id }) => !isSmall(sitesOf(id)));
  const columns = shown.map(({ id }) => {
    const seenIn = (spots: readonly SeenSpot[]) =>
      new Set(seenAt(spots, sitesOf(id)).map(({ practice }) => practice));
    const sitesVisited = new Set(seenAt(visited, sitesOf(id)).map(({ site }) => site));
    // What visits noticed at one or two schools would be known to be theirs.
    const told = isSmall([...sitesVisited]) ? [] : visited;
    return { onVisits: seenIn(told), inThanks: seenIn(thanked) };
  });
  const rows = practices.map((practice) => ({
    practice,
    cells: columns.map(({ onVisits, inThanks }) =>
      toKnown(onVisits.has(practice), inThanks.has(practice)),
    ),
  }));
  return { clusters: shown, rows };
}

function toKnown(onVisit: boolean, inThanks: boolean): Known {
  if (onVisit && inThanks) return "both";
  if (onVisit) return "visit";
  return inThanks ? "thanks" : "none";
}
