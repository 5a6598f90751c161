import { build, type Origin } from "./activities.ts";
import { type CardAction, fillIn, listActions } from "./card.ts";
import { jsonOf, textOf } from "./json.ts";
import type { Json, PressOptions } from "./types.ts";
import { splitThread, type World } from "./world.ts";

/** Throws for an action that a client keeps to itself. */
export function press(world: World, options: PressOptions): Request {
  const { message, channel } = options;
  const pressed = findAction(options);
  const { place, thread = message.id } = splitThread(message.conversation);
  const isChannel = channel !== undefined || world.channels.has(place);
  const origin: Origin = isChannel ? { channel: channel ?? place, thread } : {};
  const fields = {
    ...activityOf(pressed, options.inputs ?? {}),
    replyToId: message.id,
    channelData: { source: { name: "message" } },
    // A 1:1's card is pressed where it stands, whoever does it.
    ...(isChannel ? {} : { conversation: { id: place } }),
  };
  return build(world, options, { fields, origin });
}

function findAction({ message, action: at }: PressOptions): CardAction {
  const all = listActions(message.body);
  const found = all[at];
  if (found === undefined) {
    const there = all.map(({ action }) => textOf(action.title)).join(", ");
    throw new Error(`There is no action ${at} to press, but: ${there}.`);
  }
  if (found.action.isEnabled === false) throw new Error(`Action ${at} is greyed out.`);
  return found;
}

function activityOf(pressed: CardAction, typed: Json): Json {
  const { type, title, verb, id } = pressed.action;
  const data = fillIn(pressed, typed);
  if (type === "Action.Execute") {
    const action = { type, title, id, verb, data };
    return { type: "invoke", name: "adaptiveCard/action", value: { action, trigger: "manual" } };
  }
  if (type !== "Action.Submit") throw new Error(`${type} sends nothing.`);
  const { type: way, text } = jsonOf(jsonOf(data).msteams);
  if (way === "task/fetch") {
    const value = { data, context: { theme: "default" } };
    return { type: "invoke", name: "task/fetch", value };
  }
  return { type: "message", value: data, ...(way === "messageBack" ? { text } : {}) };
}
