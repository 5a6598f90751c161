import { type MadeChangeId, toId } from "#domain/ids.ts";
import { acceptTraining, dismissTraining } from "#usecases/decide-training.ts";
import { listSaidChanges, listTrainings } from "#usecases/list-trainings.ts";
import { readChangeToSay, sayChange, withdrawChange } from "#usecases/say-change.ts";
import type { Recipe } from "./recipe.ts";
import type { ActorRole } from "./two-districts.ts";

const lead = (role: ActorRole) => role === "pl_lead";
const all = (role: ActorRole) => role !== "leaver";
const nothing = toId<MadeChangeId>("none");

/** Trainings are the PL leads' to offer; what was changed is everybody's to read. */
export const trainingRecipes = {
  listTrainings: { run: listTrainings, may: lead },
  acceptTraining: {
    run: async (product, act) => await acceptTraining(product, act, "PD1"),
    may: lead,
  },
  dismissTraining: {
    run: async (product, act) =>
      await dismissTraining(product, act, { session: "PD1", reason: "Not now." }),
    may: lead,
  },
  readChangeToSay: {
    run: async (product, act) => await readChangeToSay(product, act, nothing),
    may: lead,
  },
  sayChange: {
    run: async (product, act) =>
      await sayChange(product, act, { id: undefined, heard: "Too long.", changed: "it is short." }),
    may: lead,
  },
  withdrawChange: {
    run: async (product, act) => await withdrawChange(product, act, nothing),
    may: lead,
  },
  listSaidChanges: { run: listSaidChanges, may: all },
} satisfies Readonly<Record<string, Recipe>>;
