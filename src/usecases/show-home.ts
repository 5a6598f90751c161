import { homePage, statusCard } from "#messages/home-cards.ts";
import type { Card, Page } from "#ports/card.ts";
import type { Act, Product } from "./product.ts";
import { readMyWeek } from "./read-my-week.ts";
import { requireRight } from "./require-right.ts";

/** The bot's own page for one person: the week, the settings, help; more for principals and leads. */
export async function showHome(product: Product, act: Act): Promise<Page> {
  const now = product.clock.now();
  const week = await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "showHome");
    return yield* readMyWeek({ tx, product, now }, act);
  });
  return homePage(product.words, week);
}

/** `/pl status`: the same in words, with what was not delivered for leads. */
export async function showStatus(product: Product, act: Act): Promise<Card> {
  const now = product.clock.now();
  const week = await product.store.read(act.district, function* (tx) {
    yield* requireRight({ tx }, act, "showStatus");
    return yield* readMyWeek({ tx, product, now }, act);
  });
  return statusCard(product.words, week);
}
