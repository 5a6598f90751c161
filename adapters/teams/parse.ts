import { type AccountId, toId } from "#domain/ids.ts";
import type { TeamsActivity } from "./bodies.ts";
import {
  type Arrival,
  type Context,
  type Incoming,
  ignored,
  type Origin,
  type Parsed,
  problem,
  type Scene,
} from "./incoming.ts";
import { parseInvoke } from "./parse-invoke.ts";
import { parseUpdate } from "./parse-update.ts";
import { kindOf, toChannel, writeReach } from "./reach.ts";
import { readText } from "./text.ts";

const COMMAND = /^\/([a-z]+)\b\s*([\s\S]*)$/i;

/** Reads an activity that was verified, of any kind. */
export function parse(activity: TeamsActivity, arrival: Arrival): Parsed {
  // Without an id nobody could tell that it came twice.
  if (!activity.id) return problem;
  const scene = sceneOf(activity);
  const origin = originOf(activity, arrival, scene);
  switch (activity.type) {
    case "message":
      return parseMessage(activity, arrival, { scene, origin });
    case "invoke":
      return origin.account === "" ? problem : parseInvoke(activity, arrival, { scene, origin });
    case "installationUpdate":
    case "conversationUpdate":
      return parseUpdate(activity, { scene, origin });
    default:
      return ignored;
  }
}

function sceneOf(activity: TeamsActivity): Scene {
  const { serviceUrl, conversation, from } = activity;
  const isPersonal = kindOf(activity) === "personal";
  return { serviceUrl, conversation: conversation.id, isPersonal, actor: from.id };
}

function originOf(activity: TeamsActivity, { workspace, at }: Arrival, scene: Scene): Origin {
  const { from, locale, id } = activity;
  return {
    platform: "teams",
    workspace,
    account: toId<AccountId>(from.aadObjectId ?? ""),
    key: `activity:${scene.conversation}:${id ?? ""}`,
    locale: locale ?? undefined,
    at,
    reach: scene.isPersonal ? writeReach(scene) : undefined,
  } as const;
}

/** Plain words. */
function parseMessage(
  activity: TeamsActivity,
  arrival: Arrival,
  { scene, origin }: Context,
): Parsed {
  if (origin.account === "") return problem;
  const text = readText(activity, arrival.accounts);
  if (text === "" && activity.value !== undefined) return ignored;
  const event: Incoming["event"] = {
    ...origin,
    ...channelOf(activity, scene),
    ...(readCommand(text) ?? { kind: "text", text }),
  };
  const isAside = !scene.isPersonal || activity.recipient?.isTargeted === true;
  return { incoming: { event, surface: { kind: isAside ? "aside" : "chat" }, scene } };
}

/** Typed with its stroke it is a command, as on other platforms. */
function readCommand(text: string) {
  const [, command, rest = ""] = COMMAND.exec(text) ?? [];
  if (command === undefined) return undefined;
  return { kind: "command", command: command.toLowerCase(), text: rest } as const;
}

function channelOf(activity: TeamsActivity, { serviceUrl, conversation }: Scene) {
  if (kindOf(activity) !== "channel") return {};
  const channel = toChannel(conversation);
  const name = activity.channelData?.channel?.name ?? undefined;
  return {
    channel,
    reach: writeReach({ serviceUrl, conversation: channel }),
    ...(name === undefined ? {} : { channelName: name }),
  };
}
