import { holds } from "#domain/roster.ts";
import { helpCard } from "#messages/help-card.ts";
import type { Card } from "#ports/card.ts";
import type { Actor, Product } from "./product.ts";
import { requireRight } from "./require-right.ts";

/** `/pl help`: what everybody asks, and what this person can do. */
export async function showHelp(product: Product, act: Actor): Promise<Card> {
  return await product.store.read(act.district, function* (tx) {
    const person = yield* requireRight({ tx }, act, "showHelp");
    const delegate = (yield* tx.listening.listSchoolsOf(person.id, "delegate")).length > 0;
    const waves = holds(person, "pl_lead") ? yield* tx.waves.listWaves() : [];
    const fresh = waves.every(({ state }) => state === "draft");
    return helpCard(product.words, { person, delegate, fresh });
  });
}
