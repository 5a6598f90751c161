import { isJson, jsonOf, listOf, textOf } from "./json.ts";
import type { Json } from "./types.ts";

const ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";

/** An action, and the inputs that are sent with it. */
export interface CardAction {
  readonly action: Json;
  readonly inputs: readonly Json[];
}

/** Every action of a message's cards: the body's ActionSets in order, then the card's own. */
export function listActions(message: Json): readonly CardAction[] {
  return listOf(message.attachments)
    .filter(({ contentType }) => contentType === ADAPTIVE_CARD)
    .flatMap(({ content }) => actionsOf(jsonOf(content), []));
}

/** A card that is shown by an action sends the inputs around it too. */
function actionsOf(card: Json, outer: readonly Json[]): readonly CardAction[] {
  const elements = listOf(card.body).flatMap(flatten);
  const inputs = [...outer, ...elements.filter(({ type }) => textOf(type).startsWith("Input."))];
  const sets = elements.filter(({ type }) => type === "ActionSet");
  return [...sets, card]
    .flatMap(({ actions }) => listOf(actions))
    .flatMap((action) => [{ action, inputs }, ...actionsOf(jsonOf(action.card), inputs)]);
}

/** An element and all below it, in the order of the document. */
function flatten(element: Json): readonly Json[] {
  const { items, columns, rows, cells } = element;
  return [element, ...[items, columns, rows, cells].flatMap(listOf).flatMap(flatten)];
}

/** The action's data with what stands in the inputs; an empty input is not sent. */
export function fillIn({ action, inputs }: CardAction, typed: Json): unknown {
  const { data = {}, associatedInputs } = action;
  if (!isJson(data)) return data;
  if (associatedInputs === "none") return { ...data };
  const standing = inputs.map((input) => [textOf(input.id), standingIn(input)]);
  const filled = standing.filter(([, value]) => value !== "");
  return { ...data, ...Object.fromEntries(filled), ...typed };
}

function standingIn({ type, value, valueOn = "true", valueOff = "false" }: Json): string {
  if (type === "Input.Toggle") return String(value === valueOn ? valueOn : valueOff);
  return value === undefined ? "" : String(value);
}
