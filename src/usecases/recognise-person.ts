import type { Person } from "#domain/roster.ts";
import type { Profile } from "#ports/chat.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { spokenBy } from "./hear-language.ts";
import type { FindProfile, Place, PlacedAccount, Product } from "./product.ts";

/** Whose account it is; a stranger is a guest, a bot, gone, or not on the roster. */
export type Recognised = Person | "stranger" | "unavailable";

/**
 * Whose account this is, which nobody has met yet: asks the platform, and links staff to the roster by
 * e-mail. Of a stranger nothing is kept.
 */
export async function recognisePerson(
  product: Product,
  findProfile: FindProfile,
  at: PlacedAccount,
): Promise<Recognised> {
  const known = await product.store.read(at.district, (tx) => tx.roster.findPersonByAccount(at));
  if (known) return known;
  const profile = await findProfile(at.platform, at.workspace, { account: at.account });
  if (profile === "unavailable") return profile;
  if (profile === "nobody" || profile.kind !== "staff") return "stranger";
  return (await followProfile(product, at, profile)) ?? "stranger";
}

/**
 * Keeps an account with the right person: staff by e-mail; somebody who has left or is no staff any
 * more has none. An e-mail that is nobody's changes nothing, so a match by hand stays. Gives the owner.
 */
export async function followProfile(
  { store }: Pick<Product, "store">,
  { district, platform, workspace }: Place,
  profile: Profile,
): Promise<Person | undefined> {
  const account = { platform, workspace, account: profile.account };
  const [owner, wanted, known] = await store.read(district, function* (tx) {
    const before = yield* tx.roster.findPersonByAccount(account);
    const byHand = profile.kind === "staff" && (yield* tx.roster.isMatchedByHand(account));
    const next = byHand ? before : yield* findWanted(tx, profile, before);
    return [before, next, yield* tx.roster.findSpoken(account)] as const;
  });
  const isSame = owner?.id === wanted?.id;
  const spoken = spokenBy(profile);
  const isNews = wanted !== undefined && spoken !== undefined && spoken !== known;
  if (isSame && !isNews) return owner;
  await store.transaction(district, function* (tx) {
    if (!wanted) yield* tx.roster.unlinkAccount(account);
    else if (!isSame) yield* tx.roster.linkAccount({ ...account, person: wanted.id });
    if (isNews) yield* tx.roster.keepLanguage(account, spoken);
  });
  return wanted;
}

function* findWanted(
  { roster }: Transaction,
  { kind, email, signInName }: Profile,
  owner: Person | undefined,
): Steps<Person | undefined> {
  if (kind !== "staff") return undefined;
  for (const address of [email, signInName]) {
    const found = address === undefined ? undefined : yield* roster.findPersonByEmail(address);
    if (found) return found;
  }
  return owner;
}
