import type { PersonId, SiteId } from "./ids.ts";
import type { ShoutOut, ThanksWish } from "./shout-out.ts";

/** Where a shout-out is quoted: in its own school's channel, in the district's digest, in another school's channel. */
export type QuotedIn = "site" | "district" | "other_school";

export interface Consent {
  /** How people wish to be thanked today; public for those who are not in it. */
  readonly wishes: ReadonlyMap<PersonId, ThanksWish>;
  /** The own school of those who wish to be thanked there alone. */
  readonly homes: ReadonlyMap<PersonId, SiteId>;
  /** True if everybody in it lets other schools read it too. */
  readonly agreed: boolean;
}

/** True if everybody in it is fine with being named there, as they wish today. */
export function mayQuote(
  { share, receivers, site }: Pick<ShoutOut, "share" | "receivers" | "site">,
  where: QuotedIn,
  { wishes, homes, agreed }: Consent,
): boolean {
  const isWished = (wish: ThanksWish) => receivers.some((each) => wishes.get(each) === wish);
  if (share === "private" || isWished("private")) return false;
  if (agreed) return true;
  const atHome = receivers.filter((each) => wishes.get(each) === "school");
  if (where === "site") return atHome.every((each) => homes.get(each) === site);
  return where === "district" && share === "district" && atHome.length === 0;
}
