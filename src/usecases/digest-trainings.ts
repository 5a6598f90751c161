import type { TrainingFact } from "#domain/digest-facts.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { readTrainings } from "./read-trainings.ts";

/** Trainings whose rule holds and on which no lead has decided yet, each with the counts behind it. */
export function* trainingFacts(work: Work): Steps<readonly TrainingFact[]> {
  const suggestions = yield* readTrainings(work);
  return suggestions.map(({ session, evidence }) => ({ session: session.id, evidence }));
}
