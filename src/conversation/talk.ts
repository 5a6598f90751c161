import { ProductError } from "#domain/errors.ts";
import type { AccountId, DistrictId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import { note } from "#messages/praise-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Platform, Reply } from "#ports/chat.ts";
import type { Act, FindProfile, Product } from "#usecases/product.ts";
import type { Recognised } from "#usecases/recognise-person.ts";
import { readHelpContact } from "#usecases/wave-people.ts";

/** What a conversation works with. */
export interface ConversationParts {
  readonly product: Product;
  /** The district that a workspace is linked to; undefined for one that nobody linked. */
  readonly findDistrict: (platform: Platform, workspace: string) => Promise<DistrictId | undefined>;
  readonly findProfile: FindProfile;
}

/** One person's turn: what the product offers, and who acts. */
export interface Talk {
  /** Its store is the turn's own: the first thing it keeps remembers the event. */
  readonly product: Product;
  readonly act: Act;
  readonly findProfile: FindProfile;
  /** Whose account it is; what it keeps is no part of the turn. */
  readonly recognise: (account: AccountId) => Promise<Recognised>;
}

/** A sentence that only the actor sees. */
export function say(text: string): Reply {
  return { kind: "note", card: note(text) };
}

export function show(card: Card): Reply {
  return { kind: "note", card };
}

export function replace(card: Card): Reply {
  return { kind: "replace", card };
}

/** Nothing was kept, and the event may come again. */
export function fail(text: string): Reply {
  return { kind: "failed", card: note(text) };
}

/** The IT admin's name, or "your IT admin". */
export async function helpContact(
  product: Product,
  { district }: Pick<Act, "district">,
): Promise<string> {
  const now = product.clock.now();
  return await product.store.read(district, (tx) => readHelpContact({ tx, product, now }));
}

/**
 * What a person is told when something could not be done: never a code, always a way on. What it
 * cannot explain it throws again.
 */
export async function explain({ product, act }: Talk, error: unknown): Promise<Reply> {
  const { words } = product;
  if (error instanceof ProductError && error.code === "NOT_ALLOWED") {
    return say(await refusal(product, act));
  }
  if (error instanceof ProductError && GONE.has(error.code))
    return say(words.say("old_button", {}));
  throw error;
}

/** Nobody is told to ask themselves. */
async function refusal(product: Product, act: Act): Promise<string> {
  const { words, clock, store } = product;
  const work = { product, now: clock.now() };
  return await store.read(act.district, function* (tx) {
    const me = yield* tx.roster.findPerson(act.person);
    const help_contact = yield* readHelpContact({ ...work, tx });
    const isMe = me !== undefined && displayName(me) === help_contact;
    return isMe ? words.say("not_allowed_self", {}) : words.say("not_allowed", { help_contact });
  });
}

/** A button of something that is not there any more. */
const GONE: ReadonlySet<string> = new Set([
  "WAVE_NOT_FOUND",
  "WAVE_NOT_DRAFT",
  "INVITATION_NOT_FOUND",
  "SITE_NOT_FOUND",
]);
