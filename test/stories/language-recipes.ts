import { chooseLanguage } from "#usecases/choose-language.ts";
import type { Recipe } from "./recipe.ts";

/** In which language somebody is written to: their own matter alone. */
export const languageRecipes: Readonly<Record<"chooseLanguage", Recipe>> = {
  chooseLanguage: {
    run: async (product, act) => await chooseLanguage(product, act, "es"),
    may: (role) => role !== "leaver",
  },
};
