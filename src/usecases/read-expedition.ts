import { addUpParts } from "#domain/add-up-parts.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { may } from "#domain/rights.ts";
import { displayName } from "#domain/roster.ts";
import type { VisitShown } from "#messages/expedition-cards.ts";
import { getExpedition, listVisitors } from "./get-expedition.ts";
import type { Actor, Product, Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { listSkipNames } from "./skip-room.ts";
import { readDeciding } from "./visit-deciders.ts";

/**
 * One visit for those who are on it and for leads: how far it is, and who comes; which rooms to leave out only
 * for those who go there. Of what was noticed only how much there is: the school reads it first.
 * Throws NOT_ALLOWED.
 */
export async function readExpedition(
  product: Product,
  actor: Actor,
  id: ExpeditionId,
): Promise<VisitShown> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const held = yield* getExpedition(work, actor, { id, right: "readExpedition" });
    const { visit, site, person, isOn, today } = held;
    const visitors = yield* listVisitors(work, visit);
    const { rooms, noticed } = addUpParts(yield* tx.visiting.listParts(id));
    const mayLead = may(person, "settleCorrection", { site: site.id, cluster: site.cluster });
    const deciding = yield* readDeciding(work, held);
    const corrections = deciding ? yield* tx.visiting.listCorrections(id) : [];
    const open = corrections.find(({ settledAt }) => settledAt === undefined);
    return {
      visit,
      school: site.name,
      today,
      isSchoolDay: (yield* readSchoolDaysAt(work, site.id)).isSchoolDay(visit.day),
      visitors: visitors.map(displayName),
      isOn,
      skips: isOn && visit.state === "planned" ? yield* listSkipNames(work, id) : [],
      rooms,
      noticed: noticed.length,
      mayLead,
      open: open && deciding && { id: open.id, text: open.text, deciding },
      pagesUrl: product.pagesUrl,
    };
  });
}
