import type { Person } from "#domain/roster.ts";
import { levelNames, practiceNames } from "#messages/look-card.ts";
import type { Line } from "#messages/weekly-cards.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";
import { findLookScope, readNotLooked } from "./read-not-looked.ts";

/** Every digest looks where nobody has looked: places in one line, practices in another, nobody's name. */
export function* spreadLines(work: Work, reader: Person): Steps<readonly Line[]> {
  const { words } = work.product;
  const scope = yield* findLookScope(work, reader);
  const view = scope && (yield* readNotLooked(work, scope));
  if (view?.kind !== "looked") return [];
  const places = [...view.clusters.toSorted(words.compare), ...levelNames(words, view.levels)];
  const lines = [places, practiceNames(words, view.practices)];
  return lines
    .filter((names) => names.length > 0)
    .map((names) => ({ clusters_or_levels: words.list(names) }));
}
