import { addDays, localDay, toInstant } from "#domain/local-time.ts";
import { type PocketMap, toPocketMap } from "#domain/pocket-map.ts";
import { mapCard } from "#messages/map-card.ts";
import type { Card } from "#ports/card.ts";
import type { Steps } from "#ports/steps.ts";
import { listSpotsAround } from "./list-good-at.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { listVisitedSpots } from "./list-visited-spots.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { readSchoolDays } from "./school-time.ts";

const YEAR_DAYS = 365;

/** The pocket map as a page shows it. Throws NOT_ALLOWED. */
export async function readMap(
  product: Product,
  actor: Actor,
): Promise<{ readonly pages: MyPages; readonly map: PocketMap }> {
  const now = product.clock.now();
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const me = yield* requireRight(work, actor, "readMap");
    return { pages: yield* readPages(work, me), map: yield* gatherMap(work) };
  });
}

/** `/pl map`. Throws NOT_ALLOWED. */
export async function showMap(product: Product, act: Act): Promise<Card> {
  const now = product.clock.now();
  return await product.store.read(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    yield* requireRight(work, act, "showMap");
    return mapCard(product.words, yield* gatherMap(work));
  });
}

/** What visits and thanks say of this school year. */
function* gatherMap(work: Work): Steps<PocketMap> {
  const { tx, product, now } = work;
  const { zone } = yield* tx.roster.getDistrict();
  const today = localDay(now, zone);
  const schoolDays = yield* readSchoolDays(work);
  const from = schoolDays.yearOf(today)?.firstDay ?? addDays(today, -YEAR_DAYS);
  const since = toInstant(`${from}T00:00`, zone);
  const around = yield* listSpotsAround(work, { since, until: now });
  const clusters = yield* tx.roster.listClusters();
  const { practices, lookFors } = product.words.library;
  // Of what no visit can notice the map would say forever that nothing is known.
  const looked = new Set(lookFors.map(({ practice }) => practice));
  return toPocketMap({
    clusters: clusters.toSorted((a, b) => product.words.compare(a.name, b.name)),
    sites: yield* tx.roster.listSites(),
    practices: practices.map(({ id }) => id).filter((id) => looked.has(id)),
    visited: yield* listVisitedSpots(work, from),
    thanked: [...(yield* tx.praise.listThankedSpots(since)), ...around],
  });
}
