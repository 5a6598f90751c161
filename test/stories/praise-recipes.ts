import { editShoutOut, readOwnShoutOut } from "#usecases/edit-shout-out.ts";
import { findThanked } from "#usecases/find-thanked.ts";
import { reportShoutOut, settleReport } from "#usecases/report-shout-out.ts";
import type { Recipe } from "./recipe.ts";
import { type ActorRole, shoutOutId } from "./two-districts.ts";

const all = (role: ActorRole) => role !== "leaver";
const words = { text: "thanks for the plan", helped: "", practice: "", value: "" };

/** Thanks that are changed by their giver, reported by anybody and hidden by a lead: by policy.md. */
export const praiseRecipes = {
  editShoutOut: {
    run: async (product, act, { district }) =>
      await editShoutOut(product, act, { id: shoutOutId(district), ...words }),
    may: (role) => role === "teacher",
  },
  readOwnShoutOut: {
    run: async (product, act, { district }) =>
      await readOwnShoutOut(product, act, shoutOutId(district)),
    may: (role) => role === "teacher",
  },
  findThanked: {
    run: async (product, act, { district }) =>
      await findThanked(product, act, `the ${district} nobody team`),
    may: all,
  },
  reportShoutOut: {
    run: async (product, act, { district }) =>
      await reportShoutOut(product, act, { id: shoutOutId(district), reason: "other" }),
    may: all,
  },
  /** It was posted in the principal's own school, which is in the area lead's cluster. */
  settleReport: {
    run: async (product, act, { district }) =>
      await settleReport(product, act, { id: shoutOutId(district), outcome: "left_up" }),
    may: (role) => ["principal", "area_lead", "pl_lead"].includes(role),
  },
} as const satisfies Readonly<Record<string, Recipe>>;
