import type { ClusterId } from "#domain/ids.ts";
import { localDay, toInstant } from "#domain/local-time.ts";
import {
  findNotLooked,
  firstOfSchoolDays,
  isSmall,
  LOOKED_BACK_DAYS,
  type NotLooked,
  type SeenSpot,
  seenAt,
} from "#domain/not-looked.ts";
import { may } from "#domain/rights.ts";
import { holds, type Person, type Site } from "#domain/roster.ts";
import type { NotLookedView } from "#messages/look-card.ts";
import type { Steps } from "#ports/steps.ts";
import { listSpotsAround } from "./list-good-at.ts";
import type { Work } from "./product.ts";
import { readSchoolDays } from "./school-time.ts";

/** How far somebody may look. */
export interface LookScope {
  /** The schools of their own, for what is missing there. */
  readonly schools: readonly Site[];
  /** Their clusters; undefined for the whole district. */
  readonly clusters: readonly ClusterId[] | undefined;
  /** True if practices of all of these are theirs to see: a principal sees those of the own school. */
  readonly practices: boolean;
}

/** What a person may see of where nobody has looked; undefined for who may see nothing of it. */
export function* findLookScope({ tx }: Work, me: Person): Steps<LookScope | undefined> {
  const sites = yield* tx.roster.listSites();
  const schools = sites.filter(({ id }) => holds(me, "principal", id));
  if (may(me, "showNotLooked")) return { schools, clusters: undefined, practices: true };
  const own = (yield* tx.roster.listClusters()).filter(({ id }) => holds(me, "area_lead", id));
  if (own.length > 0) return { schools, clusters: own.map(({ id }) => id), practices: true };
  return schools.length > 0 ? { schools, clusters: undefined, practices: false } : undefined;
}

/** Clusters, levels and practices in which nothing good was seen for six weeks of school. */
export function* readNotLooked(work: Work, scope: LookScope): Steps<NotLookedView> {
  const seen = yield* listSeen(work);
  if (!seen) return { kind: "early" };
  const found = yield* findUnseen(work, scope, seen);
  const practices = work.product.words.library.practices.map(({ id }) => id);
  return {
    kind: "looked",
    schools: scope.schools.map((site) => ({
      name: site.name,
      practices: findNotLooked({ sites: [site], practices, seen: seenAt(seen, [site]) }).practices,
    })),
    clusters: yield* clusterNames(work, found),
    levels: found.levels,
    practices: found.practices,
  };
}

type Reach = Pick<LookScope, "clusters" | "practices">;

/** The same of places and practices by their ids; undefined before there are six weeks. */
export function* findNotLookedIn(work: Work, reach: Reach): Steps<NotLooked | undefined> {
  const seen = yield* listSeen(work);
  return seen && (yield* findUnseen(work, reach, seen));
}

function* findUnseen(
  { tx, product }: Work,
  { clusters, practices: all }: Reach,
  seen: readonly SeenSpot[],
): Steps<NotLooked> {
  const practices = product.words.library.practices.map(({ id }) => id);
  const isIn = ({ cluster }: Site) =>
    clusters === undefined || (cluster !== undefined && clusters.includes(cluster));
  const sites = (yield* tx.roster.listSites()).filter(isIn);
  const here = clusters === undefined ? seen : seenAt(seen, sites);
  const found = findNotLooked({ sites, practices, seen: here });
  return { ...found, practices: all && !isSmall(sites) ? found.practices : [] };
}

/**
 * Where anything good was seen in six weeks of school: thanks that were posted, and visits that the district
 * may see. Undefined before there are six weeks.
 */
function* listSeen(work: Work): Steps<readonly SeenSpot[] | undefined> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const schoolDays = yield* readSchoolDays(work);
  const first = firstOfSchoolDays(schoolDays, localDay(now, zone), LOOKED_BACK_DAYS);
  const since = first === undefined ? undefined : toInstant(`${first}T00:00`, zone);
  if (!since || !(yield* tx.praise.wasUsedBefore(since))) return undefined;
  const around = yield* listSpotsAround(work, { since, until: now });
  const visited = yield* listVisitedSpots(work, first ?? localDay(now, zone));
  return [...(yield* tx.praise.listThankedSpots(since)), ...around, ...visited];
}

/** Where visits went, and what they noticed there. */
function* listVisitedSpots({ tx, product }: Work, fromDay: string): Steps<readonly SeenSpot[]> {
  const { lookFors } = product.words.library;
  const practiceOf = new Map(lookFors.map(({ id, practice }) => [id, practice]));
  const rooms = yield* tx.visiting.sumRooms(fromDay);
  const looks = yield* tx.visiting.sumLooks(fromDay);
  return [
    ...rooms.map(({ site }) => ({ site, practice: "" })),
    ...looks.map(({ site, lookFor }) => ({ site, practice: practiceOf.get(lookFor) ?? "" })),
  ];
}

function* clusterNames({ tx }: Work, { clusters }: NotLooked): Steps<readonly string[]> {
  const names = new Map((yield* tx.roster.listClusters()).map(({ id, name }) => [id, name]));
  return clusters.flatMap((id) => names.get(id) ?? []);
}

/** What one school's page says of it; of other schools only to its own principal, who leads no cluster. */
export function* readNotLookedAt(work: Work, me: Person, site: Site): Steps<NotLookedView> {
  const clusters = holds(me, "principal", site.id) ? undefined : [];
  return yield* readNotLooked(work, { schools: [site], clusters, practices: false });
}
