import { jsonOf, textOf } from "./json.ts";
import { botToken } from "./tokens.ts";
import type { SendOptions } from "./types.ts";
import type { World } from "./world.ts";

const BOT_URL = "http://127.0.0.1/api/messages";

export interface SignOptions extends SendOptions {
  readonly contentType?: string;
}

/** A request as Bot Framework sends it to the bot; strings go as they are. */
export function sign(world: World, body: unknown, options: SignOptions = {}): Request {
  const { conversation, channelData } = jsonOf(body);
  const headers = new Headers({
    "content-type": options.contentType ?? "application/json; charset=utf-8",
    "user-agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
    "x-ms-conversation-id": textOf(jsonOf(conversation).id),
    "x-ms-tenant-id": textOf(jsonOf(jsonOf(channelData).tenant).id),
  });
  const authorization = options.authorization ?? `Bearer ${botToken(world, options.token)}`;
  if (options.authorization !== null) headers.set("authorization", authorization);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Request(BOT_URL, { method: "POST", headers, body: text });
}
