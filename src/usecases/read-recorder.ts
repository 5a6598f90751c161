import { type AddedUp, addUpParts } from "#domain/add-up-parts.ts";
import type { Expedition, ExpeditionPart } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import type { Site } from "#domain/roster.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { ownPart } from "./own-part.ts";
import type { Actor, Product, Work } from "./product.ts";
import { getOwnVisit } from "./record-part.ts";

/** What somebody on a visit sees while they record. */
export interface Recorder {
  readonly pages: MyPages;
  readonly visit: Expedition;
  readonly site: Site;
  /** The local day at the school. */
  readonly today: string;
  /** What their part is called. */
  readonly part: string;
  /** What they recorded so far, on any device. */
  readonly mine: ExpeditionPart | undefined;
  /** Of everybody on the visit. */
  readonly total: AddedUp;
  /** How many of them recorded something. */
  readonly visitorCount: number;
}

/** A visit to record, for those who are on it. Throws NOT_ALLOWED. */
export async function readRecorder(
  product: Product,
  actor: Actor,
  id: ExpeditionId,
): Promise<Recorder> {
  const now = product.clock.now();
  const part = await ownPart(actor, id);
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now };
    const visit = yield* getOwnVisit(work, actor, { id, right: "readRecorder" });
    const site = yield* tx.roster.getSite(visit.site);
    const parts = yield* tx.visiting.listParts(id);
    return {
      pages: yield* readPages(work, yield* tx.roster.getPerson(actor.person)),
      visit,
      site,
      today: localDay(now, site.zone),
      part,
      mine: parts.find((each) => each.part === part),
      total: addUpParts(parts),
      visitorCount: new Set(parts.map(({ by }) => by)).size,
    };
  });
}
