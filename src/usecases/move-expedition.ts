import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import type { Site } from "#domain/roster.ts";
import { type BadPlanDay, readVisitDay } from "#domain/visit-life.ts";
import type { Steps } from "#ports/steps.ts";
import { type Announced, announceMove } from "./announce-expedition.ts";
import { getExpedition, type HeldExpedition, holdExpedition } from "./get-expedition.ts";
import type { Act, Actor, Product, Work } from "./product.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export interface VisitToMove {
  readonly id: ExpeditionId;
  /** As typed. */
  readonly day: string;
}

export type VisitMoved =
  | ({ readonly kind: "moved"; readonly visit: Expedition; readonly site: Site } & Announced)
  | ({ readonly kind: "day"; readonly today: string } & BadPlanDay)
  | { readonly kind: "taken"; readonly site: Site }
  /** Finished or called off. */
  | { readonly kind: "closed" };

/** The visit to move; undefined where it is finished or called off. Throws NOT_ALLOWED. */
export async function readMoveForm(
  product: Product,
  actor: Actor,
  id: ExpeditionId,
): Promise<HeldExpedition | undefined> {
  return await product.store.read(actor.district, function* (tx) {
    const work: Work = { tx, product, now: product.clock.now() };
    const held = yield* getExpedition(work, actor, { id, right: "readMoveForm" });
    return held.visit.state === "planned" ? held : undefined;
  });
}

/** Gives a planned visit another day, and lets the school know. Throws NOT_ALLOWED. */
export async function moveExpedition(
  product: Product,
  act: Act,
  move: VisitToMove,
): Promise<VisitMoved> {
  const now = product.clock.now();
  const found = await product.store.read(act.district, (tx) =>
    checkMove({ tx, product, now }, act, move),
  );
  if (found.kind !== "good") return found;
  return await product.store.transaction(act.district, function* (tx): Steps<VisitMoved> {
    const work: Work = { tx, product, now };
    yield* holdExpedition(work, act, { id: move.id, right: "moveExpedition" });
    const checked = yield* checkMove(work, act, move);
    if (checked.kind !== "good") return checked;
    const { visit, site, day } = checked;
    const moved = { ...visit, day };
    yield* tx.visiting.saveExpedition(moved);
    const news = { visit: moved, site, event: act.eventKey };
    const announced = yield* announceMove(work, news, visit.day);
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "visit_moved",
      subject: `site:${site.id}`,
      facts: { visit: visit.id, from: visit.day, to: day },
    });
    return { kind: "moved", visit: moved, site, ...announced };
  });
}

type Checked =
  | {
      readonly kind: "good";
      readonly visit: Expedition;
      readonly site: Site;
      readonly day: string;
    }
  | Exclude<VisitMoved, { kind: "moved" }>;

function* checkMove(work: Work, act: Act, move: VisitToMove): Steps<Checked> {
  const { tx, now } = work;
  const held = yield* getExpedition(work, act, { id: move.id, right: "moveExpedition" });
  const { visit, site, today } = held;
  if (visit.state !== "planned") return { kind: "closed" };
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const read = readVisitDay({ site, schoolDays, now }, move.day);
  if ("problem" in read) return { kind: "day", today, ...read };
  const others = yield* tx.visiting.listExpeditions({ site: site.id, fromDay: read.day });
  const isTaken = others.some(({ day, state }) => day === read.day && state !== "cancelled");
  return isTaken ? { kind: "taken", site } : { kind: "good", visit, site, day: read.day };
}
