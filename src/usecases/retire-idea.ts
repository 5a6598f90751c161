import { renewWords } from "./district-words.ts";
import { saveIdea } from "./keep-idea.ts";
import { readIdeas } from "./list-ideas.ts";
import type { Actor, Product, Work } from "./product.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface RetiredIdea {
  readonly id: string;
  /** False brings it back, in the words it had. */
  readonly retired: boolean;
}

/** A retired idea is sent to nobody from then on; false for one that there is not. Throws NOT_ALLOWED. */
export async function retireIdea(
  product: Product,
  actor: Actor,
  { id, retired }: RetiredIdea,
): Promise<boolean> {
  return await product.store.transaction(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    yield* requireRight(work, actor, "retireIdea");
    const idea = (yield* readIdeas(work)).find(({ facts }) => facts.id === id);
    if (!idea) return false;
    if (idea.isRetired === retired) return true;
    yield* renewWords(work);
    yield* saveIdea(work, idea, retired ? work.now : undefined);
    const action = retired ? "idea_retired" : "idea_brought_back";
    yield* writeAudit(work, { actor: actorOf(actor), action, subject: `idea:${id}` });
    return true;
  });
}
