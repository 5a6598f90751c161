import type { Card } from "#ports/card.ts";
import type { Attempt, ChatAdapter, Outcome, Platform } from "#ports/chat.ts";

interface Standing {
  readonly conversation: string;
  readonly card: Card;
}

/** Two chat platforms in one: what stands where, and how often each message was posted. */
export interface Standings {
  readonly messages: Map<string, Standing>;
  readonly posted: Map<string, number>;
}

export const createStandings = (): Standings => ({ messages: new Map(), posted: new Map() });

/** The cards of one conversation, by key. */
export function cardsIn({ messages }: Standings, conversation: string): ReadonlyMap<string, Card> {
  const there = [...messages].filter(([, each]) => each.conversation === conversation);
  return new Map(there.map(([key, { card }]) => [key, card]));
}

function arrive({ messages, posted }: Standings, { key, delivery }: Attempt): Outcome {
  if (delivery.do === "publish") return { kind: "refused", reason: "There is no page here." };
  if (delivery.do === "post") {
    posted.set(key, (posted.get(key) ?? 0) + 1);
    messages.set(key, { conversation: delivery.to.conversation.id, card: delivery.card });
    return { kind: "delivered", ref: { address: delivery.to, handle: key } };
  }
  const ref = delivery.of;
  if (!messages.has(ref.handle)) return { kind: "refused", reason: "It is not there." };
  const conversation = ref.address.conversation.id;
  if (delivery.do === "retract") messages.delete(ref.handle);
  else messages.set(ref.handle, { conversation, card: delivery.card });
  return { kind: "delivered", ref };
}

/** How the platform takes a message: at once, late, with a late answer, or not now; "idle": nobody sends. */
export type Manner = "quick" | "late" | "late_answer" | "busy" | "idle";

export interface Behaviour {
  readonly manner: Manner;
  /** What a platform holds back goes on once this has come. */
  readonly until: Promise<void>;
}

/** Both platforms, as they behave for one round of one relay. */
export function platformsOf(
  standings: Standings,
  { manner, until }: Behaviour,
): ReadonlyMap<Platform, ChatAdapter> {
  const deliver = async (attempt: Attempt): Promise<Outcome> => {
    if (manner === "late" || manner === "busy") await until;
    if (manner === "busy") return BUSY;
    const outcome = arrive(standings, attempt);
    if (manner === "late_answer") await until;
    return outcome;
  };
  return new Map([
    ["slack", adapterOf("slack", deliver)],
    ["teams", adapterOf("teams", deliver)],
  ]);
}

const BUSY: Outcome = { kind: "retry", afterSeconds: 1, held: true, reason: "Too many." };

function adapterOf(platform: Platform, deliver: ChatAdapter["deliver"]): ChatAdapter {
  return {
    platform,
    deliver,
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  };
}
