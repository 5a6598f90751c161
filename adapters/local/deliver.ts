import type { Card, Page } from "#ports/card.ts";
import type { Attempt, Outcome } from "#ports/chat.ts";
import type { Playground } from "#ports/playground.ts";

/** Puts a message into the playground's inbox; a key that is there already is not put in twice. */
export async function deliver(playground: Playground, attempt: Attempt): Promise<Outcome> {
  try {
    return await deliverOnce(playground, attempt);
  } catch {
    // The inbox is in the same database as the outbox: a failure here passes, or ends the process.
    return {
      kind: "retry",
      reason: "The playground could not store the message.",
      afterSeconds: 5,
    };
  }
}

async function deliverOnce(playground: Playground, attempt: Attempt): Promise<Outcome> {
  const { delivery, at } = attempt;
  switch (delivery.do) {
    case "post":
      return {
        kind: "delivered",
        ref: await playground.post(attempt, delivery.to, delivery.card),
      };
    case "publish":
      return {
        kind: "delivered",
        ref: await playground.post(attempt, delivery.to, asCard(delivery.page)),
      };
    case "update": {
      const changed = await playground.replace(delivery.of.handle, delivery.card, at);
      return changed ? { kind: "delivered", ref: delivery.of } : gone();
    }
    case "retract":
      // Taking back what is gone already is done.
      await playground.retract(delivery.of.handle);
      return { kind: "delivered", ref: delivery.of };
  }
}

/** The playground shows a page as one message. */
function asCard({ cards, fallback }: Page): Card {
  const text = cards.map((card) => [card.title ?? "", card.text].join("\n").trim()).join("\n\n");
  const links = cards.flatMap(({ links: own = [] }) => own);
  return { text, links, buttons: cards.flatMap(({ buttons = [] }) => buttons), fallback };
}

function gone(): Outcome {
  return { kind: "refused", reason: "The message is not there any more." };
}
