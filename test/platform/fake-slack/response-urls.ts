import { addMessage, checkBlocks } from "./chat.ts";
import { flagOf, listOf, textOf } from "./json.ts";
import type { Answer } from "./methods.ts";
import type { Json } from "./types.ts";
import { messagesOf, mintTs, type ResponseUrl, SlackError, type World } from "./world.ts";

const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

/** Takes an answer to a command or a press, five times within half an hour. */
export function answerResponseUrl(world: World, url: URL, body: Json): Answer {
  const full = `${world.url}${url.pathname}`;
  const refusal = tryToSay(world, full, body);
  const status = refusal?.status ?? 200;
  world.said.push({ url: full, body, at: world.clock.now(), status });
  const error = refusal === undefined ? {} : { error: refusal.error };
  return { status, headers: {}, body: { ok: refusal === undefined, ...error } };
}

function tryToSay(
  world: World,
  url: string,
  body: Json,
): { status: number; error: string } | undefined {
  const from = world.responseUrls.get(url);
  if (from === undefined) return { status: 404, error: "invalid_url" };
  if (from.uses >= MOST_USES) return { status: 404, error: "used_url" };
  const age = world.clock.now().getTime() - from.at.getTime();
  if (age > LIFE_MS) return { status: 404, error: "expired_url" };
  try {
    say(world, from, body);
    from.uses += 1;
    return undefined;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 400, error: error.code };
  }
}

function say(world: World, from: ResponseUrl, body: Json): void {
  if (flagOf(body.delete_original)) {
    drop(world, from);
    return;
  }
  const text = textOf(body.text);
  if (body.blocks !== undefined) checkBlocks(body.blocks, text);
  const blocks = listOf(body.blocks);
  if (text.trim() === "" && blocks.length === 0) throw new SlackError("no_text");
  const { channel, account, ts } = from;
  if (flagOf(body.replace_original) && ts !== undefined) {
    replace(world, from, { text, blocks });
    return;
  }
  if (body.response_type === "in_channel") {
    const by = world.workspaces.get(world.channels.get(channel)?.workspace ?? "")?.botAccount ?? "";
    const rest = { metadata: undefined, threadTs: undefined, args: {} };
    addMessage(world, { channel, text, blocks, by, ...rest });
    return;
  }
  world.ephemerals.push({ channel, account, ts: mintTs(world), text, blocks });
}

/** Works for the message it came from, seen by all or by one. */
function replace(
  world: World,
  { channel, ts }: ResponseUrl,
  content: { text: string; blocks: readonly Json[] },
): void {
  const message = messagesOf(world, channel).find((each) => each.ts === ts);
  if (message !== undefined) {
    Object.assign(message, content, { updatedAt: world.clock.now() });
    return;
  }
  const at = world.ephemerals.findIndex((each) => each.ts === ts);
  const there = world.ephemerals[at];
  if (there !== undefined) world.ephemerals[at] = { ...there, ...content };
}

function drop(world: World, { channel, ts }: ResponseUrl): void {
  const list = messagesOf(world, channel);
  const at = list.findIndex((each) => each.ts === ts);
  if (at >= 0) list.splice(at, 1);
  const seen = world.ephemerals.findIndex((each) => each.ts === ts);
  if (seen >= 0) world.ephemerals.splice(seen, 1);
}
