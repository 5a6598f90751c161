import { ProductError } from "#domain/errors.ts";
import { note } from "#messages/praise-cards.ts";
import type { Card } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";
import type { Act, Product } from "#usecases/product.ts";
import { readHelpContact } from "#usecases/wave-people.ts";

/** One person's turn: what the product offers, and who acts. */
export interface Talk {
  readonly product: Product;
  readonly act: Act;
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

/** The IT admin's name, or "your IT admin". */
export async function helpContact({ product, act }: Talk): Promise<string> {
  const now = product.clock.now();
  return await product.store.read(act.district, (tx) => readHelpContact({ tx, product, now }));
}

/** What a person is told when something could not be done: never a code, always a way on. */
export async function explain(talk: Talk, error: unknown): Promise<Reply> {
  const { words, log } = talk.product;
  if (error instanceof ProductError && error.code === "NOT_ALLOWED") {
    return say(words.say("not_allowed", { help_contact: await helpContact(talk) }));
  }
  if (error instanceof ProductError && GONE.has(error.code))
    return say(words.say("old_button", {}));
  log.error("event_failed", { cause: error });
  return say(words.say("failed", {}));
}

/** A button of something that is not there any more. */
const GONE: ReadonlySet<string> = new Set([
  "WAVE_NOT_FOUND",
  "WAVE_NOT_DRAFT",
  "INVITATION_NOT_FOUND",
  "SITE_NOT_FOUND",
]);
