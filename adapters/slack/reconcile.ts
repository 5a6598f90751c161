import { z } from "zod";
import type { Address } from "#ports/chat.ts";
import type { Calls, Ending } from "./calls.ts";

/** What a look into the conversation told about a message that may be there. */
export type Sight =
  | { readonly kind: "found"; readonly handle: string }
  /** All of the time asked for was seen, and it is not there. */
  | { readonly kind: "absent" }
  /** The app may not look, or there is too much to look through. */
  | { readonly kind: "impossible" }
  /** Slack could not say just now. */
  | { readonly kind: "later"; readonly ending: Ending };

export interface Looking {
  readonly calls: Calls;
  readonly scopes: ReadonlySet<string>;
  readonly to: Address;
  /** What the message's metadata says. */
  readonly mark: string;
  readonly since: Date;
}

/** The name our messages carry; what else they carry is an opaque mark. */
export const EVENT_TYPE = "groundswell_message";

const PAGE_SIZE = 15;
const MOST_PAGES = 4;

/** Looks for the message with this mark, newest first. Never throws. */
export async function look(looking: Looking): Promise<Sight> {
  if (!mayLook(looking)) return { kind: "impossible" };
  const channel = await findChannel(looking);
  return typeof channel === "string" ? await lookIn(looking, channel) : channel;
}

function mayLook({ scopes, to }: Looking): boolean {
  if (to.conversation.kind === "account") return scopes.has("im:history") && scopes.has("im:write");
  return scopes.has("channels:history") || scopes.has("groups:history");
}

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** The channel between the bot and a person has an id of its own. */
async function findChannel({ calls, to }: Looking): Promise<string | Sight> {
  const { workspace, conversation } = to;
  if (conversation.kind === "channel") return conversation.id;
  const args = { users: conversation.id };
  const ending = await calls.call({ workspace, method: "conversations.open", args });
  if (ending.kind !== "answer") return missed(ending);
  const read = opened.safeParse(ending.body);
  return read.success ? read.data.channel.id : { kind: "impossible" };
}

const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.unknown() }).partial() })
        .partial()
        .optional(),
    }),
  ),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

async function lookIn(looking: Looking, channel: string): Promise<Sight> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const ending = await readPage(looking, channel, cursor);
    // A limit on the second page would be met again each time.
    if (ending.kind !== "answer") return page === 0 ? missed(ending) : { kind: "impossible" };
    const seen = seenIn(ending.body, looking.mark);
    if (seen.kind === "found") return { kind: "found", handle: `${channel}:${seen.ts}` };
    if (seen.kind !== "more") return seen;
    cursor = seen.cursor;
  }
  return { kind: "impossible" };
}

type Seen =
  | { readonly kind: "found"; readonly ts: string }
  | { readonly kind: "more"; readonly cursor: string }
  | { readonly kind: "absent" | "impossible" };

/** What one page tells. */
function seenIn(body: unknown, mark: string): Seen {
  const read = history.safeParse(body);
  if (!read.success) return { kind: "impossible" };
  const { messages, has_more, response_metadata } = read.data;
  const own = messages.find(isMarked(mark));
  if (own) return { kind: "found", ts: own.ts };
  if (!has_more) return { kind: "absent" };
  const cursor = response_metadata?.next_cursor;
  return cursor ? { kind: "more", cursor } : { kind: "impossible" };
}

async function readPage(
  { calls, to, since }: Looking,
  channel: string,
  cursor: string | undefined,
): Promise<Ending> {
  const oldest = (since.getTime() / 1000).toFixed(6);
  const args = { channel, oldest, limit: PAGE_SIZE, include_all_metadata: true, cursor };
  return await calls.call({ workspace: to.workspace, method: "conversations.history", args });
}

type Message = z.infer<typeof history>["messages"][number];

function isMarked(mark: string): (message: Message) => boolean {
  return ({ metadata }) =>
    metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === mark;
}

/** What Slack forbids will be forbidden the next time, too; anything else may pass. */
function missed(ending: Ending): Sight {
  const final = ending.kind === "error" || ending.kind === "not-installed";
  return final ? { kind: "impossible" } : { kind: "later", ending };
}
