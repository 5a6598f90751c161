import { z } from "zod";
import { type ChannelId, toId } from "#domain/ids.ts";
import type { TeamsActivity } from "./bodies.ts";
import type { Place } from "./connector.ts";

const THREAD = /;messageid=.*$/i;
/** Conversations of a person with a bot; a chat of two people has another form of id. */
const WITH_BOT = /^a:/;
const BOT = /^28:/;
const reach = z.object({ serviceUrl: z.string(), conversation: z.string() });

/** A channel's id without the thread in it, so that a post does not end in an old thread. */
export function toChannel(conversation: string): ChannelId {
  return toId<ChannelId>(conversation.replace(THREAD, ""));
}

/** Where a person or a channel is written to from now on, as the product keeps it. */
export function writeReach({ serviceUrl, conversation }: Place): string {
  return JSON.stringify({ serviceUrl, conversation });
}

/** What `writeReach` wrote; undefined for anything else. */
export function readReach(text: string | undefined): Place | undefined {
  try {
    const read = reach.safeParse(JSON.parse(text ?? ""));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The kind of conversation that an activity is from. */
export function kindOf(activity: TeamsActivity): "personal" | "channel" | "group" {
  const { conversation, recipient } = activity;
  if (conversation.conversationType === "channel") return "channel";
  // A few old conversations are named after both sides.
  const bot = recipient?.id.replace(BOT, "") ?? "";
  const namesUs = bot !== "" && conversation.id.includes(bot);
  return WITH_BOT.test(conversation.id) || namesUs ? "personal" : "group";
}
