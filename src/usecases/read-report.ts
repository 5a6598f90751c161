import { addUpParts } from "#domain/add-up-parts.ts";
import { LEAST_ROOMS } from "#domain/baseline.ts";
import type { Expedition, ExpeditionState } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { isEarlier, kindOfVisit, lastCorrectionDay } from "#domain/visit-life.ts";
import { statesSeenBy } from "#domain/visit-sharing.ts";
import type { VisitReport } from "#messages/report-post.ts";
import type { Steps } from "#ports/steps.ts";
import { getExpedition, type HeldExpedition } from "./get-expedition.ts";
import type { Actor, Product, Work } from "./product.ts";

export type ReportEnd =
  /** Finished or called off. */
  | { readonly kind: "closed" }
  /** Its day is still to come. */
  | { readonly kind: "early"; readonly day: string }
  /** Nobody has written anything down. */
  | { readonly kind: "nothing" };

export type ReportRead =
  | ReportEnd
  /** `report` is undefined for a lead who was not there: the school reads it first. */
  | {
      readonly kind: "report";
      readonly visit: Expedition;
      readonly school: string;
      readonly report: VisitReport | undefined;
    };

/** What the school's staff would read of a visit, before it is finished. Throws NOT_ALLOWED. */
export async function readReport(
  product: Product,
  actor: Actor,
  id: ExpeditionId,
): Promise<ReportRead> {
  return await product.store.read(actor.district, function* (tx): Steps<ReportRead> {
    const work: Work = { tx, product, now: product.clock.now() };
    const held = yield* getExpedition(work, actor, { id, right: "readReport" });
    const end = yield* findEnd(work, held);
    if (end) return end;
    const { site } = held;
    const visit = { ...held.visit, kind: yield* readKind(work, held.visit) };
    const report = yield* buildOwnReport(work, { ...held, visit });
    return { kind: "report", visit, school: site.name, report };
  });
}

/** Why a visit cannot be finished now; undefined where it can. */
export function* findEnd(
  { tx }: Work,
  { visit, today }: HeldExpedition,
): Steps<ReportEnd | undefined> {
  if (visit.state !== "planned") return { kind: "closed" };
  if (visit.day > today) return { kind: "early", day: visit.day };
  return (yield* tx.visiting.listParts(visit.id)).length === 0 ? { kind: "nothing" } : undefined;
}

/** Whether it is the school's first visit: another one may have been called off since it was planned. */
export function* readKind({ tx }: Work, { id, site }: Expedition): Steps<Expedition["kind"]> {
  const others = (yield* tx.visiting.listExpeditions({ site })).filter((other) => other.id !== id);
  return kindOfVisit(others);
}

/** The same for who acts: of earlier visits only what has come to them; undefined for who was not there. */
export function* buildOwnReport(
  work: Work,
  { visit, site, person, isOn }: Omit<HeldExpedition, "today">,
): Steps<VisitReport | undefined> {
  const states = statesSeenBy(person, { site: site.id, cluster: site.cluster });
  return isOn ? yield* buildReport(work, { visit, site }, states) : undefined;
}

/**
 * What a school reads of a visit: what was noticed, and on a later visit what was noticed before, as far as
 * earlier visits have come to those who read it.
 */
export function* buildReport(
  work: Work,
  { visit, site }: Pick<HeldExpedition, "visit" | "site">,
  states: readonly ExpeditionState[],
): Steps<VisitReport> {
  const { tx, product } = work;
  const { rooms, noticed } = addUpParts(yield* tx.visiting.listParts(visit.id));
  const before = new Set<string>();
  const others = yield* tx.visiting.listExpeditions({ site: site.id, states });
  for (const other of others.filter((each) => isEarlier(each, visit))) {
    const found = addUpParts(yield* tx.visiting.listParts(other.id));
    for (const { lookFor } of found.noticed) before.add(lookFor);
  }
  // With fewer rooms a line would point at one of them.
  const notes = rooms < LEAST_ROOMS ? [] : yield* tx.visiting.listNotes(visit.id);
  return {
    visit,
    school: site.name,
    rooms,
    noticed,
    before: [...before],
    notes: notes.map(({ note }) => note),
    contact: displayName(yield* tx.roster.getPerson(visit.plannedBy)),
    until: lastCorrectionDay(visit),
    pagesUrl: product.pagesUrl,
  };
}
