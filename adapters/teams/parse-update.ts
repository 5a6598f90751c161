import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import type { TeamsActivity } from "./bodies.ts";
import { type Context, ignored, type Learn, type Parsed } from "./incoming.ts";
import { writeReach } from "./reach.ts";

const REMOVES = /^remove/;
const BOTS = /^28:/;

/** The app came or went, people came, a channel changed. */
export function parseUpdate(activity: TeamsActivity, context: Context): Parsed {
  if (context.scene.isPersonal) return parsePersonal(activity, context);
  if (activity.type === "installationUpdate") return parseTeam(activity, context);
  const { eventType, channel } = activity.channelData ?? {};
  if (!channel?.id) return parseArrivals(activity, context);
  if (eventType === "channelDeleted") return left(context, channel.id);
  if (eventType !== "channelRenamed") return parseArrivals(activity, context);
  return joined(context, { channel: channel.id, name: channel.name ?? undefined });
}

/** A team has the app from now on, with everybody in it, or has it no more. */
function parseTeam({ action, channelData }: TeamsActivity, context: Context): Parsed {
  const team = channelData?.team?.id;
  if (!team) return ignored;
  if (REMOVES.test(action ?? "")) return left(context, team);
  return joined(context, { channel: team, learn: everybody });
}

const everybody: Learn = { everybody: true };

/** In the bot's own conversation: the app is theirs, or not any more. */
function parsePersonal(activity: TeamsActivity, { scene, origin }: Context): Parsed {
  if (origin.account === "") return ignored;
  const added =
    activity.type === "installationUpdate" ||
    activity.membersAdded?.some(({ id }) => id === activity.recipient?.id);
  const removed = REMOVES.test(activity.action ?? "");
  if (!(added || removed)) return ignored;
  const event = removed
    ? ({ ...origin, kind: "removed", reach: undefined } as const)
    : ({ ...origin, kind: "added" } as const);
  return { incoming: { event, surface: { kind: "nowhere" }, scene } };
}

/** People came to a team; the bot itself comes with everybody who is there. */
function parseArrivals(activity: TeamsActivity, context: Context): Parsed {
  const added = activity.membersAdded ?? [];
  const team = activity.channelData?.team?.id ?? undefined;
  if (added.length === 0 || team === undefined) return ignored;
  const ids = added.map(({ id }) => id).filter((id) => !BOTS.test(id));
  const isOurs = added.some(({ id }) => id === activity.recipient?.id);
  const learn: Learn = isOurs ? everybody : { ids };
  return joined(context, { channel: team, learn });
}

interface Joined {
  readonly channel: string;
  readonly name?: string | undefined;
  readonly learn?: Learn | undefined;
}

/** A team goes by the id of its first channel. */
function joined({ scene, origin }: Context, { channel, name, learn }: Joined): Parsed {
  const { serviceUrl } = scene;
  const event = {
    ...toNobody(origin),
    kind: "joined",
    channel: toId<ChannelId>(channel),
    reach: writeReach({ serviceUrl, conversation: channel }),
    ...(name === undefined ? {} : { channelName: name }),
  } as const;
  const there = { ...scene, conversation: channel };
  return { incoming: { event, surface: { kind: "nowhere" }, scene: there, learn } };
}

function left({ scene, origin }: Context, channel: string): Parsed {
  const event = { ...toNobody(origin), kind: "left", channel: toId<ChannelId>(channel) } as const;
  return { incoming: { event, surface: { kind: "nowhere" }, scene } };
}

/** What happens to a channel is nobody's act. */
function toNobody(origin: Context["origin"]) {
  return { ...origin, account: toId<AccountId>("") };
}
