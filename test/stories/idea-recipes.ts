import { chooseFocus } from "#usecases/choose-focus.ts";
import { chooseNudgeDay, showNudgeDay } from "#usecases/choose-nudge-day.ts";
import { chooseSchoolWeek } from "#usecases/choose-school-week.ts";
import { endTry } from "#usecases/end-try.ts";
import { listTries } from "#usecases/list-tries.ts";
import { startTry } from "#usecases/start-try.ts";
import { tuneIdea } from "#usecases/tune-idea.ts";
import type { Recipe } from "./recipe.ts";
import { type ActorRole, type School, siteId, tryId } from "./two-districts.ts";

/** `/pl try` and own settings are everybody's on the staff, by policy.md. */
const all = (role: ActorRole) => role !== "leaver";
/** What comes to a school's channel: the own school; the own cluster; all. */
const seeing = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school !== "far");

/** Ideas, tries, and when ideas come: who may, by policy.md. */
export const ideaRecipes = {
  tuneIdea: {
    run: async (product, act) => await tuneIdea(product, act, { nudge: "T01", useful: true }),
    may: all,
  },
  startTry: {
    run: async (product, act) => await startTry(product, act, { nudge: "T02" }),
    may: all,
  },
  /** Nobody can name anybody else: each asks for the own list. */
  listTries: { run: listTries, may: all },
  endTry: {
    run: async (product, act, { district }) =>
      await endTry(product, act, { id: tryId(district), outcome: "keep" }),
    may: (role) => role === "teacher",
  },
  showNudgeDay: { run: showNudgeDay, may: all },
  chooseNudgeDay: {
    run: async (product, act) => await chooseNudgeDay(product, act, 3),
    may: all,
  },
  chooseSchoolWeek: {
    run: async (product, act, { district, school }) => {
      const site = siteId(district, school);
      return await chooseSchoolWeek(product, act, { site, place: "", to: 4 });
    },
    may: seeing,
  },
  chooseFocus: {
    run: async (product, act, { district, school }) => {
      const site = siteId(district, school);
      return await chooseFocus(product, act, { site, place: "", set: ["voice"] });
    },
    may: seeing,
  },
} as const satisfies Readonly<Record<string, Recipe>>;
