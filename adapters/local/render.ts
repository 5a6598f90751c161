import type { Card } from "#ports/card.ts";
import type { Reply } from "#ports/chat.ts";

/** A reply as the page reads it: the shapes of the ports are JSON already. */
export function renderReply(reply: Reply): Readonly<Record<string, unknown>> {
  if (reply.kind === "page") {
    const cards = reply.page.cards.map(renderCard);
    return { kind: reply.kind, text: reply.page.fallback, page: { ...reply.page, cards } };
  }
  if ("card" in reply) {
    return { kind: reply.kind, text: reply.card.text, card: renderCard(reply.card) };
  }
  return reply;
}

/** A card with every part present, so that a script need not ask twice. */
export function renderCard(card: Card): Readonly<Record<string, unknown>> {
  return {
    title: card.title ?? "",
    text: card.text,
    fields: card.fields ?? [],
    table: card.table ?? null,
    image: card.image ?? null,
    links: card.links ?? [],
    buttons: card.buttons ?? [],
    context: card.context ?? "",
    fallback: card.fallback,
  };
}
