import type { SeenFact } from "#domain/digest-facts.ts";
import { addDays, localDay } from "#domain/local-time.ts";
import type { Steps } from "#ports/steps.ts";
import type { VisitLook, VisitRooms } from "#ports/visiting-rows.ts";
import type { DigestScope } from "./digest-scope.ts";
import type { Work } from "./product.ts";

/** What fewer schools or rooms than this show could point at one of them. */
const SMALLEST_CELL = 3;
/** No visit is shared with the district later than so many days after it. */
const MOST_DAYS_TO_SHARE = 120;

export interface Week {
  readonly since: Date;
  readonly until: Date;
}

/**
 * What was noticed on the visits that the district has come to see in this week, what is seen in most rooms first;
 * nothing of fewer than three schools, and no look-for of fewer than three rooms.
 */
export function* seenFacts(
  work: Work,
  { sites }: Pick<DigestScope, "sites">,
  week: Week,
): Steps<readonly SeenFact[]> {
  const { tx } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const fromDay = addDays(localDay(week.since, zone), -MOST_DAYS_TO_SHARE);
  const shared = (yield* tx.visiting.listExpeditions({ states: ["shared"], fromDay })).filter(
    ({ site, sharedAt }) =>
      sites.has(site) && sharedAt && sharedAt >= week.since && sharedAt < week.until,
  );
  const first = shared.map(({ day }) => day).sort()[0];
  if (first === undefined) return [];
  const ids = new Set<string>(shared.map(({ id }) => id));
  const isOf = ({ expedition }: VisitLook | VisitRooms) => ids.has(expedition);
  const rooms = (yield* tx.visiting.listRooms(first)).filter(isOf);
  const visited = new Set(rooms.map(({ site }) => site)).size;
  if (visited < SMALLEST_CELL) return [];
  const of = rooms.reduce((sum, each) => sum + each.rooms, 0);
  const noticed = new Map<string, number>();
  for (const { lookFor, rooms: some } of (yield* tx.visiting.listLooks(first)).filter(isOf)) {
    noticed.set(lookFor, (noticed.get(lookFor) ?? 0) + some);
  }
  return [...noticed]
    .filter(([, some]) => some >= SMALLEST_CELL)
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([lookFor, some]) => ({ lookFor, rooms: some, of, sites: visited }));
}
