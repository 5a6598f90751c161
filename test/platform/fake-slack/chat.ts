import { BLOCKS_LIMIT, checkMessage } from "./block-kit.ts";
import { type Call, checkScope } from "./gate.ts";
import { flagOf, isJson, listOf, numberOf, parseJson, textOf } from "./json.ts";
import type { FakeMessage, Json } from "./types.ts";
import {
  type Channel,
  findPerson,
  isWithin,
  type Message,
  messagesOf,
  mintTs,
  openConversation,
  SlackError,
  type World,
} from "./world.ts";

const TEXT_LIMIT = 40_000;
const UPDATE_LIMIT = 4000;
const ownFields = new Set(["channel", "text", "blocks", "metadata", "thread_ts", "token"]);

/** A channel the token may see, by its own id. */
export function getChannel({ world, workspace }: Call, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined || !isWithin(world, workspace, channel.workspace)) {
    throw new SlackError("channel_not_found");
  }
  if (channel.private && !channel.botIn) throw new SlackError("channel_not_found");
  return channel;
}

/** A channel, or the conversation with a person. Slack posts to deactivated people, too. */
function getTarget(call: Call): Channel {
  const id = textOf(call.args.channel);
  if (!/^[UW]/.test(id)) return getChannel(call, id);
  const person = findPerson(call.world, call.workspace, id);
  if (person === undefined || person.bot) throw new SlackError("channel_not_found");
  return openConversation(call.world, person);
}

function checkMayWrite({ token }: Call, channel: Channel): void {
  if (channel.archived) throw new SlackError("is_archived");
  if (channel.botIn || token.scopes.includes("chat:write.public")) return;
  throw new SlackError("not_in_channel");
}

/** Text and blocks, checked as Slack checks them; undefined where nothing was given. */
function readContent(args: Json): {
  text: string | undefined;
  blocks: readonly Json[] | undefined;
} {
  const blocks = args.blocks === "" ? undefined : args.blocks;
  const text = args.text === undefined ? undefined : textOf(args.text);
  if (blocks !== undefined) checkBlocks(blocks, text ?? "");
  if ((text ?? "").trim() === "" && listOf(blocks).length === 0) throw new SlackError("no_text");
  return { text, blocks: blocks === undefined ? undefined : listOf(blocks) };
}

export function checkBlocks(blocks: unknown, text: string): void {
  if (!Array.isArray(blocks)) throw new SlackError("invalid_blocks_format");
  if (JSON.stringify(blocks).length > BLOCKS_LIMIT) throw new SlackError("msg_blocks_too_long");
  const problems = checkMessage({ text: text.slice(0, TEXT_LIMIT), blocks });
  if (problems.length === 0) return;
  const messages = problems.map((problem) => `[ERROR] ${problem}`);
  throw new SlackError("invalid_blocks", { response_metadata: { messages } });
}

function readMetadata(value: unknown): FakeMessage["metadata"] {
  if (value === undefined || value === "") return undefined;
  const metadata = typeof value === "string" ? parseJson(value) : value;
  if (!isJson(metadata)) throw new SlackError("invalid_metadata_format");
  const { event_type, event_payload } = metadata;
  const isGood = typeof event_type === "string" && event_type !== "" && isJson(event_payload);
  if (!isGood) throw new SlackError("invalid_metadata_schema");
  return { event_type, event_payload };
}

export function postMessage(call: Call): Json {
  const channel = getTarget(call);
  checkMayWrite(call, channel);
  const { text = "", blocks = [] } = readContent(call.args);
  const message = addMessage(call.world, {
    channel: channel.id,
    text: text.slice(0, TEXT_LIMIT),
    blocks,
    metadata: readMetadata(call.args.metadata),
    by: call.workspace.botAccount,
    threadTs: textOf(call.args.thread_ts) || undefined,
    args: Object.fromEntries(Object.entries(call.args).filter(([name]) => !ownFields.has(name))),
  });
  const shown = toSlackMessage(call.world, message);
  return { ok: true, channel: channel.id, ts: message.ts, message: shown };
}

export function addMessage(world: World, wish: Omit<Message, "ts" | "updatedAt">): Message {
  const message: Message = { ...wish, ts: mintTs(world), updatedAt: undefined };
  messagesOf(world, wish.channel).push(message);
  return message;
}

export function postEphemeral(call: Call): Json {
  const channel = getTarget(call);
  checkMayWrite(call, channel);
  const account = textOf(call.args.user);
  const person = findPerson(call.world, call.workspace, account);
  if (person === undefined) throw new SlackError("user_not_in_channel");
  const { text = "", blocks = [] } = readContent(call.args);
  const ts = mintTs(call.world);
  call.world.ephemerals.push({ channel: channel.id, account, ts, text, blocks });
  return { ok: true, message_ts: ts };
}

function getOwn(call: Call, refusal: string): { list: Message[]; message: Message } {
  const channel = getChannel(call, textOf(call.args.channel));
  const list = messagesOf(call.world, channel.id);
  const message = list.find(({ ts }) => ts === call.args.ts);
  if (message === undefined) throw new SlackError("message_not_found");
  if (message.by !== call.workspace.botAccount) throw new SlackError(refusal);
  return { list, message };
}

/** Text without blocks takes the blocks away. */
export function updateMessage(call: Call): Json {
  const { message } = getOwn(call, "cant_update_message");
  const { text, blocks } = readContent(call.args);
  if ((text ?? "").length > UPDATE_LIMIT) throw new SlackError("msg_too_long");
  const metadata = readMetadata(call.args.metadata);
  message.text = text ?? message.text;
  message.blocks = blocks ?? [];
  if (metadata !== undefined) message.metadata = metadata;
  message.updatedAt = call.world.clock.now();
  const shown = toSlackMessage(call.world, message);
  const { channel, ts } = message;
  return { ok: true, channel, ts, text: message.text, message: shown };
}

export function deleteMessage(call: Call): Json {
  const { list, message } = getOwn(call, "cant_delete_message");
  list.splice(list.indexOf(message), 1);
  return { ok: true, channel: message.channel, ts: message.ts };
}

/** A message as Slack shows it to apps; blocks get the ids they lack. */
export function toSlackMessage(world: World, message: FakeMessage): Json {
  const { ts, text, by } = message;
  const workspace = world.workspaces.get(world.channels.get(message.channel)?.workspace ?? "");
  const isOwn = workspace?.botAccount === by;
  return {
    user: by,
    type: "message",
    ts,
    text,
    team: workspace?.id,
    blocks: nameBlocks(message.blocks),
    ...(isOwn ? { bot_id: botIdOf(by), app_id: world.appId } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.updatedAt === undefined ? {} : { edited: { user: by, ts } }),
  };
}

export function botIdOf(botAccount: string): string {
  return `B${botAccount.slice(1)}`;
}

/** Slack gives every block an id. */
export function nameBlocks(blocks: readonly Json[]): readonly Json[] {
  return blocks.map((block, at) => ({ ...block, block_id: block.block_id ?? `blk${at}` }));
}

function historyScope(channel: Channel): string {
  if (channel.person !== undefined) return "im:history";
  return channel.private ? "groups:history" : "channels:history";
}

/** Newest first, as Slack gives it. */
export function history(call: Call): Json {
  const { world, args, token } = call;
  const channel = getChannel(call, textOf(args.channel));
  checkScope(token, historyScope(channel));
  if (!channel.botIn) throw new SlackError("not_in_channel");
  const oldest = Number(textOf(args.oldest) || "0");
  const latest = Number(textOf(args.latest) || "Infinity");
  if (Number.isNaN(oldest)) throw new SlackError("invalid_ts_oldest");
  if (Number.isNaN(latest)) throw new SlackError("invalid_ts_latest");
  const isIn = ({ ts }: Message): boolean =>
    flagOf(args.inclusive)
      ? Number(ts) >= oldest && Number(ts) <= latest
      : Number(ts) > oldest && Number(ts) < latest;
  const found = messagesOf(world, channel.id).filter(isIn).toReversed();
  const start = Number(textOf(args.cursor).replace("next:", "") || "0");
  const end = start + Math.min(999, numberOf(args.limit, 100));
  const withMetadata = flagOf(args.include_all_metadata);
  const messages = found.slice(start, end).map((message) => ({
    ...toSlackMessage(world, message),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  }));
  const next_cursor = end < found.length ? `next:${end}` : "";
  return { ok: true, messages, has_more: next_cursor !== "", response_metadata: { next_cursor } };
}
