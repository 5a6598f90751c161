import { randomBytes } from "node:crypto";
import { type AccountId, toId } from "#domain/ids.ts";
import type { ChatAdapter, OnEvent } from "#ports/chat.ts";
import type { Making } from "./answer.ts";
import { createChats } from "./chats.ts";
import { check } from "./check.ts";
import { isServiceUrl } from "./cloud.ts";
import type { TeamsConfig, Timing } from "./config.ts";
import { createConnector } from "./connector.ts";
import { createDeliver } from "./deliver.ts";
import { createDirectory } from "./directory.ts";
import { createEffects } from "./effects.ts";
import { createFrame } from "./frame.ts";
import { guardService } from "./outbound.ts";
import { createPace } from "./pace.ts";
import { createPeople } from "./people.ts";
import { createReceiver } from "./receiver.ts";
import { createTab } from "./tab.ts";
import { createTokens } from "./tokens.ts";

/** Teams shows an error after 5 s in a dialog and 10 s on a card; our own limit is three. */
const TIMING: Timing = { budgetMs: 2500, replyMs: 5000, bulkMs: 10_000 };
const MESSAGES_PATH = "/api/messages";
const TOKEN_BYTES = 12;

/** Microsoft Teams as a chat platform, for every workspace that is linked to a district. */
export function createTeamsAdapter(config: TeamsConfig): ChatAdapter {
  let answer: OnEvent = async () => await Promise.resolve({ kind: "none" });
  const parts = connect(config, async (event) => await answer(event));
  const { tokens, effects, receive, tab } = parts;
  return {
    platform: "teams",
    start: async (asked) => {
      answer = asked;
      await tellInstalled(config, asked);
      // Ahead of the first message; whoever needs it earlier shares the request.
      tokens.get().catch((cause: unknown) => config.log.warn("teams_no_token", { cause }));
    },
    receive: async (request) => {
      const isMessage = new URL(request.url).pathname === MESSAGES_PATH;
      return await (isMessage ? receive(request) : tab(request));
    },
    deliver: parts.deliver,
    findProfile: parts.findProfile,
    check: async () => await check({ config, tokens }),
    stop: async () => await effects.stop(),
  };
}

/** Wires the parts to each other; nothing runs yet. */
function connect(config: TeamsConfig, onEvent: OnEvent) {
  const { box, log, timing = TIMING } = config;
  const { budgetMs, replyMs, bulkMs } = timing;
  const tokens = createTokens(config);
  const isAllowed = (serviceUrl: string) => isServiceUrl(config.cloud, serviceUrl);
  // What people wait for never stands behind what the outbox sends.
  const parts = { tokens, log, isAllowed, guarded: guardService(config.cloud) };
  const connector = createConnector({ ...parts, timeoutMs: replyMs });
  const bulk = createConnector({ ...parts, timeoutMs: bulkMs });
  const people = createPeople(connector);
  const newToken = (): string => randomBytes(TOKEN_BYTES).toString("base64url");
  const makingOf = (workspace: string): Making => ({ sealing: { box, workspace }, newToken });
  const pace = createPace(config.clock);
  // A person waits for it: it does not wait for room.
  const openChat = createChats({ config, connector, room: () => undefined }).find;
  const effects = createEffects({ config, connector, people, openChat, pace, onEvent });
  const { follow, track } = effects;
  const frame = createFrame(config);
  const door = { config, frame, people, makingOf, onEvent, budgetMs, follow, track };
  const chats = createChats({ config, connector: bulk, room: pace.takeAny });
  return {
    tokens,
    effects,
    receive: createReceiver(door),
    tab: createTab({ config, makingOf, onEvent }),
    deliver: createDeliver({ config, chats, connector: bulk, pace, makingOf }),
    findProfile: createDirectory({ config, connector, people }),
  };
}

/** The bot's own workspace is known from the settings: the product may link it. */
async function tellInstalled(
  { clock, homeWorkspace: workspace }: TeamsConfig,
  tell: OnEvent,
): Promise<void> {
  const nobody = { account: toId<AccountId>(""), at: clock.now(), key: "" };
  await tell({ kind: "installed", only: true, platform: "teams", workspace, ...nobody });
}
