import { randomUUID } from "node:crypto";
import { mergeDeep, textOf } from "./json.ts";
import { sign } from "./sign.ts";
import type {
  ActivityOptions,
  EventOptions,
  InvokeOptions,
  Json,
  MessageOptions,
} from "./types.ts";
import {
  BOT_NAME,
  getChannel,
  getPerson,
  getTeam,
  mintId,
  type Person,
  serviceUrlOf,
  type World,
} from "./world.ts";

const ZONE = "America/New_York";
const LOCALE = "en-US";

/** Where an activity comes from: a channel, maybe a thread of it, else the person's 1:1. */
export interface Origin {
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
}

/** Signs an activity with all that Teams puts around it; `more` has the last word. */
export function build(
  world: World,
  options: ActivityOptions,
  { fields, origin }: { readonly fields: Json; readonly origin: Origin },
): Request {
  const person = getPerson(world, options.by);
  const tenant = options.tenant ?? person.tenant;
  const whole = {
    ...surroundings(world, person),
    conversation: conversationOf(person, origin, tenant),
    channelData: { ...placeOf(world, origin), tenant: { id: tenant } },
  };
  const id = options.id === undefined ? {} : { id: options.id };
  const activity = mergeDeep(mergeDeep(whole, { ...fields, ...id }), options.more ?? {});
  return sign(world, activity, options);
}

function surroundings(world: World, person: Person): Json {
  const now = world.clock.now();
  return {
    id: `f:${randomUUID()}`,
    channelId: "msteams",
    serviceUrl: serviceUrlOf(world),
    timestamp: now.toISOString(),
    localTimestamp: toLocal(now),
    localTimezone: ZONE,
    locale: LOCALE,
    from: { id: person.mri, name: person.name, ...objectIdOf(person) },
    recipient: { id: world.botId, name: BOT_NAME },
    entities: [clientInfo],
  };
}

const clientInfo = {
  locale: LOCALE,
  country: "US",
  platform: "Web",
  timezone: ZONE,
  type: "clientInfo",
};

function objectIdOf({ role, id }: Person): Json {
  return role === "anonymous" ? {} : { aadObjectId: id };
}

/** A 1:1 has no `isGroup`. */
function conversationOf(person: Person, { channel, thread }: Origin, tenantId: string): Json {
  if (channel === undefined) {
    return { conversationType: "personal", tenantId, id: person.conversation };
  }
  const id = thread === undefined ? channel : `${channel};messageid=${thread}`;
  return { isGroup: true, conversationType: "channel", tenantId, id };
}

function placeOf(world: World, { channel: id }: Origin): Json {
  if (id === undefined) return {};
  const channel = getChannel(world, id);
  const team = getTeam(world, channel.team);
  return {
    teamsChannelId: channel.id,
    teamsTeamId: team.id,
    channel: { id: channel.id },
    team: { id: team.id },
  };
}

/** "2026-09-01T08:00:00.000-04:00" */
function toLocal(at: Date): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: ZONE, timeZoneName: "longOffset" });
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "00", minutes = "00"] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
  const local = new Date(at.getTime() + shift).toISOString();
  return `${local.slice(0, -1)}${sign}${hours}:${minutes}`;
}

/** In a channel it is a root post; the app may answer in its thread. */
export function message(world: World, options: MessageOptions): Request {
  const { channel, mentions = [], mentionsBot = channel !== undefined } = options;
  const id = options.id ?? mintId(world);
  const bot = mentionsBot ? [mention(world.botId, BOT_NAME)] : [];
  const people = mentions.map((each) => mentionPerson(world, each, options.text));
  const text = mentionsBot ? `<at>${BOT_NAME}</at> ${options.text}` : options.text;
  const fields = {
    type: "message",
    id,
    text,
    textFormat: "plain",
    attachments: [{ contentType: "text/html", content: toHtml(text) }],
    entities: [...bot, ...people, clientInfo],
    ...(options.targeted === true ? { recipient: { isTargeted: true } } : {}),
  };
  if (channel !== undefined) world.threads.set(id, id);
  return build(world, options, { fields, origin: { channel, thread: id } });
}

function mentionPerson(world: World, id: string, text: string): Json {
  const { mri, name } = getPerson(world, id);
  const found = mention(mri, name);
  if (!text.includes(textOf(found.text))) throw new Error(`${found.text} is not in "${text}".`);
  return found;
}

function mention(id: string, name: string): Json {
  return { mentioned: { id, name }, text: `<at>${name}</at>`, type: "mention" };
}

function toHtml(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<p>${escaped.replaceAll(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, "<span>$1</span>")}</p>`;
}

export function invoke(world: World, options: InvokeOptions): Request {
  const { name, value, channel } = options;
  const source = name.startsWith("composeExtension/") ? "compose" : "message";
  const fields = { type: "invoke", name, value, channelData: { source: { name: source } } };
  return build(world, options, { fields, origin: { channel } });
}

/** Events tell less: no name, often no locale, and in a team whole names of it. */
export function event(world: World, options: EventOptions): Request {
  const { type, in: channel } = options;
  const person = getPerson(world, options.by);
  const isInstall = type === "installationUpdate";
  const fields = {
    type,
    from: { name: undefined },
    localTimestamp: undefined,
    localTimezone: undefined,
    locale: isInstall ? LOCALE : undefined,
    entities: isInstall ? [{ type: "clientInfo", locale: LOCALE }] : undefined,
    action: isInstall ? "add" : undefined,
    channelData: eventData(world, { type, channel }),
  };
  const isOwn = channel === undefined || channel === person.conversation;
  return build(world, options, { fields, origin: isOwn ? {} : { channel } });
}

function eventData(
  world: World,
  { type, channel }: { type: string; channel?: string | undefined },
) {
  const source = type === "installationUpdate" ? { source: { name: "message" } } : {};
  const known = channel === undefined ? undefined : world.channels.get(channel);
  if (known === undefined) return source;
  const { id, name, groupId: aadGroupId } = getTeam(world, known.team);
  const settings = { selectedChannel: { id: known.id } };
  const isPlaced = type === "installationUpdate" ? { settings } : {};
  return {
    ...source,
    ...isPlaced,
    teamsChannelId: undefined,
    teamsTeamId: undefined,
    team: { id, name, aadGroupId },
  };
}
