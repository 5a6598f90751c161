import type { Expedition } from "#domain/expedition.ts";
import type { ExpeditionId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { principalDay } from "#domain/visit-life.ts";
import { staffSees } from "#domain/visit-sharing.ts";
import { morningOf, nextSendMoment, placeOf } from "#domain/windows.ts";
import type { VisitReport } from "#messages/report-post.ts";
import type { Steps } from "#ports/steps.ts";
import { closeHeadsUp } from "./announce-expedition.ts";
import { type HeldExpedition, holdExpedition } from "./get-expedition.ts";
import { postReport } from "./post-report.ts";
import type { Act, Product, Work } from "./product.ts";
import { buildOwnReport, buildReport, findEnd, type ReportEnd, readKind } from "./read-report.ts";
import { visitSharingId } from "./schedule-ids.ts";
import { readSchoolDaysAt } from "./school-time.ts";
import { forgetSkips } from "./skip-room.ts";
import { actorOf, writeAudit } from "./write-audit.ts";

export type VisitFinished =
  | ReportEnd
  | {
      readonly kind: "finished";
      readonly school: string;
      /** Undefined for a lead who was not there: the school reads it first. */
      readonly report: VisitReport | undefined;
      /** When the staff read it; undefined where the school has no channel. */
      readonly postedAt: Date | undefined;
      readonly zone: string;
      /** The day on which the principal reads it. */
      readonly nextOn: string;
    };

/**
 * Finishes a visit: from now on the staff of the school read what was noticed, and nobody else does before
 * they have had the time to say what is not right. Throws NOT_ALLOWED.
 */
export async function finishExpedition(
  product: Product,
  act: Act,
  id: ExpeditionId,
): Promise<VisitFinished> {
  const now = product.clock.now();
  return await product.store.transaction(act.district, function* (tx): Steps<VisitFinished> {
    const work: Work = { tx, product, now };
    const held = yield* holdExpedition(work, act, { id, right: "finishExpedition" });
    const end = yield* findEnd(work, held);
    if (end) return end;
    const { site } = held;
    const { visit, nextOn } = yield* toFinished(work, held);
    yield* tx.visiting.saveExpedition(visit);
    yield* closeHeadsUp(work, { visit, site, event: act.eventKey });
    yield* forgetSkips(work, id);
    const report = yield* buildReport(work, { visit, site }, staffSees);
    const postedAt = yield* postReport(work, report, site);
    const nextAt = morningOf(site, nextOn);
    const planned = { id: visitSharingId(id), campaign: "visit_sharing", subject: id } as const;
    yield* tx.schedule.save({ ...planned, nextAt });
    yield* writeAudit(work, {
      actor: actorOf(act),
      action: "visit_finished",
      subject: `site:${site.id}`,
      facts: { visit: id, day: visit.day, kind: visit.kind, rooms: String(report.rooms) },
    });
    const own = yield* buildOwnReport(work, { ...held, visit });
    return { kind: "finished", school: site.name, report: own, postedAt, zone: site.zone, nextOn };
  });
}

function* toFinished(work: Work, { visit, site }: HeldExpedition) {
  const { now } = work;
  const schoolDays = yield* readSchoolDaysAt(work, site.id);
  const sending = { kind: "visit_post", site: placeOf(site), schoolDays, after: now } as const;
  const readOn = localDay(nextSendMoment(sending) ?? now, site.zone);
  const nextOn = principalDay(schoolDays, readOn);
  const kind = yield* readKind(work, visit);
  const finished: Expedition = { ...visit, kind, state: "staff", finishedAt: now, nextOn };
  return { visit: finished, nextOn };
}
