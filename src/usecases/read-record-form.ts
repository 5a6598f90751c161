import type { ExpeditionPart } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import { getExpedition, type HeldExpedition } from "./get-expedition.ts";
import { ownPart } from "./own-part.ts";
import type { Actor, Product, Work } from "./product.ts";

export type RecordOpened =
  | ({
      readonly kind: "open";
      /** What their part is called. */
      readonly part: string;
      /** What they wrote down so far, in chat or on a page. */
      readonly mine: ExpeditionPart | undefined;
    } & HeldExpedition)
  /** Finished or called off. */
  | { readonly kind: "closed" }
  /** Its day is still to come. */
  | ({ readonly kind: "early" } & HeldExpedition);

/** What somebody wrote down of a visit so far, before the form opens. Throws NOT_ALLOWED. */
export async function readRecordForm(
  product: Product,
  actor: Actor,
  id: ExpeditionId,
): Promise<RecordOpened> {
  const part = await ownPart(actor, id);
  return await product.store.read(actor.district, function* (tx): Steps<RecordOpened> {
    const work: Work = { tx, product, now: product.clock.now() };
    const held = yield* getExpedition(work, actor, { id, right: "readRecordForm" });
    if (held.visit.state !== "planned") return { kind: "closed" };
    if (held.visit.day > held.today) return { kind: "early", ...held };
    const parts = yield* tx.visiting.listParts(id);
    return { kind: "open", part, mine: parts.find((each) => each.part === part), ...held };
  });
}
