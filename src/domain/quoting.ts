import type { PersonId } from "./ids.ts";
import type { ShoutOut, ThanksWish } from "./shout-out.ts";

/** Where a shout-out is quoted: in its own school's channel, in the district's digest, in another school's channel. */
export type QuotedIn = "site" | "district" | "other_school";

export interface Consent {
  /** How people wish to be thanked today; public for those who are not in it. */
  readonly wishes: ReadonlyMap<PersonId, ThanksWish>;
  /** True if everybody in it lets other schools read it too. */
  readonly agreed: boolean;
}

/** True if everybody in it is fine with being named there, as they wish today. */
export function mayQuote(
  { share, receivers }: Pick<ShoutOut, "share" | "receivers">,
  where: QuotedIn,
  { wishes, agreed }: Consent,
): boolean {
  const wished = receivers.map((receiver) => wishes.get(receiver) ?? "public");
  if (share === "private" || wished.includes("private")) return false;
  if (where === "site" || agreed) return true;
  return where === "district" && share === "district" && !wished.includes("school");
}
