import type { SeenSpot } from "#domain/not-looked.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

/** Schools and practices in which visits noticed something, from a day on: only what the district may see. */
export function* listVisitedSpots({ tx, product }: Work, from: string): Steps<readonly SeenSpot[]> {
  const practices = new Map(
    product.words.library.lookFors.map(({ id, practice }) => [id, practice]),
  );
  const looks = yield* tx.visiting.listLooks(from);
  return looks.map(({ site, lookFor }) => ({ site, practice: practices.get(lookFor) ?? "" }));
}
