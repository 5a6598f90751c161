import type { ClusterId, SiteId } from "./ids.ts";
import { addDays } from "./local-time.ts";
import type { Site } from "./roster.ts";
import type { SchoolDays } from "./school-days.ts";

/** How far back is looked: six weeks of school. */
export const LOOKED_BACK_DAYS = 30;
/** One that holds fewer sites could point at one of them. */
const SMALLEST_CELL = 3;
/** Longer than any summer. */
const SEARCHED_DAYS = 400;

/**
 * A school and a practice in which something good was seen, and nothing of anybody. Posted thanks are one
 * source; visits will be another.
 */
export interface SeenSpot {
  /** Undefined for what belongs to no school. */
  readonly site?: SiteId | undefined;
  /** "" for none. */
  readonly practice: string;
}

export interface Looked {
  readonly sites: readonly Pick<Site, "id" | "level" | "cluster">[];
  /** The library's. */
  readonly practices: readonly string[];
  readonly seen: readonly SeenSpot[];
}

/** Where nothing was seen. In no order that would say anything. */
export interface NotLooked {
  readonly clusters: readonly ClusterId[];
  readonly levels: readonly string[];
  readonly practices: readonly string[];
}

/** Clusters and levels of these sites, and practices, in which nothing was seen; small cells are not named. */
export function findNotLooked({ sites, practices, seen }: Looked): NotLooked {
  const seenSites = new Set(seen.map(({ site }) => site));
  const seenPractices = new Set(seen.map(({ practice }) => practice));
  const missing = <K>(keyOf: (site: Looked["sites"][number]) => K | undefined): K[] => {
    const cells = new Map<K, Looked["sites"][number][]>();
    for (const site of sites) {
      const key = keyOf(site);
      if (key !== undefined) cells.set(key, [...(cells.get(key) ?? []), site]);
    }
    return [...cells]
      .filter(([, cell]) => !isSmall(cell) && !cell.some(({ id }) => seenSites.has(id)))
      .map(([key]) => key);
  };
  return {
    clusters: missing(({ cluster }) => cluster),
    levels: missing(({ level }) => level),
    practices: practices.filter((practice) => !seenPractices.has(practice)),
  };
}

/** What was seen at these sites. */
export function seenAt(
  seen: readonly SeenSpot[],
  sites: readonly Pick<Site, "id">[],
): readonly SeenSpot[] {
  const here = new Set<SiteId | undefined>(sites.map(({ id }) => id));
  return seen.filter(({ site }) => site !== undefined && here.has(site));
}

/** True for so few sites that what is said of them together is said of one of them. */
export function isSmall(sites: readonly unknown[]): boolean {
  return sites.length < SMALLEST_CELL;
}

/**
 * The first of the newest `count` school days up to and with `today`; days of a break are none. Undefined
 * where the calendar does not go back so far.
 */
export function firstOfSchoolDays(
  schoolDays: Pick<SchoolDays, "isSchoolDay">,
  today: string,
  count: number,
): string | undefined {
  let left = count;
  for (let back = 0; back < SEARCHED_DAYS; back += 1) {
    const day = addDays(today, -back);
    if (schoolDays.isSchoolDay(day)) left -= 1;
    if (left === 0) return day;
  }
  return undefined;
}
