import type { ChartFacts } from "#domain/chart-facts.ts";
import { localDay } from "#domain/local-time.ts";
import { inFullBatches } from "#domain/visit-batches.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import type { Looking } from "./school-states.ts";
import { readSchoolDays } from "./school-time.ts";

/** A count of fewer schools or rooms could point at one of them. */
const SMALLEST_CELL = 3;
const DAYS_OF_YEAR = 365;
const NOTHING: ChartFacts["seen"] = { sites: 0, rooms: 0, looks: [] };

/**
 * The visits of this school year that the district may see, three schools at a time; of fewer than three schools
 * nothing is told, and no look-for of fewer than three rooms.
 */
export function* readSeen(work: Work, { sites: mine }: Looking): Steps<ChartFacts["seen"]> {
  const { tx, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(now, zone);
  const schoolDays = yield* readSchoolDays(work);
  const from = schoolDays.yearOf(today)?.firstDay ?? localDay(daysBefore(now), zone);
  const rooms = yield* tx.visiting.listRooms(from);
  const roomsOf = new Map(rooms.map((each) => [each.expedition, each.rooms]));
  const shared = (yield* tx.visiting.listExpeditions({ states: ["shared"], fromDay: from })).filter(
    ({ id, site }) => mine.has(site) && roomsOf.has(id),
  );
  const counted = inFullBatches(shared);
  if (counted.length === 0) return NOTHING;
  const ids = new Set(counted.map(({ id }) => id));
  const noticed = new Map<string, number>();
  for (const { expedition, lookFor, rooms: some } of yield* tx.visiting.listLooks(from)) {
    if (ids.has(expedition)) noticed.set(lookFor, (noticed.get(lookFor) ?? 0) + some);
  }
  return {
    sites: new Set(counted.map(({ site }) => site)).size,
    rooms: counted.reduce((sum, { id }) => sum + (roomsOf.get(id) ?? 0), 0),
    looks: [...noticed]
      .filter(([, some]) => some >= SMALLEST_CELL)
      .map(([lookFor, some]) => ({ lookFor, rooms: some }))
      .toSorted((a, b) => (a.lookFor < b.lookFor ? -1 : 1)),
  };
}

function daysBefore(now: Date): Date {
  return new Date(now.getTime() - DAYS_OF_YEAR * 24 * 60 * 60 * 1000);
}
