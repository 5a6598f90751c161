import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "#ports/store.ts";
import type { FakeSlack } from "./fake-slack/index.ts";
import type { FakeMessage } from "./fake-slack/types.ts";
import { until } from "./script.ts";
import { district } from "./slack-product.ts";

export const SCHOOLS = 87;

/** Who answers, on which message. */
export type Asked = readonly (readonly [string, FakeMessage])[];

export interface Burst {
  readonly slack: FakeSlack;
  readonly asked: Asked;
  /** Where the product listens. */
  readonly to: string;
  readonly send: (request: Request) => Promise<Response>;
  /** How long it takes until the last has pressed; at once unless told. */
  readonly overMs?: number | undefined;
}

/** Everybody presses "yes"; resolves when each of them sees it. */
export async function pressYes({ slack, asked, to, send, overMs = 0 }: Burst) {
  const from = performance.now();
  const acks = await Promise.all(
    asked.map(async ([by, message], turn) => {
      await sleep((turn * overMs) / asked.length);
      const pressed = performance.now();
      const response = await send(slack.press({ by, message, action: "Yes, count us in", to }));
      return { status: response.status, ms: performance.now() - pressed };
    }),
  );
  const allMs = performance.now() - from;
  const isChanged = (by: string) =>
    slack.messages(by).some(({ updatedAt }) => updatedAt !== undefined);
  await until(() => asked.every(([by]) => isChanged(by)), 10_000);
  return { acks, allMs, visibleMs: performance.now() - from };
}

/** The lead's one card that counts the answers, and how often it was changed. */
export function readLiveCard(slack: FakeSlack, lead: string) {
  const card = slack
    .messages(lead)
    .find(({ blocks }) => /Answers so far/.test(JSON.stringify(blocks)));
  const edits = slack.calls.filter(
    ({ method, args }) => method === "chat.update" && args.ts === card?.ts,
  );
  return { text: JSON.stringify(card?.blocks), edits: edits.length };
}

/** Schools whose answer counts as yes. */
export async function countYes(store: Store): Promise<number> {
  return await store.read(district, function* (tx) {
    const [wave] = yield* tx.waves.listWaves();
    const invited = wave ? yield* tx.waves.listInvitations(wave.id) : [];
    return invited.filter(({ answer }) => answer === "yes").length;
  });
}
