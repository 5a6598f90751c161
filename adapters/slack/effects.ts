import type { WebClient } from "@slack/web-api";
import type { ChatEvent, OnEvent } from "#ports/chat.ts";
import type { Log } from "#ports/log.ts";
import type { SecretBox } from "#ports/secret-box.ts";
import { type Effect, toAnswer } from "./answer.ts";
import type { Clients } from "./clients.ts";
import type { HomePages } from "./home.ts";
import type { Incoming } from "./incoming.ts";

export interface EffectParts {
  readonly clients: Clients;
  readonly fetch: typeof fetch;
  readonly home: HomePages;
  readonly box: SecretBox;
  readonly log: Log;
  readonly onEvent: OnEvent;
}

/** What follows an answer: modals, changed messages, notes that only the actor sees. */
export interface Effects {
  /** Starts them at once and waits for none; one that fails is logged. */
  follow(incoming: Incoming, effects: readonly Effect[]): void;
  /** Waits for those under way. */
  settle(): Promise<void>;
}

const AGAIN_MS = 1000;

export function createEffects(parts: EffectParts): Effects {
  const running = new Set<Promise<void>>();
  return {
    follow: (incoming, effects) => {
      for (const effect of effects) {
        const run = runOrLog(parts, incoming, effect).finally(() => running.delete(run));
        running.add(run);
      }
    },
    settle: async () => {
      await Promise.all(running);
    },
  };
}

async function runOrLog(parts: EffectParts, incoming: Incoming, effect: Effect): Promise<void> {
  const facts = { effect: effect.do, workspace: incoming.event.workspace };
  try {
    await runTwice(parts, incoming, effect);
  } catch (cause) {
    parts.log.warn("slack_effect_failed", { ...facts, cause });
    if (effect.otherwise) await runOrLog(parts, incoming, effect.otherwise);
  }
}

/** A modal's time is over at once; anything else is worth a second try, and doing it twice is safe. */
async function runTwice(parts: EffectParts, incoming: Incoming, effect: Effect): Promise<void> {
  try {
    await run(parts, incoming, effect);
  } catch (error) {
    if (effect.do === "open" || effect.do === "push" || effect.do === "say") throw error;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
    await run(parts, incoming, effect);
  }
}

async function run(parts: EffectParts, incoming: Incoming, effect: Effect): Promise<void> {
  if (effect.do === "respond") return await respond(parts.fetch, effect.url, effect.message);
  if (effect.do === "publish-again") return await publishAgain(parts, incoming.event);
  const client = await parts.clients.interactive(incoming.event.workspace);
  if (client) await call(client, parts, { incoming, effect });
}

interface Calling {
  readonly incoming: Incoming;
  readonly effect: Exclude<Effect, { do: "respond" | "publish-again" }>;
}

async function call(client: WebClient, { home }: EffectParts, calling: Calling): Promise<void> {
  const { effect } = calling;
  const { event, triggerId } = calling.incoming;
  switch (effect.do) {
    case "open":
      return void (await client.views.open({ trigger_id: triggerId, view: effect.view }));
    case "push":
      return void (await client.views.push({ trigger_id: triggerId, view: effect.view }));
    case "change-view":
      return void (await client.views.update({ view_id: effect.viewId, view: effect.view }));
    case "publish":
      return await home.publish(client, event, effect.view);
    case "update": {
      const { channel, ts, message } = effect;
      return void (await client.chat.update({ channel, ts, ...message }));
    }
    case "say":
      return void (await client.chat.postMessage({ channel: effect.channel, ...effect.message }));
  }
}

async function respond(guarded: typeof fetch, url: string, message: object): Promise<void> {
  const response = await guarded(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(message),
  });
  if (!response.ok) throw new RangeError(`Slack answered ${response.status} to a note.`);
}

/** After a button on the page: the page shows what is true now. */
async function publishAgain(parts: EffectParts, event: ChatEvent): Promise<void> {
  const { platform, workspace, account, at } = event;
  const opened: ChatEvent = { kind: "opened", platform, workspace, account, at, key: "" };
  const incoming: Incoming = { event: opened, surface: { kind: "home" }, triggerId: "" };
  const reply = await parts.onEvent(opened);
  const { effects } = toAnswer(incoming, reply, { box: parts.box, workspace });
  for (const effect of effects) await run(parts, incoming, effect);
}
