import { toId } from "#domain/ids.ts";
import type { Decision } from "#domain/listening.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** What was decided, without its id and time. */
export type Deciding = Omit<Decision, "id" | "at">;

/** Keeps why something is sent to a school, put off, or not sent, so that `/pl why` can say it. */
export function* decide({ tx, product, now }: Work, ...made: readonly Deciding[]): Steps<void> {
  const decisions = made.map((one) => ({
    ...one,
    id: toId<Decision["id"]>(product.random.id()),
    at: now,
  }));
  yield* tx.listening.addDecisions(decisions);
}
