import { type AddedUp, addUpParts } from "#domain/add-up-parts.ts";
import type { Expedition, ExpeditionPart } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import { statesSeenBy } from "#domain/visit-sharing.ts";
import { getExpedition, type HeldExpedition } from "./get-expedition.ts";
import { type MyPages, readPages } from "./list-my-pages.ts";
import { ownPart } from "./own-part.ts";
import type { Actor, Product, Work } from "./product.ts";

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
  /** True from its day on, until it is finished or called off. */
  readonly isOpen: boolean;
  /** Of everybody on the visit; nothing once it is finished and has not come to the reader yet. */
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
    const held = yield* getExpedition(work, actor, { id, right: "readRecorder" });
    const { visit, site, today, person } = held;
    const parts = yield* tx.visiting.listParts(id);
    const seen = maySeeTotal(held) ? parts : [];
    return {
      pages: yield* readPages(work, person),
      visit,
      site,
      today,
      isOpen: visit.state === "planned" && visit.day <= today,
      part,
      mine: parts.find((each) => each.part === part),
      total: addUpParts(seen),
      visitorCount: new Set(seen.map(({ by }) => by)).size,
    };
  });
}

/** On the way everybody on the visit sees all of it; afterwards the school reads it first. */
function maySeeTotal({ visit, site, person }: HeldExpedition): boolean {
  if (visit.state === "planned") return true;
  return statesSeenBy(person, { site: site.id, cluster: site.cluster }).includes(visit.state);
}
