import type { PersonId, SiteId } from "#domain/ids.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import { listDigestReaders, nameDigestReader } from "#usecases/name-digest-reader.ts";
import type { Act, Product } from "#usecases/product.ts";
import { findLatestDigest, readDigest } from "#usecases/read-digest.ts";
import { showDigest } from "#usecases/show-digest.ts";
import type { Recipe } from "./recipe.ts";
import { type ActorRole, districtId, personId, type School, siteId } from "./two-districts.ts";

const all = (role: ActorRole) => role !== "leaver";
const onlyLeads = (role: ActorRole) => role === "pl_lead";
/** The own school; the own cluster; all. */
const seeing = (role: ActorRole, school: School) =>
  role === "pl_lead" ||
  (role === "principal" && school === "own") ||
  (role === "area_lead" && school !== "far");

const at = new Date("2025-08-18T11:30:00Z");

/** A digest about one school or cluster, made for one reader. */
export function digestOf(
  scope: { readonly site: SiteId } | { readonly cluster: string },
  reader: PersonId,
): KeptDigest {
  const [kind, name] = "site" in scope ? ["site", scope.site] : ["cluster", scope.cluster];
  const facts = { kind: "principal", site: name, since: at.toISOString(), coming: [], waiting: [] };
  return {
    id: `digest:${name}:${reader}`,
    kind: "principal",
    scope: `${kind}:${name}`,
    week: "2025-W34",
    at,
    facts: JSON.stringify(facts),
    reader,
  };
}

/** A digest that was made for whoever acts, about this school or its cluster, as if they had led it once. */
async function readOwn(
  product: Product,
  act: Act,
  { district, school }: { readonly district: "home" | "zorn"; readonly school: School },
): Promise<unknown> {
  const cluster = `${district}-${school === "far" ? "away" : "near"}`;
  const isArea = act.person.endsWith("area_lead");
  const scope = isArea ? { cluster } : { site: siteId(district, school) };
  const kept = digestOf(scope, act.person);
  await product.store.transaction(districtId(district), (tx) => tx.deciding.keepDigest(kept));
  return await readDigest(product, act, kept.id);
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
