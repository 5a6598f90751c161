import type { ExpeditionState } from "#domain/expedition.ts";
import {
  type CorrectionId,
  type ExpeditionId,
  type PersonId,
  type SiteId,
  toId,
} from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";

type DistrictName = "home" | "zorn";
const schools = ["own", "vacant", "far"] as const;
type School = (typeof schools)[number];

/** Planned by the PL lead; the coach comes along. */
export const plannedVisitId = (district: DistrictName, school: School) =>
  toId<ExpeditionId>(`${district}-planned-${school}`);
/** Finished, and shared with the district. */
export const sharedVisitId = (district: DistrictName, school: School) =>
  toId<ExpeditionId>(`${district}-shared-${school}`);

/** What the teacher says is not right in what everybody may read. */
export const correctionId = (district: DistrictName, school: School) =>
  toId<CorrectionId>(`${district}-correction-${school}`);

/** A visit to come and one that everybody may read, at each school. */
export function* fillExpeditions({ visiting }: Transaction, district: DistrictName): Steps<void> {
  const lead = toId<PersonId>(`${district}-pl_lead`);
  const plannedAt = new Date("2025-08-01T15:00:00Z");
  for (const school of schools) {
    const visit = (id: ExpeditionId, day: string, state: ExpeditionState) => ({
      id,
      day,
      state,
      site: toId<SiteId>(`${district}-${school}`),
      kind: "baseline" as const,
      plannedBy: lead,
      plannedAt,
      visitors: [lead, toId<PersonId>(`${district}-coach`)],
    });
    yield* visiting.saveExpedition(
      visit(plannedVisitId(district, school), "2025-08-18", "planned"),
    );
    const shared = sharedVisitId(district, school);
    yield* visiting.saveExpedition(visit(shared, "2025-08-11", "shared"));
    yield* visiting.savePart({
      expedition: shared,
      part: `${district}-part`,
      by: lead,
      rooms: 4,
      at: plannedAt,
      revision: 1,
      observations: [{ lookFor: "L01", signal: "saw", rooms: 2, note: `${district} note` }],
    });
    yield* visiting.saveCorrection({
      id: correctionId(district, school),
      expedition: shared,
      person: toId<PersonId>(`${district}-teacher`),
      text: `${district} correction`,
      at: plannedAt,
    });
  }
}
