import { type FocusGroupId, toId } from "#domain/ids.ts";
import { keepThemes } from "#usecases/keep-themes.ts";
import { listThemes, showThemes, startThemes } from "#usecases/list-themes.ts";
import { listVisits } from "#usecases/list-visits.ts";
import { readMap, showMap } from "#usecases/read-map.ts";
import { readRecorder } from "#usecases/read-recorder.ts";
import { recordPart } from "#usecases/record-part.ts";
import { showBaseline } from "#usecases/show-baseline.ts";
import { expeditionRecipes } from "./expedition-recipes.ts";
import type { Recipe, Target } from "./recipe.ts";
import type { ActorRole, School } from "./two-districts.ts";
import { siteId } from "./two-districts.ts";
import { plannedVisitId, sharedVisitId } from "./two-visits.ts";

const leading = (role: ActorRole) => role === "area_lead" || role === "pl_lead";
const leadingHere = (role: ActorRole, school: School) =>
  role === "pl_lead" || (role === "area_lead" && school !== "far");
/** The PL lead planned every visit of the district, and the coach comes along; a lead who is not there records nothing. */
const visiting = (role: ActorRole) => role === "coach" || role === "pl_lead";
const mapping = (role: ActorRole) => role === "principal" || leading(role);

const partOf = ({ district, school }: Target) => ({
  expedition: plannedVisitId(district, school),
  part: "the-same-part",
  revision: 1,
  rooms: 0,
  observations: [],
});

/** What visits noticed and what groups said: who may, by policy.md and by the order in which it is shared. */
export const noticingRecipes = {
  ...expeditionRecipes,
  recordPart: {
    run: async (product, act, target) => await recordPart(product, act, partOf(target)),
    may: visiting,
  },
  readRecorder: {
    run: async (product, act, { district, school }) =>
      await readRecorder(product, act, plannedVisitId(district, school)),
    may: visiting,
  },
  showBaseline: {
    run: async (product, act, { district, school }) =>
      await showBaseline(product, act, sharedVisitId(district, school)),
    may: (role, school) =>
      leadingHere(role, school) ||
      (school === "own" && ["teacher", "coach", "staff", "principal"].includes(role)),
  },
  listVisits: { run: listVisits, may: (role) => role !== "leaver" },
  readMap: { run: readMap, may: mapping },
  showMap: { run: showMap, may: mapping },
  startThemes: { run: startThemes, may: leading },
  showThemes: { run: showThemes, may: leading },
  listThemes: { run: listThemes, may: leading },
  keepThemes: {
    run: async (product, act, { district, school }) =>
      await keepThemes(product, act, {
        id: toId<FocusGroupId>("g_1"),
        school: siteId(district, school),
        type: "teacher",
        day: "today",
        size: "5",
        themes: [{ text: "Planning time is short.", practice: "", pitfall: "planning_time" }],
      }),
    may: leadingHere,
  },
} as const satisfies Readonly<Record<string, Recipe>>;
