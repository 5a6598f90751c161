import { chooseMeanings, confirmCalendar } from "#usecases/confirm-calendar.ts";
import { readCalendar } from "#usecases/read-calendar.ts";
import type { Recipe } from "./recipe.ts";

/** The school calendar is looked after by PL leads and IT admins, who also take it in. */
const runsIt: Recipe["may"] = (role) => role === "pl_lead" || role === "it_admin";

export const calendarRecipes: Readonly<
  Record<"readCalendar" | "confirmCalendar" | "chooseMeanings", Recipe>
> = {
  readCalendar: {
    run: async (product, act) => await readCalendar(product, act),
    may: runsIt,
  },
  confirmCalendar: {
    run: async (product, act) => await confirmCalendar(product, act, new Map()),
    may: runsIt,
  },
  chooseMeanings: {
    run: async (product, act) => await chooseMeanings(product, act, new Map()),
    may: runsIt,
  },
};
