import type { PersonId, SiteId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { Share, ThanksWish } from "#domain/shout-out.ts";
import type { Steps } from "#ports/steps.ts";
import type { Work } from "./product.ts";

export interface Wanted {
  readonly giver: Person;
  readonly receivers: readonly Person[];
  readonly share: Share;
}

/** Where a shout-out may go, as everybody thanked wishes it now. */
export interface Allowed {
  readonly share: Share;
  /** The school whose channel and roundup carry it; undefined between district staff. */
  readonly site: SiteId | undefined;
  /** Whose wish made it less public than it was asked for; undefined where nobody's did. */
  readonly wished: { readonly share: Share; readonly by: readonly Person[] } | undefined;
}

/**
 * The narrowest of what the giver asked for and what each receiver allows: in private for all if one
 * wants that, and in one school alone if somebody wants to be thanked in their own.
 */
export function* allowShare({ tx }: Pick<Work, "tx">, wanted: Wanted): Steps<Allowed> {
  const { giver, receivers, share } = wanted;
  const wishes = yield* readWishes(
    { tx },
    receivers.map(({ id }) => id),
  );
  const who = (wish: ThanksWish) => receivers.filter((_each, at) => wishes[at] === wish);
  const [hidden, local] = [who("private"), who("school")];
  const home = giver.homeSite ?? receivers.find(({ homeSite }) => homeSite)?.homeSite;
  if (share === "private") return { share, site: home, wished: undefined };
  if (hidden.length > 0) return inPrivate(home, hidden);
  if (local.length === 0) return { share, site: home, wished: undefined };
  const [site, ...others] = new Set(local.map(({ homeSite }) => homeSite));
  if (site === undefined || others.length > 0) return inPrivate(home, local);
  const isNarrower = share === "district" || site !== home;
  return { share: "site", site, wished: isNarrower ? { share: "site", by: local } : undefined };
}

function inPrivate(site: SiteId | undefined, by: readonly Person[]): Allowed {
  return { share: "private", site, wished: { share: "private", by } };
}

/** How each of them wants to be thanked, in their order. */
export function* readWishes(
  { tx }: Pick<Work, "tx">,
  people: readonly PersonId[],
): Steps<readonly ThanksWish[]> {
  const wishes: ThanksWish[] = [];
  for (const person of people) wishes.push((yield* tx.roster.getPreferences(person)).thanks);
  return wishes;
}
