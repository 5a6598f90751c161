import {
  type AccountId,
  type ChannelId,
  type OutboxKey,
  type PersonId,
  toId,
} from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import type { Address, Outcome } from "#ports/chat.ts";
import type { Claim, ClaimedMessage, OutboxMessage, QueuedMessage } from "#ports/outbox-rows.ts";
import type { Place } from "./store-rig.ts";

const start = Date.parse("2025-08-18T13:30:00Z");

/** A time of the test's morning, in seconds after it began. */
export function at(seconds: number): Date {
  return new Date(start + seconds * 1000);
}

export const keyed = (key: string): OutboxKey => toId<OutboxKey>(key);
export const someone = (person: string): PersonId => toId<PersonId>(person);

export function card(text: string): Card {
  return { text, fallback: text };
}

export function toAccount(id: string, workspace = "T1"): Address {
  return {
    platform: "local",
    workspace,
    conversation: { kind: "account", id: toId<AccountId>(id) },
  };
}

export function toChannel(id: string): Address {
  const conversation = { kind: "channel", id: toId<ChannelId>(id) } as const;
  return { platform: "local", workspace: "T1", conversation };
}

type More = Partial<Omit<QueuedMessage, "key" | "delivery">>;

/** A nudge to one account, due at once; its words are its key. */
export function post(key: string, to: string | Address, more: More = {}): QueuedMessage {
  const address = typeof to === "string" ? toAccount(to) : to;
  const delivery = { do: "post", to: address, card: card(key) } as const;
  return { key: keyed(key), kind: "nudge", delivery, dueAt: at(0), ...more };
}

/** A change of the message `of`; its words are its key. */
export function update(key: string, of: string, more: More = {}): QueuedMessage {
  const delivery = { do: "update", of: keyed(of), card: card(key) } as const;
  return { key: keyed(key), kind: "wave_update", delivery, dueAt: at(0), ...more };
}

export function retract(key: string, of: string): QueuedMessage {
  const delivery = { do: "retract", of: keyed(of) } as const;
  return { key: keyed(key), kind: "wave_update", delivery, dueAt: at(0) };
}

/** One relay's work with a district's outbox, with moved times instead of waiting. */
export interface Desk {
  /** One answer a message: false if the key was queued before. */
  queue(...messages: readonly QueuedMessage[]): Promise<readonly boolean[]>;
  claim(now: Date, more?: Partial<Claim>): Promise<readonly ClaimedMessage[]>;
  settle(message: ClaimedMessage, outcome: Outcome, when: Date): Promise<boolean>;
  find(key: string): Promise<OutboxMessage>;
  /** Claims and delivers everything at once until nothing is due; gives the words in order. */
  sendAll(now: Date): Promise<readonly string[]>;
}

export function openDesk(place: Place): Desk {
  const desk: Desk = {
    queue: async (...messages) =>
      await place.run(function* ({ outbox }) {
        const answers: boolean[] = [];
        for (const message of messages) answers.push(yield* outbox.queue(message));
        return answers;
      }),
    claim: async (now, more = {}) =>
      await place.run(({ outbox }) => outbox.claim(claimAt(now, more))),
    settle: async (message, outcome, when) =>
      await place.run(({ outbox }) => outbox.settle({ message, outcome, at: when })),
    find: async (key) => {
      const found = await place.run(({ outbox }) => outbox.find(keyed(key)));
      if (!found) throw new Error(`Nothing was queued as "${key}".`);
      return found;
    },
    sendAll: async (now) => {
      const sent: string[] = [];
      for (;;) {
        const claimed = await desk.claim(now);
        if (claimed.length === 0) return sent;
        for (const message of claimed) {
          sent.push(wordsOf(message));
          await desk.settle(message, delivered(message), now);
        }
      }
    },
  };
  return desk;
}

/** Everything due at `now`, without any pace, leased for a minute. */
export function claimAt(now: Date, more: Partial<Claim> = {}): Claim {
  const leaseUntil = new Date(now.getTime() + 60_000);
  return { platform: "local", now, leaseUntil, limit: 100, laneMs: 0, perSecond: 1000, ...more };
}

/** The platform took it; its handle is "posted:" and the key. */
export function delivered(message: ClaimedMessage): Outcome {
  const key = message.attempt?.key ?? "";
  const handle = `posted:${key}`;
  return { kind: "delivered", ref: { address: toAccount("ana"), handle } };
}

/** What the platform would show; "" for a message that has nothing to change. */
export function wordsOf({ attempt }: ClaimedMessage): string {
  if (!attempt) return "";
  const { delivery } = attempt;
  if ("card" in delivery) return delivery.card.text;
  return "page" in delivery ? delivery.page.fallback : `retract ${delivery.of.handle}`;
}

export const keysOf = (claimed: readonly ClaimedMessage[]) =>
  claimed.map(({ attempt }) => attempt?.key);
