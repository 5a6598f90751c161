import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** At fewer schools the number could point at one of them. */
const SMALLEST_CELL = 3;

/** At how many schools somebody began to try something since then; undefined below three. */
export function* countTrySites({ tx }: Pick<Work, "tx">, since: Date): Steps<number | undefined> {
  const sites = yield* tx.serving.countTrySites(since);
  return sites < SMALLEST_CELL ? undefined : sites;
}
