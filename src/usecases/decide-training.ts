import { type MadeChangeId, type TrainingDecisionId, toId } from "#domain/ids.ts";
import type { TrainingDecision } from "#domain/training.ts";
import { draftChange } from "#messages/training-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Act, Product, Work } from "./product.ts";
import { readTrainings, readYearStart, type Suggestion } from "./read-trainings.ts";
import { requireRight } from "./require-right.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

/** What became of a decision; "gone" where its rule does not hold any more, or somebody was faster. */
export type TrainingDecided =
  | { readonly kind: "accepted"; readonly draft: MadeChangeId }
  | { readonly kind: "dismissed" }
  | { readonly kind: "gone" };

/** Takes a training that was suggested, and drafts "You said, we changed". Throws NOT_ALLOWED. */
export async function acceptTraining(
  product: Product,
  act: Act,
  session: string,
): Promise<TrainingDecided> {
  const accepted = { right: "acceptTraining", decision: "accepted" } as const;
  return await decide(product, act, { ...accepted, session, reason: "" });
}

/** Says no to a training that was suggested, and why; it comes back in the next school year. Throws NOT_ALLOWED. */
export async function dismissTraining(
  product: Product,
  act: Act,
  { session, reason }: Pick<TrainingDecision, "session" | "reason">,
): Promise<TrainingDecided> {
  const dismissed = { right: "dismissTraining", decision: "dismissed" } as const;
  return await decide(product, act, { ...dismissed, session, reason });
}

interface Decision extends Pick<TrainingDecision, "session" | "decision" | "reason"> {
  readonly right: "acceptTraining" | "dismissTraining";
}

async function decide(product: Product, act: Act, wanted: Decision): Promise<TrainingDecided> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx) {
    const work: Work = { tx, product, now };
    // Of two leads at once, the first decides.
    yield* tx.waves.guardWaves();
    const { right, session, decision, reason } = wanted;
    const lead = yield* requireRight(work, act, right);
    const suggestions = yield* readTrainings(work);
    const found = suggestions.find((each) => each.session.id === session);
    if (!found) return { kind: "gone" };
    const id = `${session}-${yield* readYearStart(work)}`;
    yield* tx.deciding.saveTraining({
      ...{ session, decision, reason },
      id: toId<TrainingDecisionId>(id),
      evidence: found.evidence,
      by: lead.id,
      at: now,
    });
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: decision === "accepted" ? "training_accepted" : "training_dismissed",
      subject: `training:${session}`,
    });
    if (decision === "dismissed") return { kind: "dismissed" };
    return { kind: "accepted", draft: yield* addDraft(work, found, { id, by: lead.id }) };
  });
}

function* addDraft(
  { tx, product, now }: Work,
  { session, evidence }: Suggestion,
  { id, by }: { readonly id: string; readonly by: Act["person"] },
): Steps<MadeChangeId> {
  const draft = toId<MadeChangeId>(id);
  const said = draftChange(product.words, { session, evidence });
  yield* tx.deciding.saveChange({ ...said, id: draft, session: session.id, by, at: now });
  return draft;
}
