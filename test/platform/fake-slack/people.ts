import { getChannel } from "./chat.ts";
import { type Call, checkScope } from "./gate.ts";
import { flagOf, numberOf, textOf } from "./json.ts";
import type { Json } from "./types.ts";
import {
  type Channel,
  findPerson,
  isWithin,
  openConversation,
  type Person,
  SlackError,
} from "./world.ts";

/** A person as users.info shows them to a token with these scopes. */
export function toSlackPerson(person: Person, scopes: readonly string[], locale = false): Json {
  const { id, name, team, zone } = person;
  const isStranger = team !== person.workspace;
  const seesEmail = scopes.includes("users:read.email") && !isStranger;
  const email = seesEmail && person.email !== undefined ? { email: person.email } : {};
  return {
    id,
    team_id: team,
    name: name.toLowerCase().replaceAll(" ", "."),
    deleted: person.deleted,
    real_name: name,
    profile: { real_name: name, display_name: name, team, ...email },
    is_bot: person.bot,
    is_app_user: false,
    ...enterpriseOf(person),
    updated: 1_563_900_000,
    ...(isStranger ? { is_stranger: true } : {}),
    ...(locale ? { locale: person.locale } : {}),
    ...(person.deleted
      ? {}
      : {
          tz: zone,
          tz_label: zone,
          tz_offset: 0,
          is_admin: false,
          is_owner: false,
          is_restricted: person.guest,
          is_ultra_restricted: false,
        }),
  };
}

/** In an organisation everybody is its member, in one workspace or several. */
function enterpriseOf({ id, enterprise, team }: Person): Json {
  if (enterprise === undefined) return {};
  return { enterprise_user: { id, enterprise_id: enterprise, teams: [team] } };
}

function getPerson(call: Call, id: string): Person {
  const person = findPerson(call.world, call.workspace, id);
  if (person === undefined) throw new SlackError("user_not_found");
  return person;
}

export function personInfo(call: Call): Json {
  const person = getPerson(call, textOf(call.args.user));
  const user = toSlackPerson(person, call.token.scopes, flagOf(call.args.include_locale));
  return { ok: true, user };
}

function everybody({ world, workspace }: Call): readonly Person[] {
  return [...world.people.values()].filter((person) =>
    isWithin(world, workspace, person.workspace),
  );
}

/** Deactivated people, bots and strangers cannot be found by e-mail. */
export function lookupByEmail(call: Call): Json {
  checkScope(call.token, "users:read");
  const email = textOf(call.args.email).toLowerCase();
  const person = everybody(call).find((each) => each.email?.toLowerCase() === email);
  const isHidden = person === undefined || person.deleted || person.bot;
  if (isHidden || person.team !== person.workspace) throw new SlackError("users_not_found");
  return { ok: true, user: toSlackPerson(person, call.token.scopes) };
}

/** Deactivated people and bots, too; pages may be short. */
export function listPeople(call: Call): Json {
  const { page, next_cursor } = pageOf(everybody(call), call.args);
  const members = page.map((person) => toSlackPerson(person, call.token.scopes));
  return { ok: true, members, cache_ts: 1_563_900_000, response_metadata: { next_cursor } };
}

function pageOf<T>(all: readonly T[], args: Json): { page: readonly T[]; next_cursor: string } {
  const cursor = textOf(args.cursor);
  const start = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64").toString());
  if (!Number.isInteger(start)) throw new SlackError("invalid_cursor");
  const end = start + Math.min(1000, numberOf(args.limit, 1000));
  const next_cursor = end < all.length ? Buffer.from(String(end)).toString("base64") : "";
  return { page: all.slice(start, end), next_cursor };
}

export function botInfo({ world, workspace }: Call): Json {
  const id = `B${workspace.botAccount.slice(1)}`;
  return {
    ok: true,
    bot: {
      id,
      name: "groundswell",
      deleted: false,
      app_id: world.appId,
      user_id: workspace.botAccount,
    },
  };
}

export function teamInfo({ workspace }: Call): Json {
  const { id, name, domain, enterprise } = workspace;
  const organisation = enterprise === undefined ? {} : { enterprise_id: enterprise };
  return { ok: true, team: { id, name, domain, email_domain: "", ...organisation } };
}

export function openConversationWith(call: Call): Json {
  const ids = textOf(call.args.users).split(",");
  const person = getPerson(call, ids[0] ?? "");
  if (ids.length > 1) throw new SlackError("method_not_supported_for_channel_type");
  if (person.deleted) throw new SlackError("user_disabled");
  if (person.bot) throw new SlackError("cannot_dm_bot");
  const isThere = [...call.world.channels.values()].some((each) => each.person === person.id);
  const channel = openConversation(call.world, person);
  const already = isThere ? { no_op: true, already_open: true } : {};
  return { ok: true, ...already, channel: { id: channel.id } };
}

function typeOf(channel: Channel): "im" | "private_channel" | "public_channel" {
  if (channel.person !== undefined) return "im";
  return channel.private ? "private_channel" : "public_channel";
}

const scopeToRead = {
  im: "im:read",
  private_channel: "groups:read",
  public_channel: "channels:read",
} as const;

function toSlackChannel(channel: Channel): Json {
  const type = typeOf(channel);
  return {
    id: channel.id,
    name: channel.name,
    is_channel: type === "public_channel",
    is_im: type === "im",
    is_private: channel.private,
    is_archived: channel.archived,
    is_member: channel.botIn,
    ...(channel.person === undefined ? {} : { user: channel.person }),
  };
}

export function channelInfo(call: Call): Json {
  const channel = getChannel(call, textOf(call.args.channel));
  checkScope(call.token, scopeToRead[typeOf(channel)]);
  return { ok: true, channel: toSlackChannel(channel) };
}

export function listChannels(call: Call): Json {
  const { world, workspace, args, token } = call;
  const types = (textOf(args.types) || "public_channel").split(",");
  for (const [type, scope] of Object.entries(scopeToRead)) {
    if (types.includes(type)) checkScope(token, scope);
  }
  const found = [...world.channels.values()]
    .filter((channel) => isWithin(world, workspace, channel.workspace))
    .filter((channel) => types.includes(typeOf(channel)))
    .filter((channel) => !channel.private || channel.botIn)
    .filter((channel) => !(flagOf(args.exclude_archived) && channel.archived));
  const { page, next_cursor } = pageOf(found, args);
  return { ok: true, channels: page.map(toSlackChannel), response_metadata: { next_cursor } };
}
