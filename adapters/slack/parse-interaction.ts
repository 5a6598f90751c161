import { type AccountId, toId } from "#domain/ids.ts";
import type { ChatEvent } from "#ports/chat.ts";
import type { Interaction, View } from "./bodies.ts";
import { type Arrival, ignored, type Parsed, problem, type Surface } from "./incoming.ts";
import { readText } from "./text.ts";
import { readButton, readMetadata, readState, type Sealing } from "./view.ts";

const SEALED = /^v1\.[0-9a-f]{8}\./;

type Kind<K extends Interaction["type"]> = Extract<Interaction, { readonly type: K }>;

interface Turn {
  readonly workspace: string;
  readonly arrival: Arrival;
  readonly sealing: Sealing;
}

/** A press, a submission, a search or a shortcut. */
export function parseInteraction(body: Interaction, workspace: string, arrival: Arrival): Parsed {
  if (workspace === "") return problem;
  const turn = { workspace, arrival, sealing: { box: arrival.box, workspace } };
  switch (body.type) {
    case "block_actions":
      return parsePress(body, turn);
    case "view_submission":
      return parseSubmission(body, turn);
    case "block_suggestion":
      return parseSearch(body, turn);
    case "shortcut":
    case "message_action":
      return parseShortcut(body, turn);
    case "view_closed":
      return ignored;
  }
}

function originOf(body: Interaction, { workspace, arrival }: Turn, key: string) {
  return {
    platform: "slack",
    workspace,
    account: toId<AccountId>(body.user.id),
    key,
    at: arrival.at,
  } as const;
}

/** A link button is pressed too: it carries no value of ours and is only acknowledged. */
function parsePress(body: Kind<"block_actions">, turn: Turn): Parsed {
  const [action] = body.actions;
  if (action?.value === undefined) return ignored;
  const button = readButton(action.action_id, action.value, turn.sealing) ?? lost(action.value);
  if (!button || body.trigger_id === "") return button ? problem : ignored;
  const origin = originOf(body, turn, `trigger:${body.trigger_id}`);
  const event: ChatEvent = { ...origin, kind: "press", ...button };
  return { incoming: { event, surface: pressedOn(body, turn), triggerId: body.trigger_id } };
}

/** Sealed by us with a key that is gone: the person is told that the button is too old. */
function lost(sealed: string) {
  return SEALED.test(sealed) ? { action: "", value: "" } : undefined;
}

function pressedOn(body: Kind<"block_actions">, turn: Turn): Surface {
  const { container, view } = body;
  if (view) return view.type === "home" ? { kind: "home" } : modal(view, turn);
  const channel = container.channel_id ?? body.channel?.id;
  const openedFrom = {
    ...(channel === undefined ? {} : { channel }),
    ...(container.message_ts === undefined ? {} : { ts: container.message_ts }),
    ...(body.response_url === undefined ? {} : { responseUrl: body.response_url }),
    ...(container.is_ephemeral ? { ephemeral: true } : {}),
  };
  return { kind: "message", openedFrom, ephemeral: container.is_ephemeral ?? false };
}

function modal(view: View, { sealing }: Turn): Surface {
  const inputs = view.blocks.filter(({ type }) => type === "input");
  return {
    kind: "modal",
    viewId: view.id,
    openedFrom: readMetadata(view.private_metadata, sealing)?.openedFrom ?? {},
    inputs: inputs.flatMap(({ block_id }) => (block_id === undefined ? [] : [block_id])),
  };
}

function parseSubmission(body: Kind<"view_submission">, turn: Turn): Parsed {
  const { view } = body;
  const metadata = readMetadata(view.private_metadata, turn.sealing);
  const isLost = !metadata && SEALED.test(view.private_metadata);
  if (!metadata && !isLost) return problem;
  const origin = originOf(body, turn, `view:${view.id}:${view.hash}`);
  const event: ChatEvent = {
    ...origin,
    kind: "submit",
    form: isLost ? "" : view.callback_id,
    context: metadata?.context ?? "",
    values: readState(view.state.values),
  };
  return { incoming: { event, surface: modal(view, turn), triggerId: body.trigger_id } };
}

/** A search changes nothing, so it may come as often as it likes. */
function parseSearch(body: Kind<"block_suggestion">, turn: Turn): Parsed {
  const event: ChatEvent = {
    ...originOf(body, turn, ""),
    kind: "search",
    form: body.view?.callback_id ?? "",
    field: body.action_id,
    query: readText(body.value),
  };
  return { incoming: { event, surface: { kind: "nowhere" }, triggerId: "" } };
}

function parseShortcut(body: Kind<"shortcut"> | Kind<"message_action">, turn: Turn): Parsed {
  if (body.trigger_id === "") return problem;
  const author = body.type === "message_action" ? body.message.user : undefined;
  const event: ChatEvent = {
    ...originOf(body, turn, `trigger:${body.trigger_id}`),
    kind: "shortcut",
    name: body.callback_id,
    about: author === undefined ? undefined : toId<AccountId>(author),
  };
  const surface: Surface =
    body.response_url === undefined
      ? { kind: "nowhere" }
      : { kind: "command", responseUrl: body.response_url };
  return { incoming: { event, surface, triggerId: body.trigger_id } };
}
