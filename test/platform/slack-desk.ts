import { randomBytes } from "node:crypto";
import type { types } from "@slack/bolt";
import type { AccessBook } from "#adapters/slack/access.ts";
import { createClients } from "#adapters/slack/clients.ts";
import { createDeliver } from "#adapters/slack/deliver.ts";
import { createFetch } from "#adapters/slack/fetch.ts";
import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import { createSecretBox, readKey } from "#host/secret-box.ts";
import type { Address } from "#ports/chat.ts";
import { createStillClock } from "./deliveries.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack/index.ts";

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
