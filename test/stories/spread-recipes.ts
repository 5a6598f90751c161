import type { Right } from "#domain/rights.ts";
import { spreadShoutOut } from "#usecases/spread-shout-out.ts";
import { readThanked, thankBack } from "#usecases/thank-back.ts";
import type { Recipe } from "./recipe.ts";
import { shoutOutId } from "./two-districts.ts";

/** A shout-out of the teacher to the coach: what those in it may do with it, and nobody else. */
export const spreadRecipes = {
  thankBack: {
    run: async (product, act, { district }) =>
      await thankBack(product, act, { id: shoutOutId(district), text: "Any time." }),
    may: (role) => role === "coach",
  },
  readThanked: {
    run: async (product, act, { district }) =>
      await readThanked(product, act, shoutOutId(district)),
    may: (role) => role === "coach",
  },
  spreadShoutOut: {
    run: async (product, act, { district }) =>
      await spreadShoutOut(product, act, { id: shoutOutId(district), agreed: true }),
    may: (role) => role === "teacher" || role === "coach",
  },
} as const satisfies Partial<Record<Right, Recipe>>;
