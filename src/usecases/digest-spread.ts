import type { DistrictFacts } from "#domain/digest-facts.ts";
import type { Steps } from "#ports/steps.ts";
import type { DigestScope } from "./digest-scope.ts";
import type { Work } from "./product.ts";
import { findNotLookedIn } from "./read-not-looked.ts";

const NOWHERE = { clusters: [], levels: [], practices: [] } as const;

/** Every digest looks where nobody has looked: places and practices, nobody's name. */
export function* spreadFacts(
  work: Work,
  { clusters }: Pick<DigestScope, "clusters">,
): Steps<DistrictFacts["notLooked"]> {
  return (yield* findNotLookedIn(work, { clusters, practices: true })) ?? NOWHERE;
}
