import { Agent, request } from "node:http";
import process from "node:process";
import { text } from "node:stream/consumers";
import type { Attempt, ChatAdapter, Outcome } from "#ports/chat.ts";

/** What a quick platform is asked; `find` looks for a key without posting. */
export interface Asked {
  readonly what: "post" | "change" | "find";
  readonly conversation: string;
  readonly key: string;
  readonly words: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Whoever sends a message with these words is gone, or fails in a way that it promised never to. */
export const ENDS_SENDER = "This ends its sender.";
export const FAILS_SENDER = "This fails its sender.";
const OK = 200;
const BUSY = 429;
const agent = new Agent({ keepAlive: true });

async function ask(url: string, asked: Asked): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent }, (response) => {
      const status = response.statusCode ?? 0;
      text(response).then((body) => resolve({ status, body }), reject);
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(asked));
  });
}

/** A platform that can be asked what it has, as Slack with its history: what is unsure is looked for. */
export function createKeyedAdapter(url: string): ChatAdapter {
  return {
    platform: "slack",
    deliver: async (attempt) => await deliver(url, attempt),
    start: async () => await Promise.resolve(),
    receive: async () => await Promise.resolve(new Response()),
    findProfile: async () => await Promise.resolve("nobody"),
    check: async () => await Promise.resolve([]),
    stop: async () => await Promise.resolve(),
  };
}

async function deliver(url: string, attempt: Attempt): Promise<Outcome> {
  const { delivery, key, unsure } = attempt;
  if (key === ENDS_SENDER) process.kill(process.pid, "SIGKILL");
  if (key === FAILS_SENDER) throw new RangeError("It cannot be rendered.");
  const address = "to" in delivery ? delivery.to : delivery.of.address;
  const conversation = address.conversation.id;
  const ref = { address, handle: key };
  try {
    const named = { conversation, key, words: "card" in delivery ? wordsOf(delivery.card) : "" };
    if (delivery.do !== "post") return toOutcome(await ask(url, { ...named, what: "change" }), ref);
    const found = unsure ? await ask(url, { ...named, what: "find" }) : undefined;
    if (found?.body === "yes") return { kind: "delivered", ref };
    // Whoever cannot look does not post: it may be there.
    if (found && found.status !== OK) return toOutcome(found, ref, unsure);
    return toOutcome(await ask(url, { ...named, what: "post" }), ref);
  } catch {
    return { kind: "retry", reason: "Nobody knows.", afterSeconds: 2, unsure: true };
  }
}

/** What can be read of a card. */
function wordsOf(card: object): string {
  return JSON.stringify(card);
}

type Ref = (Outcome & { readonly kind: "delivered" })["ref"];

function toOutcome({ status, body }: Answer, ref: Ref, unsure = false): Outcome {
  if (status === OK) return { kind: "delivered", ref };
  if (status === BUSY) {
    return { kind: "retry", reason: "Too many.", afterSeconds: Number(body), held: true, unsure };
  }
  return { kind: "retry", reason: `It said ${status}.`, afterSeconds: 2, unsure };
}
