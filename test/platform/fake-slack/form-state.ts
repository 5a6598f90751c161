import type { FieldValues } from "./acts.ts";
import { elementsOf } from "./block-kit.ts";
import { isJson, listOf, textOf } from "./json.ts";
import type { Json } from "./types.ts";

type Picked = string | readonly string[] | undefined;

interface Field {
  readonly block: Json;
  readonly element: Json;
  readonly picked: Picked;
  /** Lets through what Slack's own client would not. */
  readonly force: boolean;
}

/** What one field holds, as Slack writes it: what was picked, or what it was opened with. */
type Read = (field: Field) => Json;

const readText: Read = ({ element, picked }) => {
  const text = textOf(picked ?? element.initial_value);
  return { value: text === "" ? null : text };
};

const readOption: Read = (field) => {
  const [value] = valuesOf(field.picked);
  const initial = isJson(field.element.initial_option) ? field.element.initial_option : null;
  if (field.picked === undefined) return { selected_option: initial };
  return { selected_option: value === undefined ? null : findOption(field, value) };
};

const readOptions: Read = (field) => {
  const initial = listOf(field.element.initial_options);
  if (field.picked === undefined) return { selected_options: initial };
  return { selected_options: valuesOf(field.picked).map((value) => findOption(field, value)) };
};

function readPlain(selected: string, initial: string): Read {
  return ({ element, picked }) => {
    const value = picked ?? element[initial];
    const isMany = selected.endsWith("s");
    return { [selected]: value ?? (isMany ? [] : null) };
  };
}

const reads: Readonly<Record<string, Read>> = {
  plain_text_input: readText,
  email_text_input: readText,
  url_text_input: readText,
  number_input: readText,
  static_select: readOption,
  external_select: readOption,
  radio_buttons: readOption,
  overflow: readOption,
  multi_static_select: readOptions,
  multi_external_select: readOptions,
  checkboxes: readOptions,
  users_select: readPlain("selected_user", "initial_user"),
  multi_users_select: readPlain("selected_users", "initial_users"),
  channels_select: readPlain("selected_channel", "initial_channel"),
  conversations_select: readPlain("selected_conversation", "initial_conversation"),
  multi_channels_select: readPlain("selected_channels", "initial_channels"),
  datepicker: readPlain("selected_date", "initial_date"),
  timepicker: readPlain("selected_time", "initial_time"),
};

function valuesOf(picked: Picked): readonly string[] {
  if (picked === undefined) return [];
  return typeof picked === "string" ? [picked] : picked;
}

function findOption({ element, force }: Field, value: string): Json {
  const groups = listOf(element.option_groups).flatMap((group) => listOf(group.options));
  const given = [...listOf(element.initial_options), element.initial_option].filter(isJson);
  const known = [...listOf(element.options), ...groups, ...given];
  const found = known.find((option) => option.value === value || labelOf(option) === value);
  const isSearch = textOf(element.type).includes("external");
  if (found !== undefined) return found;
  if (!isSearch && !force) throw new Error(`There is no option ${value} to pick.`);
  return { text: { type: "plain_text", text: value.slice(0, 75), emoji: true }, value };
}

function labelOf(option: Json): string {
  return isJson(option.text) ? textOf(option.text.text) : "";
}

/** What an element holds after somebody picked something there. */
export function elementState(element: Json, picked?: Picked, force = false): Json {
  const read = reads[textOf(element.type)];
  if (read === undefined) return { type: element.type };
  return { type: element.type, ...read({ block: {}, element, picked, force }) };
}

/** `state.values` of a message or view whose blocks have names. */
export function stateOf(blocks: readonly Json[], values: FieldValues = {}, force = false): Json {
  const entries = blocks.map((block) => [textOf(block.block_id), holding(block, values, force)]);
  const unknown = Object.keys(values).filter((name) => !entries.some(([id]) => id === name));
  if (unknown.length > 0 && !force) throw new Error(`There is no field ${unknown.join(", ")}.`);
  return Object.fromEntries(entries.filter(([, state]) => Object.keys(state ?? {}).length > 0));
}

function holding(block: Json, values: FieldValues, force: boolean): Json {
  const picked = values[textOf(block.block_id)];
  const entries = elementsOf(block)
    .filter(({ type }) => Object.hasOwn(reads, textOf(type)) && type !== "overflow")
    .map((element) => [textOf(element.action_id), elementState(element, picked, force)]);
  return Object.fromEntries(entries);
}

/** What Slack's own client tells a person before it sends a form; none lets it go. */
export function refusals(blocks: readonly Json[], state: Json): readonly string[] {
  return blocks
    .filter(({ type }) => type === "input")
    .flatMap((block) => {
      const inside = state[textOf(block.block_id)];
      const element = elementsOf(block)[0] ?? {};
      const held = isJson(inside) ? inside[textOf(element.action_id)] : undefined;
      return refuse(block, element, isJson(held) ? held : {});
    });
}

function refuse(block: Json, element: Json, held: Json): readonly string[] {
  const { type: _type, ...rest } = held;
  const value = Object.values(rest)[0] ?? [];
  const name = textOf(block.block_id);
  const length = typeof value === "string" || Array.isArray(value) ? value.length : 1;
  if (length === 0) return block.optional === true ? [] : [`${name} is empty`];
  const most = typeof value === "string" ? element.max_length : element.max_selected_items;
  return length > Number(most ?? 3000) ? [`${name} takes at most ${most ?? 3000}`] : [];
}
