import { listDigestReaders, nameDigestReader } from "#usecases/name-digest-reader.ts";
import type { Act, Product } from "#usecases/product.ts";
import { findLatestDigest, readDigest } from "#usecases/read-digest.ts";
import { showDigest } from "#usecases/show-digest.ts";
import type { Recipe, Target } from "./recipe.ts";
import { ownDigest } from "./two-digests.ts";
import { type ActorRole, personId, type School } from "./two-districts.ts";

const all = (role: ActorRole) => role !== "leaver";
const onlyLeads = (role: ActorRole) => role === "pl_lead";
/** The own school; the own cluster; all. */
const seeing = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school !== "far");

/** A digest that was made for whoever acts, about this school or its cluster, as if they had led it once. */
async function readOwn(product: Product, act: Act, target: Target): Promise<unknown> {
  return await readDigest(product, act, ownDigest(act.person, target).id);
}

/** Who may ask for, open and give away a digest, by policy.md. */
export const digestRecipes = {
  showDigest: {
    run: async (product, act) => await showDigest(product, act, { typed: "" }),
    may: all,
  },
  readDigest: { run: readOwn, may: seeing },
  /** Each finds their own, or none. */
  findLatestDigest: { run: findLatestDigest, may: all },
  listDigestReaders: { run: listDigestReaders, may: onlyLeads },
  nameDigestReader: {
    run: async (product, act, { district }) =>
      await nameDigestReader(product, act, { person: personId(district, "staff"), reads: true }),
    may: onlyLeads,
  },
} as const satisfies Readonly<Record<string, Recipe>>;
