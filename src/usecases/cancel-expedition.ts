import type { ExpeditionId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { announceEnd } from "./announce-expedition.ts";
import { type HeldExpedition, holdExpedition } from "./get-expedition.ts";
import type { Act, Product, Work } from "./product.ts";
import { forgetSkips } from "./skip-room.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** Calls a planned visit off and lets the school know; undefined where it is over. Throws NOT_ALLOWED. */
export async function cancelExpedition(
  product: Product,
  act: Act,
  id: ExpeditionId,
): Promise<HeldExpedition | undefined> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx): Steps<
    HeldExpedition | undefined
  > {
    const work: Work = { tx, product, now };
    const held = yield* holdExpedition(work, act, { id, right: "cancelExpedition" });
    const { visit, site } = held;
    if (visit.state !== "planned") return undefined;
    yield* tx.visiting.saveExpedition({ ...visit, state: "cancelled" });
    yield* forgetSkips(work, id);
    yield* announceEnd(work, { visit, site, event: act.eventKey });
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "visit_cancelled",
      subject: `site:${site.id}`,
      facts: { visit: id, day: visit.day },
    });
    return held;
  });
}
