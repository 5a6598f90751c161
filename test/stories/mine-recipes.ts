import { chooseChannelAsks } from "#usecases/choose-channel-asks.ts";
import { listMineToChange } from "#usecases/list-mine-to-change.ts";
import { listMyShoutOuts } from "#usecases/list-my-shout-outs.ts";
import { readMyShoutOuts } from "#usecases/read-my-shout-outs.ts";
import { showNotLooked } from "#usecases/show-not-looked.ts";
import { ideaRecipes } from "./idea-recipes.ts";
import type { Recipe } from "./recipe.ts";
import { type ActorRole, type School, siteId } from "./two-districts.ts";

const all = (role: ActorRole) => role !== "leaver";
/** The own school; the own cluster; all. */
const seeing = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school !== "far");

/** The own list, ideas and tries, the weekly question, and where nobody has looked: who may, by policy.md. */
export const mineRecipes = {
  ...ideaRecipes,
  /** Nobody can name anybody else: each asks for the own list. */
  listMyShoutOuts: { run: async (product, act) => await listMyShoutOuts(product, act), may: all },
  listMineToChange: { run: listMineToChange, may: all },
  readMyShoutOuts: { run: readMyShoutOuts, may: all },
  /** Asks for no school: everybody sees as far as they lead. */
  showNotLooked: {
    run: showNotLooked,
    may: (role) => ["principal", "area_lead", "pl_lead"].includes(role),
  },
  chooseChannelAsks: {
    run: async (product, act, { district, school }) =>
      await chooseChannelAsks(product, act, {
        off: true,
        site: siteId(district, school),
        place: "",
      }),
    may: (role, school) => role === "it_admin" || seeing(role, school),
  },
} as const satisfies Readonly<Record<string, Recipe>>;
