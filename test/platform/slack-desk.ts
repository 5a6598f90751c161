import { randomBytes } from "node:crypto";
import type { types } from "@slack/bolt";
import type { AccessBook } from "#adapters/slack/access.ts";
import { createClients } from "#adapters/slack/clients.ts";
import { createDeliver } from "#adapters/slack/deliver.ts";
import { createFetch } from "#adapters/slack/fetch.ts";
import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Address, Attempt, Delivery, Outcome } from "#ports/chat.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";

/** A clock that only the test moves. */
export function createStillClock(start = "2025-09-09T14:00:00Z") {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    forward: (seconds: number): void => {
      now += Math.ceil(seconds * 1000);
    },
  };
}

export const looking = ["im:history", "channels:history"];
export const usual = ["chat:write", "im:write", "users:read", "users:read.email"];

/** Where the app is installed: what the fake knows of its workspaces. */
export function createBook(...workspaces: readonly FakeSlack["workspace"][]) {
  const tokens = new Map(workspaces.map(({ id, botToken }) => [id, botToken]));
  const scopes = new Map(workspaces.map((each) => [each.id, new Set(each.scopes)]));
  const book: AccessBook = {
    find: async (workspace) => {
      const token = tokens.get(workspace);
      if (token === undefined) return await Promise.resolve(undefined);
      return await Promise.resolve({
        token,
        botAccount: "U0BOT",
        scopes: scopes.get(workspace) ?? new Set(),
      });
    },
    start: async () => await Promise.resolve(),
    stop: async () => await Promise.resolve(),
  };
  return { ...book, tokens };
}

/** A small form, as Slack wants it. */
export const modal: types.View = {
  type: "modal",
  title: { type: "plain_text", text: "Shout-out" },
  blocks: [{ type: "section", text: { type: "plain_text", text: "Thank a colleague" } }],
};

export interface DeskOptions {
  readonly scopes?: readonly string[];
  readonly timeoutMs?: number;
  readonly others?: readonly string[];
}

/** The delivering half of the adapter against the fake Slack, on a clock that stands. */
export async function openSlackDesk(options: DeskOptions = {}) {
  const clock = createStillClock();
  const { scopes = usual, others = [], timeoutMs } = options;
  const slack = await startFakeSlack({ clock, workspace: { scopes } });
  const added = others.map((id) => slack.addWorkspace({ id, scopes }));
  const logged: string[] = [];
  const line = (level: string) => (event: string, facts?: object) => {
    logged.push(`${level} ${event} ${JSON.stringify(facts ?? {})}`);
  };
  const log = { info: line("info"), warn: line("warn"), error: line("error") };
  const book = createBook(slack.workspace, ...added);
  const guarded = createFetch({ apiUrl: slack.apiUrl, timeoutMs: 5000 });
  const settings = { apiUrl: slack.apiUrl, bulkTimeoutMs: timeoutMs };
  const clients = createClients(settings, book, guarded);
  const box = createSecretBox([readKey(randomBytes(32).toString("base64"))]);
  const deliver = createDeliver({ clients, config: { box, clock, log } });
  return { slack, clock, clients, book, deliver, logged, stop: slack.stop };
}
export type SlackDesk = Awaited<ReturnType<typeof openSlackDesk>>;

export function toPerson(id: string, workspace = "T0001"): Address {
  const conversation = { kind: "account", id: toId<AccountId>(id) } as const;
  return { platform: "slack", workspace, conversation };
}

export function toChannel(id: string, workspace = "T0001"): Address {
  const conversation = { kind: "channel", id: toId<ChannelId>(id) } as const;
  return { platform: "slack", workspace, conversation };
}

export function post(to: Address, text = "Hello"): Delivery {
  return { do: "post", to, card: { text, fallback: text } };
}

export function attemptAt(clock: { now(): Date }, delivery: Delivery, more: Partial<Attempt> = {}) {
  const attempt = { key: "nudge:site-1", attempt: 1, unsure: false, delivery, at: clock.now() };
  return { ...attempt, ...more } satisfies Attempt;
}

const MOST_ATTEMPTS = 6;
const MOST_HOLDS = 100;

/** Tries as the outbox does, with the times it is told, until the end is known. */
export async function deliverToEnd(
  { clock, deliver }: Pick<SlackDesk, "clock" | "deliver">,
  delivery: Delivery,
  key = "nudge:site-1",
): Promise<Outcome> {
  let unsure = false;
  let attempt = 1;
  let outcome: Outcome = { kind: "unknown", reason: "It was never tried." };
  for (let turn = 0; turn < MOST_HOLDS && attempt <= MOST_ATTEMPTS; turn++) {
    outcome = await deliver(attemptAt(clock, delivery, { key, attempt, unsure }));
    if (outcome.kind !== "retry") return outcome;
    clock.forward(outcome.afterSeconds);
    const counts = !outcome.held || (outcome.unsure === true && !unsure);
    if (!counts) continue;
    attempt += 1;
    unsure = outcome.unsure ?? false;
  }
  return outcome;
}
