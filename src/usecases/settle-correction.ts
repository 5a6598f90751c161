import { addUpParts } from "#domain/add-up-parts.ts";
import { ProductError } from "#domain/errors.ts";
import type { Correction, ExpeditionPart } from "#domain/expedition.ts";
import type { CorrectionId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { type FoundInVisit, settledCard, type TakenOut } from "#messages/correction-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { getExpedition, type HeldExpedition } from "./get-expedition.ts";
import { changeReport } from "./post-report.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { buildReport } from "./read-report.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface Settlement {
  readonly id: CorrectionId;
  /** What is taken out of the notes; undefined keeps them as they are. */
  readonly out: TakenOut | undefined;
}

export type CorrectionSettled =
  | { readonly kind: "changed" | "kept"; readonly school: string }
  /** Somebody was faster. */
  | { readonly kind: "settled" };

/** What can be taken out of the notes; undefined where somebody settled it before. Throws NOT_ALLOWED. */
export async function readFoundToChange(
  product: Product,
  actor: Actor,
  id: CorrectionId,
): Promise<FoundInVisit | undefined> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const { correction, held } = yield* findOpen(work, actor, { id, right: "readFoundToChange" });
    if (!correction) return undefined;
    const parts = yield* tx.visiting.listParts(held.visit.id);
    const { noticed } = addUpParts(parts);
    const notes = yield* tx.visiting.listNotes(held.visit.id);
    return { correction, lookFors: noticed.map(({ lookFor }) => lookFor), notes };
  });
}

/**
 * Takes something out of the notes of a visit, or keeps them; the post shows it, and whoever said so is told.
 * Throws NOT_ALLOWED.
 */
export async function settleCorrection(
  product: Product,
  act: Act,
  { id, out }: Settlement,
): Promise<CorrectionSettled> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx): Steps<CorrectionSettled> {
    const work: Work = { tx, product, now };
    const before = yield* tx.visiting.findCorrection(id);
    if (before) yield* tx.visiting.guardExpedition(before.expedition);
    const { correction, held } = yield* findOpen(work, act, { id, right: "settleCorrection" });
    if (!correction) return { kind: "settled" };
    const outcome = out ? "changed" : "kept";
    if (out) yield* takeOut(work, held, out);
    const settled = { ...correction, settledAt: now, settledBy: act.person, outcome } as const;
    yield* tx.visiting.saveCorrection(settled);
    yield* tellCorrector(work, settled, held);
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "visit_corrected",
      subject: `site:${held.site.id}`,
      facts: { visit: held.visit.id, outcome },
    });
    return { kind: outcome, school: held.site.name };
  });
}

interface Asked {
  readonly id: CorrectionId;
  readonly right: "readFoundToChange" | "settleCorrection";
}

interface Open {
  /** Undefined for one that is settled. */
  readonly correction: Correction | undefined;
  readonly held: HeldExpedition;
}

function* findOpen(work: Work, actor: Pick<Actor, "person">, { id, right }: Asked): Steps<Open> {
  const correction = yield* work.tx.visiting.findCorrection(id);
  if (!correction) throw new ProductError("NOT_ALLOWED", "There is no such correction.");
  const held = yield* getExpedition(work, actor, { id: correction.expedition, right });
  return { correction: correction.settledAt ? undefined : correction, held };
}

function* takeOut(work: Work, { visit, site }: HeldExpedition, out: TakenOut): Steps<void> {
  const { tx } = work;
  for (const part of yield* tx.visiting.listParts(visit.id)) {
    const observations = withoutTaken(part, out);
    if (observations === part.observations) continue;
    yield* tx.visiting.savePart({ ...part, observations, revision: part.revision + 1 });
  }
  const occasion = `${out.correction}`;
  yield* changeReport(work, yield* buildReport(work, visit, site), occasion);
}

/** The same list where nothing of it is taken out. */
function withoutTaken({ observations }: ExpeditionPart, out: TakenOut) {
  const isOut = ({ lookFor }: { readonly lookFor: string }) => out.lookFors.includes(lookFor);
  const hasOut = observations.some(
    (each) => isOut(each) || (each.note !== "" && out.notes.includes(each.lookFor)),
  );
  if (!hasOut) return observations;
  return observations
    .filter((each) => !isOut(each))
    .map((each) => (out.notes.includes(each.lookFor) ? { ...each, note: "" } : each));
}

function* tellCorrector(work: Work, correction: Correction, held: HeldExpedition): Steps<void> {
  const { tx, now } = work;
  const person = yield* tx.roster.findPerson(correction.person);
  if (!person?.active) return;
  const by = displayName(held.person);
  yield* sendDirect(work, {
    key: keyOf("visit-correction-answer", correction.id),
    kind: "lead_reply",
    person,
    card: (words) => settledCard(words, { outcome: correction.outcome, by, day: held.visit.day }),
    place: yield* readPlace(work, person),
    after: now,
  });
}
