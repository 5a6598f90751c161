import { addUpParts } from "#domain/add-up-parts.ts";
import { type BaselineTold, tellBaseline, type VisitFound } from "#domain/baseline.ts";
import type { Expedition, ExpeditionState } from "#domain/expedition.ts";
import type { SiteId } from "#domain/ids.ts";
import { staffSees } from "#domain/visit-sharing.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

export interface WantedBaseline {
  readonly site: SiteId;
  /** Visits that have come so far in their sharing; every finished one unless told. */
  readonly states?: readonly ExpeditionState[] | undefined;
}

/**
 * What visits noticed at a school, added up; nothing where none is finished. It asks no right: whoever shows
 * it says which states the reader may see.
 */
export function* readBaseline(
  work: Work,
  { site, states = staffSees }: WantedBaseline,
): Steps<BaselineTold> {
  const { tx, product } = work;
  if (states.length === 0) return { visits: [], looks: [] };
  const found: VisitFound[] = [];
  const visits = yield* tx.visiting.listExpeditions({ site, states });
  for (const visit of visits.toReversed()) found.push(yield* readVisit(work, visit));
  const order = product.words.library.lookFors.map(({ id }) => id);
  return tellBaseline(found, order);
}

function* readVisit({ tx }: Work, visit: Expedition): Steps<VisitFound> {
  const { rooms, noticed } = addUpParts(yield* tx.visiting.listParts(visit.id));
  return { visit, rooms, noticed, notes: yield* tx.visiting.listNotes(visit.id) };
}
