import type { PersonId } from "#domain/ids.ts";
import { type Language, toLanguage } from "#domain/language.ts";
import type { Profile } from "#ports/chat.ts";
import type { AccountKey } from "#ports/roster-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import type { FindProfile, PlacedAccount, Product } from "./product.ts";

/** In which language somebody is answered now. */
export interface Heard {
  readonly language: Language;
  /** What their program speaks, where that is not kept yet. */
  readonly news: Language | undefined;
  /** False where nobody has said a language: it may be looked up. */
  readonly isKnown: boolean;
}

/** Whose program speaks, and what it says of its language. */
export interface Speaking {
  readonly person: PersonId;
  readonly account: AccountKey;
  readonly locale: string | undefined;
}

/** What somebody chose, else what their program says it speaks, else what it spoke before, else English. */
export function* hearLanguage(
  { roster }: Transaction,
  { person, account, locale }: Speaking,
): Steps<Heard> {
  const { language: chosen } = yield* roster.getPreferences(person);
  if (chosen) return { language: chosen, news: undefined, isKnown: true };
  const said = spokenBy({ locale });
  const before = yield* roster.findSpoken(account);
  const known = said ?? before ?? (yield* roster.findLanguage(person));
  const news = said === before ? undefined : said;
  return { language: known ?? "en", news, isKnown: known !== undefined };
}

/** Keeps what an account's program speaks. */
export async function keepSpoken(
  { store }: Pick<Product, "store">,
  { district, ...account }: PlacedAccount,
  language: Language,
): Promise<void> {
  await store.transaction(district, (tx) => tx.roster.keepLanguage(account, language));
}

/** Asks the platform what somebody's program speaks, and keeps it; nothing where it does not tell. */
export async function askSpoken(
  product: Product,
  findProfile: FindProfile,
  at: PlacedAccount,
): Promise<void> {
  const profile = await findProfile(at.platform, at.workspace, { account: at.account });
  const spoken = typeof profile === "string" ? undefined : spokenBy(profile);
  if (spoken) await keepSpoken(product, at, spoken);
}

/** English for a program that speaks a language nothing is written in; undefined where nobody tells. */
export function spokenBy({ locale }: Pick<Profile, "locale">): Language | undefined {
  return locale === undefined || locale === "" ? undefined : (toLanguage(locale) ?? "en");
}
