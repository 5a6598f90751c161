import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "./chance.ts";
import type { Asked } from "./quick-platform.ts";
import { type RunningClock, readRunning } from "./quick-settings.ts";

/** One message that arrived, at the product's time. */
export interface Arrival {
  readonly key: string;
  readonly conversation: string;
  readonly words: string;
  readonly atMs: number;
}

/** How the platform behaves from now on. */
export interface Manners {
  /** Longest time until it has taken a message, and again until its answer. */
  readonly latencyMs: number;
  /** How often it takes a message and cuts the connection. */
  readonly cuts: number;
}

/** A chat platform over HTTP that keeps what it was asked to post. */
export interface QuickChat {
  readonly url: string;
  /** In the order in which they came. */
  readonly arrivals: readonly Arrival[];
  stop(): Promise<void>;
}

interface Parts extends Manners {
  readonly chance: Chance;
  readonly clock: RunningClock;
}

export async function startQuickChat(parts: Parts): Promise<QuickChat> {
  const arrivals: Arrival[] = [];
  const server = createServer((asked, response) => {
    // Whoever was killed waits for no answer.
    answer(arrivals, parts, { asked, response }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Exchange {
  readonly asked: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(
  arrivals: Arrival[],
  { chance, clock, latencyMs, cuts }: Parts,
  { asked, response }: Exchange,
): Promise<void> {
  const { what, key, conversation, words }: Asked = JSON.parse(await text(asked));
  await sleep(chance.draw() * latencyMs);
  if (what === "find") {
    response.end(arrivals.some((one) => one.key === key) ? "yes" : "no");
    return;
  }
  if (what === "post") arrivals.push({ key, conversation, words, atMs: readRunning(clock) });
  if (chance.draw() < cuts) {
    response.destroy();
    return;
  }
  await sleep(chance.draw() * latencyMs);
  response.end("taken");
}
