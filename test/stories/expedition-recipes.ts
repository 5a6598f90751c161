import { type CorrectionId, type ExpeditionId, toId } from "#domain/ids.ts";
import { cancelExpedition } from "#usecases/cancel-expedition.ts";
import { correctExpedition, readCorrectForm } from "#usecases/correct-expedition.ts";
import { finishExpedition } from "#usecases/finish-expedition.ts";
import { listExpeditions } from "#usecases/list-expeditions.ts";
import { moveExpedition, readMoveForm } from "#usecases/move-expedition.ts";
import { planExpedition, readPlanForm } from "#usecases/plan-expedition.ts";
import { readExpedition } from "#usecases/read-expedition.ts";
import { readRecordForm } from "#usecases/read-record-form.ts";
import { readReport } from "#usecases/read-report.ts";
import { readFoundToChange, settleCorrection } from "#usecases/settle-correction.ts";
import { skipRoom } from "#usecases/skip-room.ts";
import type { Recipe } from "./recipe.ts";
import { type ActorRole, type School, siteId } from "./two-districts.ts";
import { correctionId, plannedVisitId, sharedVisitId } from "./two-visits.ts";

/** By policy.md: PL leads everywhere, area leads in their own cluster. */
const leading = (role: ActorRole, school: School) =>
  role === "pl_lead" || (role === "area_lead" && school !== "far");
/** The coach was named as a visitor. */
const visiting = (role: ActorRole, school: School) => role === "coach" || leading(role, school);
/** The PL lead planned it, and the coach comes along. */
const onVisit = (role: ActorRole) => role === "coach" || role === "pl_lead";
/** Everybody who works at the school, and nobody who only leads it. */
const atSchool = (role: ActorRole, school: School) =>
  school === "own" && ["teacher", "coach", "staff", "principal"].includes(role);

/** Visits: who plans, records, finishes, asks to be left out and says what is not right. */
export const expeditionRecipes = {
  listExpeditions: {
    run: async (product, act) => await listExpeditions(product, act, ""),
    may: (role) => role !== "leaver",
  },
  readPlanForm: {
    run: readPlanForm,
    may: (role) => role === "pl_lead" || role === "area_lead",
  },
  planExpedition: {
    run: async (product, act, { district, school }) =>
      await planExpedition(product, act, {
        id: toId<ExpeditionId>("new"),
        school: siteId(district, school),
        day: "9/10",
        with: [],
      }),
    may: leading,
  },
  readMoveForm: {
    run: async (product, act, { district, school }) =>
      await readMoveForm(product, act, plannedVisitId(district, school)),
    may: leading,
  },
  moveExpedition: {
    run: async (product, act, { district, school }) =>
      await moveExpedition(product, act, { id: plannedVisitId(district, school), day: "9/10" }),
    may: leading,
  },
  cancelExpedition: {
    run: async (product, act, { district, school }) =>
      await cancelExpedition(product, act, plannedVisitId(district, school)),
    may: leading,
  },
  readExpedition: {
    run: async (product, act, { district, school }) =>
      await readExpedition(product, act, plannedVisitId(district, school)),
    may: visiting,
  },
  readRecordForm: {
    run: async (product, act, { district, school }) =>
      await readRecordForm(product, act, plannedVisitId(district, school)),
    may: onVisit,
  },
  readReport: {
    run: async (product, act, { district, school }) =>
      await readReport(product, act, plannedVisitId(district, school)),
    may: visiting,
  },
  finishExpedition: {
    run: async (product, act, { district, school }) =>
      await finishExpedition(product, act, plannedVisitId(district, school)),
    may: visiting,
  },
  skipRoom: {
    run: async (product, act, { district, school }) =>
      await skipRoom(product, act, { id: plannedVisitId(district, school), skip: true }),
    may: atSchool,
  },
  readCorrectForm: {
    run: async (product, act, { district, school }) =>
      await readCorrectForm(product, act, sharedVisitId(district, school)),
    may: atSchool,
  },
  correctExpedition: {
    run: async (product, act, { district, school }) =>
      await correctExpedition(product, act, {
        id: toId<CorrectionId>("new"),
        expedition: sharedVisitId(district, school),
        text: "It was the week before.",
      }),
    may: atSchool,
  },
  readFoundToChange: {
    run: async (product, act, { district, school }) =>
      await readFoundToChange(product, act, correctionId(district, school)),
    may: leading,
  },
  settleCorrection: {
    run: async (product, act, { district, school }) =>
      await settleCorrection(product, act, { id: correctionId(district, school), out: undefined }),
    may: leading,
  },
} as const satisfies Readonly<Record<string, Recipe>>;
