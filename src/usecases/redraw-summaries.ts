import type { ShoutOutId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** Every roundup and digest that quotes the shout-out, as it reads now. */
export function* redrawSummaries({ tx }: Work, id: ShoutOutId): Steps<void> {
  yield* tx.praise.listQuoting(id);
}
