import type {
  Act,
  CommandAct,
  EventAct,
  OptionsAct,
  Origin,
  PressAct,
  ShortcutAct,
  SubmitAct,
} from "./acts.ts";
import { elementsOf } from "./block-kit.ts";
import { nameBlocks, toSlackMessage } from "./chat.ts";
import { elementState, refusals, stateOf } from "./form-state.ts";
import { isJson, listOf, textOf } from "./json.ts";
import { form, sign, signPayload } from "./sign.ts";
import type { FakeView, Json } from "./types.ts";
import { toSlackView } from "./views.ts";
import {
  getWorkspace,
  mintResponseUrl,
  mintTrigger,
  mintTs,
  openConversation,
  type Person,
  randomId,
  type Workspace,
  type World,
} from "./world.ts";

interface Scene {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly trigger: string;
  /** What every interaction begins with. */
  readonly head: Json;
}

export function firstWorkspace(world: World): string {
  return world.workspaces.keys().next().value ?? "";
}

/** Who acts where; an unknown person is a mistake of the test. */
function setScene(world: World, act: Act, view?: FakeView): Scene {
  const workspace = getWorkspace(world, act.workspace ?? view?.workspace ?? firstWorkspace(world));
  const person = world.people.get(`${workspace.id}/${act.by}`);
  if (person === undefined) throw new Error(`${act.by} is not in ${workspace.id}.`);
  const viewId = view?.type === "modal" ? view.id : undefined;
  const trigger =
    act.trigger ?? mintTrigger(world, { by: act.by, workspace: workspace.id, viewId });
  const { id, domain, enterprise, orgInstall } = workspace;
  const name = person.name.toLowerCase().replaceAll(" ", ".");
  const head = {
    user: { id: person.id, username: name, name, team_id: person.team },
    api_app_id: world.appId,
    token: "verification-token",
    trigger_id: trigger,
    team: { id, domain, ...(enterprise === undefined ? {} : { enterprise_id: enterprise }) },
    enterprise: enterprise === undefined ? null : { id: enterprise, name: `Org ${enterprise}` },
    is_enterprise_install: orgInstall,
  };
  return { workspace, person, trigger, head };
}

export function command(world: World, act: CommandAct): Request {
  const { workspace, person, trigger } = setScene(world, act);
  const channel = act.channel ?? openConversation(world, person).id;
  const [word = "", ...rest] = act.text.split(" ");
  const { id, domain, enterprise, orgInstall } = workspace;
  const body = form({
    token: "verification-token",
    team_id: id,
    team_domain: domain,
    enterprise_id: enterprise,
    enterprise_name: enterprise === undefined ? undefined : `Org ${enterprise}`,
    channel_id: channel,
    channel_name: world.channels.get(channel)?.name ?? "directmessage",
    user_id: person.id,
    user_name: person.name.toLowerCase().replaceAll(" ", "."),
    command: word,
    text: rest.join(" "),
    api_app_id: world.appId,
    is_enterprise_install: String(orgInstall),
    response_url: mintResponseUrl(world, "commands", {
      channel,
      account: person.id,
      ts: undefined,
    }),
    trigger_id: trigger,
  });
  return sign(world, body, act);
}

function findElement(
  blocks: readonly Json[],
  action: number | string,
): { block: Json; element: Json } {
  const all = blocks.flatMap((block) =>
    elementsOf(block)
      .filter(({ type }) => type !== "image")
      .map((element) => ({ block, element })),
  );
  const names = (element: Json): readonly unknown[] => [
    isJson(element.text) ? element.text.text : undefined,
    element.accessibility_label,
    element.action_id,
    textOf(element.action_id).split("#")[0],
  ];
  const found =
    typeof action === "number"
      ? all[action]
      : [0, 1, 2, 3]
          .map((at) => all.find(({ element }) => names(element)[at] === action))
          .find((each) => each !== undefined);
  const there = all.map(({ element }) => names(element)[0] ?? element.action_id).join(", ");
  if (found === undefined) throw new Error(`There is no ${action} to press, but: ${there}.`);
  return found;
}

interface Pressed {
  readonly blocks: readonly Json[];
  /** The fields around the button, and what was picked now. */
  readonly state: Json;
}

/** The view, message or ephemeral whose button it is. */
function originOf(world: World, act: PressAct, { blocks, state }: Pressed): Json {
  if ("view" in act) {
    const view = { ...toSlackView(world, act.view, state), blocks };
    return { container: { type: "view", view_id: act.view.id }, view };
  }
  const isEphemeral = "ephemeral" in act;
  const { channel, ts } = isEphemeral ? act.ephemeral : act.message;
  const place = { message_ts: ts, channel_id: channel, is_ephemeral: isEphemeral };
  return {
    container: { type: "message", ...place },
    channel: { id: channel, name: world.channels.get(channel)?.name ?? "directmessage" },
    ...(isEphemeral ? {} : { message: toSlackMessage(world, act.message) }),
    state: { values: state },
    response_url: mintResponseUrl(world, "actions", { channel, account: act.by, ts }),
  };
}

function blocksOf(act: PressAct): readonly Json[] {
  if ("view" in act) return nameBlocks(listOf(act.view.view.blocks));
  return nameBlocks("ephemeral" in act ? act.ephemeral.blocks : act.message.blocks);
}

export function press(world: World, act: PressAct): Request {
  const { head } = setScene(world, act, "view" in act ? act.view : undefined);
  const blocks = blocksOf(act);
  const { block, element } = findElement(blocks, act.action);
  const { text, value, style, url, type } = element;
  const action_id = textOf(element.action_id);
  const block_id = textOf(block.block_id);
  const isButton = type === "button";
  const now = isButton ? { type, text, value, style, url } : elementState(element, act.chosen);
  const others = stateOf(blocks, act.values, true);
  const around = isJson(others[block_id]) ? others[block_id] : {};
  const state = isButton ? others : { ...others, [block_id]: { ...around, [action_id]: now } };
  const actions = [{ action_id, block_id, action_ts: mintTs(world), ...now }];
  const origin = originOf(world, act, { blocks, state });
  return signPayload(world, { type: "block_actions", ...head, ...origin, actions }, act);
}

/** Throws what Slack's own client would say to the person, unless forced. */
export function submit(world: World, act: SubmitAct): Request {
  const { head } = setScene(world, act, act.view);
  const view = world.views.get(act.view.id) ?? act.view;
  const blocks = nameBlocks(listOf(view.view.blocks));
  const state = stateOf(blocks, act.values, act.force);
  const problems = act.force === true ? [] : refusals(blocks, state);
  if (problems.length > 0) throw new Error(`The form cannot be sent: ${problems.join("; ")}.`);
  const payload = { type: "view_submission", ...head, view: toSlackView(world, view, state) };
  return signPayload(world, { ...payload, response_urls: [] }, act);
}

export function close(world: World, act: Act & { readonly view: FakeView }): Request {
  const { head } = setScene(world, act, act.view);
  world.views.delete(act.view.id);
  const payload = { type: "view_closed", ...head, is_cleared: false };
  return signPayload(world, { ...payload, view: toSlackView(world, act.view) }, act);
}

export function options(world: World, act: OptionsAct): Request {
  const { trigger_id: _none, ...head } = setScene(world, act, act.view).head;
  const blocks = nameBlocks(listOf(act.view.view.blocks));
  const block = blocks.find(({ block_id }) => block_id === act.field);
  const element = block === undefined ? undefined : elementsOf(block)[0];
  if (element === undefined) throw new Error(`There is no field ${act.field}.`);
  const payload = {
    type: "block_suggestion",
    ...head,
    container: { type: "view", view_id: act.view.id },
    action_id: element.action_id,
    block_id: act.field,
    value: act.query,
    view: toSlackView(world, act.view, stateOf(blocks)),
  };
  return signPayload(world, payload, act);
}

export function shortcut(world: World, act: ShortcutAct): Request {
  const { head, person } = setScene(world, act);
  const named = { ...head, callback_id: act.callback, action_ts: mintTs(world) };
  if (act.message === undefined) return signPayload(world, { type: "shortcut", ...named }, act);
  const { channel, ts } = act.message;
  const payload = {
    type: "message_action",
    ...named,
    channel: { id: channel, name: world.channels.get(channel)?.name ?? "directmessage" },
    message_ts: ts,
    message: toSlackMessage(world, act.message),
    response_url: mintResponseUrl(world, "actions", { channel, account: person.id, ts }),
  };
  return signPayload(world, payload, act);
}

export function event(world: World, inner: Json, act: EventAct & Origin): Request {
  const { id, enterprise, orgInstall, botAccount } = getWorkspace(
    world,
    act.workspace ?? firstWorkspace(world),
  );
  const envelope = {
    token: "verification-token",
    team_id: id,
    context_team_id: id,
    context_enterprise_id: enterprise ?? null,
    ...(enterprise === undefined ? {} : { enterprise_id: enterprise }),
    api_app_id: world.appId,
    event: { event_ts: mintTs(world), ...inner },
    type: "event_callback",
    event_id: act.eventId ?? randomId("Ev"),
    event_time: Math.floor(world.clock.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: enterprise ?? null,
        team_id: orgInstall ? null : id,
        user_id: botAccount,
        is_bot: true,
        is_enterprise_install: orgInstall,
      },
    ],
    is_ext_shared_channel: false,
    event_context: randomId("EC"),
  };
  return sign(world, JSON.stringify(envelope), act);
}
