import type { Correction, Expedition } from "#domain/expedition.ts";
import type { CorrectionId, ExpeditionId } from "#domain/ids.ts";
import { displayName, type Site } from "#domain/roster.ts";
import { mayCorrect } from "#domain/visit-life.ts";
import { correctionCard } from "#messages/correction-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { findHeldOnVisit, type HeldVisitLine } from "./check-visit-line.ts";
import { getExpedition, type HeldExpedition, holdExpedition } from "./get-expedition.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";
import { decidingOf, listDeciders } from "./visit-deciders.ts";

export interface CorrectionToAdd {
  /** Made with the form, so that the same form sent twice is one. */
  readonly id: CorrectionId;
  readonly expedition: ExpeditionId;
  readonly text: string;
}

export type CorrectionAdded =
  | { readonly kind: "added"; readonly contact: string }
  /** The time to say so is over. */
  | { readonly kind: "closed" }
  | { readonly kind: "held"; readonly held: HeldVisitLine };

/** The visit to correct; undefined where the time for it is over. Throws NOT_ALLOWED. */
export async function readCorrectForm(
  product: Product,
  actor: Actor,
  id: ExpeditionId,
): Promise<HeldExpedition | undefined> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const held = yield* getExpedition(work, actor, { id, right: "readCorrectForm" });
    return mayCorrect(held.visit, held.today) ? held : undefined;
  });
}

/**
 * Somebody of the school says what is not right; whoever planned the visit looks at it, and reads no name.
 * Throws NOT_ALLOWED.
 */
export async function correctExpedition(
  product: Product,
  act: Act,
  added: CorrectionToAdd,
): Promise<CorrectionAdded> {
  const now = product.clock.now();
  const found = await product.store.read(act.district, (tx) =>
    checkCorrection({ tx, product, now }, act, added),
  );
  if (found.kind !== "good") return found;
  return await product.store.transaction(act.district, function* (tx): Steps<CorrectionAdded> {
    const work: Work = { tx, product, now };
    yield* holdExpedition(work, act, { id: added.expedition, right: "correctExpedition" });
    const checked = yield* checkCorrection(work, act, added);
    if (checked.kind !== "good") return checked;
    const { visit } = checked;
    const contact = displayName(yield* tx.roster.getPerson(visit.plannedBy));
    if (yield* tx.visiting.findCorrection(added.id)) return { kind: "added", contact };
    const correction: Correction = { ...added, person: act.person, at: now };
    yield* tx.visiting.saveCorrection(correction);
    yield* tellDeciders(work, { correction, visit }, { all: false, occasion: "new" });
    return { kind: "added", contact };
  });
}

type Checked =
  | { readonly kind: "good"; readonly visit: Expedition; readonly site: Site }
  | Exclude<CorrectionAdded, { kind: "added" }>;

function* checkCorrection(work: Work, act: Act, added: CorrectionToAdd): Steps<Checked> {
  const wanted = { id: added.expedition, right: "correctExpedition" } as const;
  const { visit, site, today } = yield* getExpedition(work, act, wanted);
  if (!mayCorrect(visit, today)) return { kind: "closed" };
  const held = yield* findHeldOnVisit(work, added.text, site.id);
  return held ? { kind: "held", held } : { kind: "good", visit, site };
}

export interface OpenCorrection {
  readonly correction: Correction;
  readonly visit: Expedition;
}

export interface Telling {
  /** True for every lead who may decide; else whoever planned the visit, while they may. */
  readonly all: boolean;
  /** The same is told once. */
  readonly occasion: string;
}

/** Asks those who decide about it: to change the notes, or to keep them. */
export function* tellDeciders(
  work: Work,
  { correction, visit }: OpenCorrection,
  { all, occasion }: Telling,
): Steps<void> {
  const site = yield* work.tx.roster.getSite(visit.site);
  const asked = { correction, school: site.name, day: visit.day };
  for (const person of yield* listDeciders(work, { visit, site }, all)) {
    const deciding = decidingOf(person, visit);
    yield* sendDirect(work, {
      key: keyOf("visit-correction", correction.id, person.id, occasion),
      kind: "question",
      person,
      card: (words) => correctionCard(words, { ...asked, deciding }),
      place: yield* readPlace(work, person),
      after: work.now,
      supersedes: `visit-correction:${correction.id}:${person.id}`,
    });
  }
}
