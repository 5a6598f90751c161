import { addUpParts } from "#domain/add-up-parts.ts";
import { ProductError } from "#domain/errors.ts";
import type { Correction, Deciding, ExpeditionPart } from "#domain/expedition.ts";
import type { CorrectionId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { staffSees } from "#domain/visit-sharing.ts";
import {
  type CorrectionAsked,
  type FoundInVisit,
  settledCard,
  type TakenOut,
} from "#messages/correction-cards.ts";
import type { Steps } from "#ports/steps.ts";
import { getExpedition, type HeldExpedition } from "./get-expedition.ts";
import { replaceReport } from "./post-report.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { buildReport } from "./read-report.ts";
import { keyOf, readPlace, sendDirect } from "./send-direct.ts";
import { readDeciding } from "./visit-deciders.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface Settlement {
  readonly id: CorrectionId;
  /** What is taken out of the notes; undefined keeps them as they are. */
  readonly out: TakenOut | "everything" | undefined;
}

export type CorrectionSettled =
  | { readonly kind: "changed" | "kept"; readonly school: string }
  /** Somebody was faster. */
  | { readonly kind: "settled" };

export type FoundToChange =
  | ({ readonly kind: "notes" } & FoundInVisit)
  /** For a lead who was not there: they read no note. */
  | ({ readonly kind: "whole" } & CorrectionAsked);

/** What can be taken out of the notes; undefined where somebody settled it before. Throws NOT_ALLOWED. */
export async function readFoundToChange(
  product: Product,
  actor: Actor,
  id: CorrectionId,
): Promise<FoundToChange | undefined> {
  return await product.store.read(actor.district, function* (tx): Steps<FoundToChange | undefined> {
    const work: Work = { tx, product, now: product.clock.now() };
    const found = yield* findOpen(work, actor, { id, right: "readFoundToChange" });
    if (!found.correction) return undefined;
    const { held, deciding } = found;
    const correction = { id, text: found.correction.text };
    const { visit, site } = held;
    if (deciding === "whole") {
      return { kind: deciding, deciding, correction, school: site.name, day: visit.day };
    }
    const parts = yield* tx.visiting.listParts(visit.id);
    const { noticed } = addUpParts(parts);
    const notes = yield* tx.visiting.listNotes(visit.id);
    return { kind: "notes", correction, lookFors: noticed.map(({ lookFor }) => lookFor), notes };
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
    const found = yield* findOpen(work, act, { id, right: "settleCorrection" });
    const { correction, held } = found;
    if (!correction) return { kind: "settled" };
    const outcome = out ? "changed" : "kept";
    if (out) yield* takeOut(work, found, { out, occasion: id });
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
  readonly deciding: Deciding;
}

function* findOpen(work: Work, actor: Pick<Actor, "person">, { id, right }: Asked): Steps<Open> {
  const correction = yield* work.tx.visiting.findCorrection(id);
  if (!correction) throw new ProductError("NOT_ALLOWED", "There is no such correction.");
  const held = yield* getExpedition(work, actor, { id: correction.expedition, right });
  const deciding = yield* readDeciding(work, held);
  if (correction.settledAt) return { correction: undefined, held, deciding: deciding ?? "whole" };
  if (!deciding) throw notYours();
  return { correction, held, deciding };
}

function notYours(): ProductError {
  return new ProductError("NOT_ALLOWED", "It is for those who were on the visit.");
}

interface TakingOut {
  readonly out: TakenOut | "everything";
  readonly occasion: string;
}

function* takeOut(work: Work, { held, deciding }: Open, { out, occasion }: TakingOut): Steps<void> {
  if (deciding === "whole" && out !== "everything") throw notYours();
  const { tx } = work;
  const { visit, site } = held;
  for (const part of yield* tx.visiting.listParts(visit.id)) {
    const observations = withoutTaken(part, out);
    if (observations === part.observations) continue;
    yield* tx.visiting.savePart({ ...part, observations, revision: part.revision + 1 });
  }
  yield* replaceReport(work, yield* buildReport(work, { visit, site }, staffSees), occasion);
}

/** The same list where nothing of it is taken out. */
function withoutTaken({ observations }: ExpeditionPart, out: TakenOut | "everything") {
  if (out === "everything") return observations.length === 0 ? observations : [];
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
