import type { PersonId, SiteId } from "./ids.ts";
import type { ShoutOut, ThanksWish } from "./shout-out.ts";

/** Where a shout-out is quoted: at its own site, in the district's digest, in the channel of some school. */
export type QuotedIn = "site" | "district" | { readonly school: SiteId };

export interface Consent {
  /** How people wish to be thanked today; public for those who are not in it. */
  readonly wishes: ReadonlyMap<PersonId, ThanksWish>;
  /** The own school of those thanked, wherever it makes a difference. */
  readonly homes: ReadonlyMap<PersonId, SiteId>;
  /** True if everybody in it lets other schools read it too. */
  readonly agreed: boolean;
}

/** True if everybody in it is fine with being named there: today's wish counts before what was agreed once. */
export function mayQuote(
  post: Pick<ShoutOut, "share" | "receivers" | "site">,
  where: QuotedIn,
  { wishes, homes, agreed }: Consent,
): boolean {
  const { share, receivers, site } = post;
  if (share === "private" || receivers.some((each) => wishes.get(each) === "private")) return false;
  const atHome = receivers.filter((each) => wishes.get(each) === "school");
  if (where === "district") return share === "district" && atHome.length === 0;
  const school = where === "site" ? site : where.school;
  if (!atHome.every((each) => homes.get(each) === school)) return false;
  return agreed || isOf(post, school, homes);
}

/** True for a school's own: it was given there, or thanks somebody whose own school it is. */
export function isOf(
  { site, receivers }: Pick<ShoutOut, "receivers" | "site">,
  school: SiteId | undefined,
  homes: Consent["homes"],
): boolean {
  return site === school || receivers.some((each) => homes.get(each) === school);
}
