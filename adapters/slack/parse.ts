import { type AccountId, type ChannelId, toId } from "#domain/ids.ts";
import type { ChatEvent } from "#ports/chat.ts";
import { commandBody, eventBody, type Interaction, interactionBody } from "./bodies.ts";
import { type Arrival, type Parsed, problem, type Surface } from "./incoming.ts";
import { parseEvent } from "./parse-event.ts";
import { parseInteraction } from "./parse-interaction.ts";
import { readText } from "./text.ts";

const SLASH = /^\//;

/** Reads a body that was verified, of any kind. */
export function parse(body: Readonly<Record<string, unknown>>, arrival: Arrival): Parsed {
  if (typeof body.command === "string") return parseCommand(body, arrival);
  if (body.type === "event_callback") {
    const read = eventBody.safeParse(body);
    return read.success ? parseEvent(read.data, arrival) : problem;
  }
  const read = interactionBody.safeParse(body);
  return read.success ? parseInteraction(read.data, workspaceOf(read.data), arrival) : problem;
}

function parseCommand(body: unknown, { at }: Arrival): Parsed {
  const read = commandBody.safeParse(body);
  if (!read.success) return problem;
  const given = read.data;
  const wide = given.is_enterprise_install === true || given.is_enterprise_install === "true";
  const workspace = wide ? (given.enterprise_id ?? "") : given.team_id;
  if (workspace === "") return problem;
  const event: ChatEvent = {
    kind: "command",
    platform: "slack",
    workspace,
    account: toId<AccountId>(given.user_id),
    key: `trigger:${given.trigger_id}`,
    at,
    command: given.command.replace(SLASH, "").toLowerCase(),
    text: readText(given.text),
    ...readChannel(given.channel_id ?? "", given.channel_name ?? ""),
  };
  const surface: Surface = { kind: "command", responseUrl: given.response_url };
  return { incoming: { event, surface, triggerId: given.trigger_id } };
}

/** A conversation of two is no channel; a private channel's name is not told. */
function readChannel(id: string, name: string) {
  if (id === "" || name === "directmessage") return {};
  const channel = toId<ChannelId>(id);
  return name === "privategroup" || name === "" ? { channel } : { channel, channelName: name };
}

/** An organisation-wide install is one workspace to us: its accounts are the organisation's. */
function workspaceOf(body: Interaction): string {
  const wide = body.is_enterprise_install === true || body.is_enterprise_install === "true";
  if (wide && body.enterprise) return body.enterprise.id;
  const view = "view" in body ? body.view : undefined;
  return view?.app_installed_team_id ?? body.team?.id ?? body.user.team_id ?? "";
}
