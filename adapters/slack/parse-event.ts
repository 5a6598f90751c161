import { type AccountId, toId } from "#domain/ids.ts";
import type { ChatEvent } from "#ports/chat.ts";
import { type EventBody, type KnownEvent, knownEvent } from "./bodies.ts";
import { type Arrival, ignored, type Parsed, problem, type Surface } from "./incoming.ts";
import { toProfile } from "./profile.ts";
import { readText } from "./text.ts";

const NOWHERE: Surface = { kind: "nowhere" };

/** An Events API body; an event nobody asked for is left alone. */
export function parseEvent(body: EventBody, arrival: Arrival): Parsed {
  const at = body.event_time === undefined ? arrival.at : new Date(body.event_time * 1000);
  const workspace = workspaceOf(body);
  if (workspace === "") return problem;
  const read = knownEvent.safeParse(body.event);
  if (!read.success) return ignored;
  const origin = {
    platform: "slack",
    workspace,
    account: toId<AccountId>(actorOf(read.data)),
    key: keyOf(body, read.data),
    at,
  } as const;
  return toIncoming(read.data, origin);
}

function workspaceOf({ authorizations: [own], team_id, enterprise_id }: EventBody): string {
  if (own?.is_enterprise_install) return own.enterprise_id ?? enterprise_id ?? "";
  return own?.team_id ?? team_id;
}

/** Slack may send one message as several events: channel and time are what it is. */
function keyOf(body: EventBody, event: KnownEvent): string {
  if (event.type === "message") return `message:${event.channel}:${event.ts}`;
  return `event:${body.event_id}`;
}

function actorOf(event: KnownEvent): string {
  if (!("user" in event)) return "";
  return typeof event.user === "object" ? event.user.id : (event.user ?? "");
}

type Origin = Pick<ChatEvent, "platform" | "workspace" | "account" | "key" | "at">;

function toIncoming(given: KnownEvent, origin: Origin): Parsed {
  const at = (event: ChatEvent, surface: Surface): Parsed => ({
    incoming: { event, surface, triggerId: "" },
  });
  switch (given.type) {
    case "app_home_opened":
      if (given.tab !== "home") return ignored;
      return at({ ...origin, kind: "opened" }, { kind: "home" });
    case "message":
      if (!isTyped(given)) return ignored;
      return at(
        { ...origin, kind: "text", text: readText(given.text) },
        { kind: "direct", channel: given.channel },
      );
    case "team_join":
    case "user_change":
      return at(
        { ...origin, kind: "profile", profile: toProfile(origin.workspace, given.user) },
        NOWHERE,
      );
    case "app_uninstalled":
      return at({ ...origin, kind: "uninstalled" }, NOWHERE);
    case "tokens_revoked":
      return given.tokens.bot.length > 0
        ? at({ ...origin, kind: "uninstalled" }, NOWHERE)
        : ignored;
  }
}

/** A person's own words to the bot: no edit, no joining note, nothing another app said. */
function isTyped(event: Extract<KnownEvent, { type: "message" }>): boolean {
  const own = event.channel_type === "im" && event.subtype === undefined;
  return own && event.bot_id === undefined && event.user !== undefined;
}
