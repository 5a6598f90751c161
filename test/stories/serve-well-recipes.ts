import { calendarRecipes } from "./calendar-recipes.ts";
import { digestRecipes } from "./digest-recipes.ts";
import { noticingRecipes } from "./noticing-recipes.ts";
import { servingRecipes } from "./serving-recipes.ts";
import { trainingRecipes } from "./training-recipes.ts";
import { wordingRecipes } from "./wording-recipes.ts";

/** How to serve well, part by part. */
export const serveWellRecipes = {
  ...calendarRecipes,
  ...digestRecipes,
  ...noticingRecipes,
  ...servingRecipes,
  ...trainingRecipes,
  ...wordingRecipes,
} as const;
