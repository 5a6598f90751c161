import type { DistrictId } from "#domain/ids.ts";
import type { Steps } from "#ports/steps.ts";
import type { Product, Work } from "./product.ts";

/** What a key of the district's own is for; each has its own setting, and opens nothing of another district. */
type KeyFor = "pictures" | "tuning";

/** A district's key, locked with the product's own. */
export interface DistrictKey {
  readonly district: DistrictId;
  readonly use: KeyFor;
  readonly locked: string;
}

/** The key, if there is one and this product can open it. */
export function* findKey(
  { tx, product }: Pick<Work, "tx" | "product">,
  use: KeyFor,
): Steps<DistrictKey | undefined> {
  const locked = yield* tx.roster.findSetting(`${use}_key`);
  if (locked === undefined) return undefined;
  const key = { district: tx.district, use, locked };
  return markWith(product, key, "") === undefined ? undefined : key;
}

/** The key, made where there is none. */
export function* openKey(work: Pick<Work, "tx" | "product">, use: KeyFor): Steps<DistrictKey> {
  const found = yield* findKey(work, use);
  if (found) return found;
  const { tx, product } = work;
  const key = { district: tx.district, use };
  const locked = product.marks.newKey(aboutOf(key));
  yield* tx.roster.saveSetting(`${use}_key`, locked);
  return { ...key, locked };
}

/** What stands for a text: who has the database and not the product's own key can test no text against it. */
export function markWith(
  { marks }: Pick<Product, "marks">,
  key: DistrictKey,
  text: string,
): string | undefined {
  return marks.mark(key.locked, aboutOf(key), [text])?.[0];
}

function aboutOf({ use, district }: Pick<DistrictKey, "use" | "district">): string {
  return `${use} ${district}`;
}
