import { type AccountId, toId } from "#domain/ids.ts";
import type { ChatAdapter, ChatEvent, OnEvent } from "#ports/chat.ts";
import { createApp } from "./app.ts";
import { check } from "./check.ts";
import { createClients } from "./clients.ts";
import type { SlackConfig } from "./config.ts";
import { createDeliver } from "./deliver.ts";
import { createDirectory } from "./directory.ts";
import { createEffects } from "./effects.ts";
import { createFetch } from "./fetch.ts";
import { createHomePages } from "./home.ts";
import { createInstall } from "./install.ts";
import { createReceiver } from "./receiver.ts";
import { createSocket } from "./socket.ts";
import { createTokens } from "./tokens.ts";

/** Slack waits 3 s for an answer, the way there and back included. */
const BUDGET_MS = 2500;
const TIMEOUT_MS = 5000;
const EVENTS_PATH = "/slack/events";

/** Slack as a chat platform: one workspace by its bot token, or many by OAuth. */
export function createSlackAdapter(config: SlackConfig): ChatAdapter {
  let answer: OnEvent = async () => await Promise.resolve({ kind: "none" });
  const parts = connect(config, async (event) => await answer(event));
  const { book, clients, effects, install, receiver, socket } = parts;
  return {
    platform: "slack",
    start: async (asked) => {
      answer = asked;
      book.onKnown((workspace) => tellInstalled(config, asked, workspace));
      await book.start();
      await socket?.start();
    },
    receive: async (request) => {
      const isEvent = new URL(request.url).pathname === EVENTS_PATH;
      return await (isEvent ? receiver.receive(request) : install.receive(request));
    },
    deliver: createDeliver({ config, clients }),
    findProfile: createDirectory(clients),
    check: async () => await check({ config, fetch: parts.fetch, book }),
    stop: async () => {
      await socket?.stop();
      await book.stop();
      await effects.settle();
    },
  };
}

/** Wires the parts to each other; nothing runs yet. */
function connect(config: SlackConfig, onEvent: OnEvent) {
  const { apiUrl, appToken, box, clock, log, signingSecrets } = config;
  const fetch = createFetch({ apiUrl, timeoutMs: TIMEOUT_MS });
  const book = createTokens(config, fetch);
  const clients = createClients(config, book, fetch);
  const install = createInstall({ config, tokens: book, fetch });
  const home = createHomePages();
  const effects = createEffects({ clients, fetch, home, box, log, onEvent });
  const { follow } = effects;
  const receiver = createReceiver({ signingSecrets, box, clock, log, follow, budgetMs: BUDGET_MS });
  const before = async (event: ChatEvent) => {
    if (event.kind !== "uninstalled") return "go on";
    if (!(await install.remove(event.workspace, event.at))) return "too late";
    clients.forget(event.workspace);
    home.forget(event.workspace);
    return "go on";
  };
  createApp({ receiver, book, box, apiUrl, fetch, log, onEvent, before });
  const { take } = receiver;
  const socket =
    appToken === undefined ? undefined : createSocket({ config, appToken, fetch, take });
  return { book, clients, effects, fetch, install, receiver, socket };
}

/** The one token's workspace is known: the product may link it. */
function tellInstalled({ clock, log }: SlackConfig, tell: OnEvent, workspace: string): void {
  const nobody = { account: toId<AccountId>(""), at: clock.now(), key: "" };
  tell({ kind: "installed", only: true, platform: "slack", workspace, ...nobody }).catch(
    (cause: unknown) => log.error("slack_install_not_told", { cause }),
  );
}
